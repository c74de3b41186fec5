package org.modelscan.container.zip;

/** Bits of the general purpose flag (APPNOTE 4.4.4) that matter for reading. */
final class Flags {
  static final int ENCRYPTED = 1;
  static final int DESCRIPTOR = 1 << 3;
  static final int MASKED_HEADERS = 1 << 13;

  /** The highest version that the specification defines: 6.3. */
  static final int HIGHEST_VERSION = 63;

  private Flags() {}
}
