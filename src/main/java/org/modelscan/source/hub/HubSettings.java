package org.modelscan.source.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the Hub is reached, by the environment variables of its own tools. See <a
 * href="https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables">their
 * documentation</a>.
 *
 * @param endpoint without a slash at its end
 * @param token of the user; empty where there is none
 * @param offline whether nothing may be asked
 * @param cache where the Hub's tools keep what they downloaded
 */
public record HubSettings(URI endpoint, Optional<String> token, boolean offline, Path cache) {
  private static final String HUB = "https://huggingface.co";
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");
  private static final int LONGEST_TOKEN = 4096;

  /**
   * Reads the variables, and the file of the token where no variable has it.
   *
   * @throws IOException where the endpoint is no address, or the file cannot be read
   */
  public static HubSettings of(Map<String, String> environment) throws IOException {
    Path home =
        path(environment, "HF_HOME")
            .orElseGet(() ->
                path(environment, "XDG_CACHE_HOME")
                    .orElseGet(() -> userHome(environment).resolve(".cache"))
                    .resolve("huggingface"));
    return new HubSettings(
        endpoint(environment.getOrDefault("HF_ENDPOINT", "")),
        token(environment, home),
        isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE"),
        path(environment, "HF_HUB_CACHE").orElseGet(() -> home.resolve("hub")));
  }

  private static URI endpoint(String written) throws IOException {
    String address = written.isEmpty() ? HUB : written.replaceAll("/+$", "");
    try {
      URI endpoint = URI.create(address);
      String scheme = String.valueOf(endpoint.getScheme());
      if ((scheme.equals("https") || scheme.equals("http"))
          && endpoint.getHost() != null
          && endpoint.getRawQuery() == null
          && endpoint.getRawUserInfo() == null) {
        return endpoint;
      }
    } catch (IllegalArgumentException noAddress) {
      // The same answer as for one of another kind.
    }
    throw new IOException("HF_ENDPOINT is no address of a server");
  }

  private static Optional<String> token(Map<String, String> environment, Path home)
      throws IOException {
    for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
      Optional<String> token = clean(environment.getOrDefault(name, ""));
      if (token.isPresent()) {
        return token;
      }
    }
    Path file = path(environment, "HF_TOKEN_PATH").orElseGet(() -> home.resolve("token"));
    if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")
        || !Files.isRegularFile(file)
        || Files.size(file) > LONGEST_TOKEN) {
      return Optional.empty();
    }
    return clean(Files.readString(file));
  }

  /** A token is one line; what cannot stand in a header is none. */
  private static Optional<String> clean(String written) {
    return Optional.of(written.strip())
        .filter(token -> !token.isEmpty() && token.chars().allMatch(c -> c > ' ' && c < 0x7f));
  }

  private static boolean isTrue(Map<String, String> environment, String name) {
    return TRUE.contains(environment.getOrDefault(name, "").toUpperCase(Locale.ROOT));
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    String written = environment.getOrDefault(name, "");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        written.equals("~") || written.startsWith("~/")
            ? Path.of(userHome(environment) + written.substring(1))
            : Path.of(written));
  }

  private static Path userHome(Map<String, String> environment) {
    return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
  }
}
