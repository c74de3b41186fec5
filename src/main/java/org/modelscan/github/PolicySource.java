package org.modelscan.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Config;

/**
 * Which policy holds. In a pull request it is that of the base, so that none can switch the scanner
 * off; what the pull request changes in it is shown.
 *
 * @param checkout where the files are
 * @param touched what the event changes
 * @param base where the base is; empty where what is checked out holds
 */
record PolicySource(Checkout checkout, Touched touched, Optional<Base> base) {

  /**
   * Where the base is.
   *
   * @param client empty where there is no token
   * @param ref the branch or commit
   * @param merged whether what is checked out has it in it
   */
  record Base(Optional<Client> client, String repository, String ref, boolean merged) {
    /** A file of it; empty where it has none. */
    private Optional<byte[]> file(String name) throws ApiError, InterruptedException {
      if (client.isEmpty()) {
        throw new ApiError(0, "There is no token.");
      }
      try {
        String path = "/repos/" + repository + "/contents/" + UrlPath.of(name);
        return Optional.of(client.get().raw(path + "?ref=" + UrlPath.name(ref)));
      } catch (ApiError failed) {
        if (failed.isNotFound()) {
          return Optional.empty();
        }
        throw failed;
      }
    }
  }

  /**
   * Finds the policy.
   *
   * @param config named by the workflow; empty where it says nothing
   * @param baseline named by the workflow
   */
  HeldPolicy find(Optional<String> config, Optional<String> baseline)
      throws BadInput, InterruptedException {
    HeldPolicy.Builder held = new HeldPolicy.Builder();
    held.config(
        versions(Input.CONFIG, config.orElse(Config.FILE), config.isPresent(), Config.LARGEST));
    if (baseline.isPresent()) {
      held.baseline(versions(Input.BASELINE, baseline.get(), true, Baseline.LARGEST));
    }
    return held.build();
  }

  /**
   * The policy of a base alone, where nothing is checked out.
   *
   * @param config named by the workflow; empty where it says nothing
   */
  static HeldPolicy ofBase(Base base, Optional<String> config)
      throws BadInput, InterruptedException {
    HeldPolicy.Builder held = new HeldPolicy.Builder();
    String name = config.orElse(Config.FILE);
    try {
      held.config(Versions.one(name, base.file(name)));
    } catch (ApiError failed) {
      held.notice(missing(name, failed));
    }
    return held.build();
  }

  /**
   * A file of the policy.
   *
   * @param name relative to the repository
   * @param held the version that holds
   * @param own the pull request's own version, which may be none; empty where that is the same
   * @param notice what to say of it
   */
  record Versions(String name, Optional<byte[]> held, Optional<Own> own, Optional<String> notice) {
    static Versions one(String name, Optional<byte[]> held) {
      return new Versions(name, held, Optional.empty(), Optional.empty());
    }
  }

  /** A pull request's own version. */
  record Own(Optional<byte[]> content) {}

  private Versions versions(Input input, String written, boolean required, int largest)
      throws BadInput, InterruptedException {
    String name = relative(input, written);
    Optional<byte[]> content = read(name, largest);
    if (base.isPresent() && (!base.get().merged() || isTouched(name, content.isPresent()))) {
      Optional<Own> own = Optional.of(new Own(content));
      try {
        return new Versions(name, base.get().file(name), own, Optional.empty());
      } catch (ApiError failed) {
        return new Versions(name, Optional.empty(), own, Optional.of(missing(name, failed)));
      }
    }
    if (content.isEmpty() && required) {
      throw new BadInput(input.id() + ": there is no file " + name);
    }
    return Versions.one(name, content);
  }

  private static String missing(String name, ApiError failed) {
    return name
        + " of the base cannot be had, so that what holds is as if there were none. "
        + failed.sentence();
  }

  /** A file that is not there, and that nobody has removed, was never there. */
  private boolean isTouched(String name, boolean there) {
    return there ? touched.holds(name) : touched.lists(name);
  }

  /** A link could lead to any file of the job, and an error quotes what it meets. */
  private Optional<byte[]> read(String name, int largest) throws BadInput {
    Path file = checkout.file(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      if (!file.toRealPath().equals(checkout.root().toRealPath().resolve(name))) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(in.readNBytes(largest + 1));
      }
    } catch (IOException unreadable) {
      throw new BadInput(name + ": cannot be read");
    }
  }

  /** A path in the repository, as the API and the list of changes have it. */
  private String relative(Input input, String name) throws BadInput {
    try {
      Path file = checkout.root().resolve(name).normalize();
      if (file.startsWith(checkout.root()) && !file.equals(checkout.root())) {
        return checkout.root().relativize(file).toString();
      }
    } catch (InvalidPathException invalid) {
      // Said below.
    }
    throw new BadInput(input.id() + ": " + name + " is not in the repository");
  }
}
