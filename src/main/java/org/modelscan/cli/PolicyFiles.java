package org.modelscan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Config;
import org.modelscan.policy.PolicyError;
import org.modelscan.source.Reason;

/**
 * The files that a scan takes its policy from. Without being named, only that of the current folder
 * is taken, and only where this is the root of a Git repository: what somebody else put into a
 * folder that is merely scanned has no say in how it is scanned.
 */
final class PolicyFiles {
  private PolicyFiles() {}

  /** The settings that {@code --config} names. */
  static Optional<Config> named(Arguments arguments) throws UsageError {
    Optional<String> name = arguments.value("--config");
    if (name.isPresent() && arguments.has("--no-config")) {
      throw new UsageError("--config and --no-config exclude each other");
    }
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(config(name.get(), ScanOptions.path(name.get())));
  }

  /** The settings of a folder that is its own repository. */
  static Optional<Config> of(Path folder) throws UsageError {
    return isOwn(folder)
        ? Optional.of(config(Config.FILE, folder.resolve(Config.FILE)))
        : Optional.empty();
  }

  /** Whether a folder is a repository's root with a policy that is no link to somewhere else. */
  private static boolean isOwn(Path folder) {
    return Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(folder.resolve(".github"), LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(folder.resolve(Config.FILE), LinkOption.NOFOLLOW_LINKS);
  }

  private static Config config(String name, Path file) throws UsageError {
    try {
      return Config.parse(name, content(name, file, Config.LARGEST));
    } catch (PolicyError wrong) {
      throw new UsageError(String.valueOf(wrong.getMessage()));
    }
  }

  /** The baseline that {@code --baseline} names. */
  static Optional<Baseline> baseline(Arguments arguments) throws UsageError {
    Optional<String> named = arguments.value("--baseline");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Baseline.parse(
              named.get(), content(named.get(), ScanOptions.path(named.get()), Baseline.LARGEST)));
    } catch (PolicyError wrong) {
      throw new UsageError(String.valueOf(wrong.getMessage()));
    }
  }

  /** All of a file, or one byte more than is read of it. */
  private static byte[] content(String name, Path file, int largest) throws UsageError {
    try (InputStream content = Files.newInputStream(file)) {
      return content.readNBytes(largest + 1);
    } catch (IOException unreadable) {
      throw new UsageError(name + ": " + Reason.of(unreadable));
    }
  }
}
