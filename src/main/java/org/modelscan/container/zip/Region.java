package org.modelscan.container.zip;

/**
 * A range of an archive's bytes.
 *
 * @param start offset of its first byte
 * @param end offset behind its last byte
 */
public record Region(long start, long end) {
  /** Bytes in it. */
  public long length() {
    return end - start;
  }
}
