package org.modelscan.source;

import java.util.Locale;
import java.util.Optional;

/** What is done where a folder holds pointers of Git LFS in place of files. */
public enum LfsMode {
  /** Their content is read from the server where there is a token for it. */
  AUTO,
  /** Their content is read from the server. */
  FETCH,
  /** They are reported as not scanned. */
  REPORT;

  /** The mode of a name, in lower case. */
  public static Optional<LfsMode> named(String name) {
    for (LfsMode mode : values()) {
      if (mode.id().equals(name)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /** Its name as users write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
