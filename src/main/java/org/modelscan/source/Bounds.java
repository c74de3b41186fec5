package org.modelscan.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.FileBytes;

/** The folders that may be read from, by their real paths: nothing outside them is opened. */
final class Bounds {
  private final Set<Path> folders = new HashSet<>();

  void add(Path realFolder) {
    folders.add(realFolder);
  }

  /** Whether a real path lies in one of the folders, or is one. */
  boolean contain(Path real) {
    for (@Nullable Path ancestor = real; ancestor != null; ancestor = ancestor.getParent()) {
      if (folders.contains(ancestor)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Opens a regular file by a path that comes from a scanned file. Where it leads is asked of the
   * file system, so that no link and no {@code ..} leads out.
   */
  Optional<Bytes> open(Path folder, String relativePath, Budget budget) throws IOException {
    Optional<Path> real = locate(folder, relativePath);
    return real.isPresent() && Files.isRegularFile(real.get(), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new FileBytes(real.get(), budget))
        : Optional.empty();
  }

  /** The real path of what such a path names; empty where there is nothing, or it leads out. */
  Optional<Path> locate(Path folder, String relativePath) throws IOException {
    if (relativePath.isEmpty() || relativePath.startsWith("/") || relativePath.indexOf(0) >= 0) {
      return Optional.empty();
    }
    Path named = RawPath.resolve(folder, relativePath.getBytes(StandardCharsets.UTF_8)).normalize();
    try {
      return Optional.of(named.toRealPath()).filter(this::contain);
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    }
  }

  /**
   * Whether a path that comes from a scanned file goes through a symbolic link, wherever that
   * leads.
   */
  static boolean isLinked(Path folder, String relativePath) {
    if (relativePath.indexOf(0) >= 0) {
      return false; // names nothing
    }
    Path at = folder;
    for (String name : relativePath.split("/", -1)) {
      if (!name.isEmpty()) {
        at = RawPath.resolve(at, name.getBytes(StandardCharsets.UTF_8));
        if (Files.isSymbolicLink(at)) {
          return true;
        }
      }
    }
    return false;
  }
}
