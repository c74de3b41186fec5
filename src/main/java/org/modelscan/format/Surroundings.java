package org.modelscan.format;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;

/**
 * The files beside an artifact, for formats of several files (a config beside weights, external
 * data). Never reaches outside the scanned root.
 */
public interface Surroundings {
  /** What is beside an artifact that has no neighbours, or whose neighbours cannot be asked for. */
  Surroundings NONE = _ -> Optional.empty();

  /**
   * Opens a file by its path relative to the artifact's folder, with {@code /} between names. It is
   * closed with the artifact.
   *
   * @return empty where there is none, or where it lies outside the scanned root or behind a link
   *     that does
   */
  Optional<Bytes> open(String relativePath) throws IOException;

  /**
   * Whether there is a symbolic link on the way to a file: the file itself, or a folder between it
   * and the artifact's folder.
   *
   * @return false where there is no such file, or where it cannot be asked for
   */
  default boolean isLinked(String relativePath) throws IOException {
    return false;
  }

  /**
   * Whether there is a file or folder, inside the scanned root.
   *
   * @return false where it cannot be asked for
   */
  default boolean exists(String relativePath) throws IOException {
    return false;
  }
}
