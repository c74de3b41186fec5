package org.modelscan.source.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user names of the Hub: a repository, or one file or folder of it. Written as the Hub's own
 * file system has it: {@code hf://[datasets/|spaces/]OWNER/NAME[@REVISION][/PATH]}.
 *
 * @param kind of repository
 * @param repository such as {@code owner/name}; a few old models have no owner
 * @param revision a branch, a tag, a commit or {@code refs/pr/1}
 * @param path of a file or folder in it; empty for all
 */
public record HubReference(Kind kind, String repository, String revision, String path) {
  /** What an address starts with. */
  public static final String SCHEME = "hf://";

  /** What a repository holds. */
  public enum Kind {
    MODEL("models", ""),
    DATASET("datasets", "datasets/"),
    SPACE("spaces", "spaces/");

    private final String api;
    private final String prefix;

    Kind(String api, String prefix) {
      this.api = api;
      this.prefix = prefix;
    }

    /** Its name in addresses of the API. */
    String api() {
      return api;
    }

    /** What stands before the repository's name in other addresses. */
    String prefix() {
      return prefix;
    }
  }

  private static final String NAME = "[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_-])?";
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(models/|datasets/|spaces/)?("
              + NAME
              + "(?:/"
              + NAME
              + ")?)(?:@(refs/(?:pr|convert)/[A-Za-z0-9_-]{1,50}|[A-Za-z0-9._%-]{1,200}))?(?:/(.*))?",
          Pattern.DOTALL);

  /** Reads a reference, with or without {@code hf://}; empty where it is none. */
  public static Optional<HubReference> parse(String written) {
    String bare = written.startsWith(SCHEME) ? written.substring(SCHEME.length()) : written;
    Matcher matcher = REFERENCE.matcher(bare);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String path = matcher.group(4) == null ? "" : matcher.group(4).replaceAll("/+$", "");
    String revision = matcher.group(3) == null ? "main" : matcher.group(3).replace("%2F", "/");
    // What a name without an owner is followed by could be meant as a name with one.
    boolean doubtful = matcher.group(4) != null && !matcher.group(2).contains("/");
    if (doubtful
        || matcher.group(2).contains("..")
        || revision.contains("..")
        || !RepositoryPath.isSafe(path)) {
      return Optional.empty();
    }
    Kind kind =
        switch (matcher.group(1)) {
          case "datasets/" -> Kind.DATASET;
          case "spaces/" -> Kind.SPACE;
          case null, default -> Kind.MODEL;
        };
    return Optional.of(new HubReference(kind, matcher.group(2), revision, path));
  }

  /** Whether a file of the repository is meant. */
  boolean covers(String file) {
    return path.isEmpty() || file.equals(path) || file.startsWith(path + "/");
  }

  /** Without the revision, as reports show it. */
  @Override
  public String toString() {
    return SCHEME + kind.prefix + repository;
  }
}
