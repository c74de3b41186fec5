package org.modelscan.source.hub;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Paths in a repository, with {@code /} between names. */
final class RepositoryPath {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private RepositoryPath() {}

  /** Whether it stays in the repository: no empty names, {@code .} or {@code ..}. */
  static boolean isSafe(String path) {
    if (path.isEmpty()) {
      return true;
    }
    return path.indexOf(0) < 0
        && path.indexOf('\\') < 0
        && List.of(path.split("/", -1)).stream()
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  /** What a path relative to a folder names; empty where that is outside of the repository. */
  static Optional<String> resolve(String folder, String relative) {
    if (relative.isEmpty() || relative.startsWith("/")) {
      return Optional.empty();
    }
    Deque<String> names = new ArrayDeque<>();
    if (!folder.isEmpty()) {
      names.addAll(List.of(folder.split("/")));
    }
    for (String name : relative.split("/", -1)) {
      if (name.equals("..")) {
        if (names.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return Optional.of(String.join("/", names));
  }

  /** The folder that a file is in; empty for the repository's own. */
  static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** A path as it stands in an address: all but letters, digits and a few signs encoded. */
  static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      if (each > 0 && UNRESERVED.indexOf(each) >= 0) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(String.format("%02X", each & 0xff));
      }
    }
    return encoded.toString();
  }
}
