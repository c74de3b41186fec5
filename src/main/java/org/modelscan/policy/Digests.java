package org.modelscan.policy;

import java.util.Optional;

/** Hashes of scanned files, which cost reading the whole file and are asked for only if needed. */
@FunctionalInterface
public interface Digests {
  /** Knows none, so that nothing that is bound to a file's content holds. */
  Digests NONE = _ -> Optional.empty();

  /**
   * The SHA-256 of a file in lower-case hexadecimal digits; empty where it cannot be had.
   *
   * @param path as the scan shows it
   */
  Optional<String> sha256(String path);
}
