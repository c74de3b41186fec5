package org.modelscan.source;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses of Git remotes, as addresses of HTTP. */
final class GitRemote {
  /** git@host:owner/name.git; not C:\folder. */
  private static final Pattern SCP = Pattern.compile("(?:[^@/:]+@)?([^/:@]{2,}):(?!//)/?(.+)");

  private GitRemote() {}

  /**
   * The address of a repository's server, as Git LFS guesses it: docs/api/server-discovery.md,
   * "Guessing the Server". Credentials in an address are left out.
   *
   * @return empty for a folder, and for what is no address
   */
  static Optional<URI> http(String remote) {
    Matcher scp = SCP.matcher(remote);
    String written = scp.matches() ? "https://" + scp.group(1) + "/" + scp.group(2) : remote;
    try {
      URI uri = URI.create(written.replaceAll("/+$", ""));
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() == null || uri.getRawPath() == null) {
        return Optional.empty();
      }
      return switch (scheme) {
        case "https", "http" ->
            Optional.of(URI.create(scheme + "://" + authority(uri) + uri.getRawPath()));
        case "ssh", "git", "git+ssh", "ssh+git" ->
            Optional.of(URI.create("https://" + uri.getHost() + uri.getRawPath()));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** The address of the LFS server beside a repository. */
  static URI lfs(URI repository) {
    String base = repository.toString();
    return URI.create(base + (base.endsWith(".git") ? "" : ".git") + "/info/lfs");
  }

  private static String authority(URI uri) {
    return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /** Whether two addresses are of one server. */
  static boolean sameHost(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && authority(one).equalsIgnoreCase(authority(other));
  }
}
