package org.modelscan.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder that shown paths are relative to.
 *
 * @param folder absolute, without {@code .} and {@code ..}
 */
record Base(Path folder) {

  static Base of(List<Path> named, List<Path> listed) {
    Path current = current();
    List<Path> all = new ArrayList<>();
    named.forEach(path -> all.add(absolute(path)));
    listed.forEach(path -> all.add(absolute(path)));
    if (named.size() == 1 && listed.isEmpty() && Files.isDirectory(named.getFirst())) {
      return new Base(all.getFirst());
    }
    if (all.stream().allMatch(path -> path.startsWith(current))) {
      return new Base(current);
    }
    Path shared = folder(all.getFirst());
    for (Path path : all) {
      shared = shared(shared, folder(path));
    }
    return new Base(shared);
  }

  /** A path relative to the base, with {@code /} between names; {@code ""} for the base itself. */
  String show(Path path) {
    return RawPath.relative(folder, absolute(path));
  }

  /** Absolute, without {@code .} and {@code ..}. */
  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  static Path current() {
    return Path.of("").toAbsolutePath();
  }

  /** The folder itself, or the one that a file is in. */
  static Path folder(Path path) {
    Path parent = path.getParent();
    return parent == null || Files.isDirectory(path) ? path : parent;
  }

  private static Path shared(Path first, Path second) {
    @Nullable Path ancestor = first;
    while (ancestor != null && !second.startsWith(ancestor)) {
      ancestor = ancestor.getParent();
    }
    return ancestor == null ? first : ancestor;
  }
}
