package org.modelscan.format.protobuf;

/**
 * A run of bytes.
 *
 * @param start offset of its first byte
 * @param end offset after its last byte
 */
public record Span(long start, long end) {
  /** Number of bytes. */
  public long length() {
    return end - start;
  }
}
