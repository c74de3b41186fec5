package org.modelscan.bytes;

/**
 * Every limit of a scan, for one file with all that is nested in it. The defaults fit a runner with
 * 2 cores and 7 GB.
 *
 * @param bytesRead bytes read from the file
 * @param bytesFetched bytes received from another machine for the file
 * @param inflated bytes that decompressors may give
 * @param ratio inflated bytes for one stored byte, looked at once {@link #RATIO_FLOOR} bytes are
 *     inflated
 * @param members files inside files, all levels together
 * @param nesting levels of files inside files, and of structures inside structures
 * @param opcodes pickle opcodes and comparable steps of other formats
 * @param memoryEntries entries of stacks, memos and tables kept at once, at 8 bytes each
 * @param spoolMemory inflated bytes kept in memory before they go to a temporary file
 * @param findings findings of each severity kept for one file
 * @param seconds wall time
 */
public record Limits(
    long bytesRead,
    long bytesFetched,
    long inflated,
    long ratio,
    long members,
    int nesting,
    long opcodes,
    long memoryEntries,
    long spoolMemory,
    int findings,
    int seconds) {

  /**
   * Inflated bytes below which the ratio does not matter. An array of zeros is ordinary, and its
   * size a matter of a count in a header. One of 2 GiB is read in a few seconds.
   */
  public static final long RATIO_FLOOR = 9L << 28;

  /**
   * What one stored byte may give below that as well: DEFLATE makes up to 1,032 bytes of one, LZMA
   * about 7,000, but bzip2 a million, which its decoder takes the longest for.
   */
  public static final long STEEPEST_RATIO = 8_000;

  /** Inflated bytes below which no ratio matters. */
  public static final long STEEPEST_FLOOR = 256L << 20;

  /**
   * Bytes that the decompressors of one file may use for their dictionaries and windows, all levels
   * of nesting together: {@code xz -9} and {@code zstd --ultra} ask for up to 128 MiB, a header may
   * ask for 4 GiB.
   */
  public static final long DECODER_MEMORY = 144L << 20;

  /** What a scan uses unless told otherwise. */
  public static final Limits DEFAULT =
      new Limits(
          64L << 30,
          4L << 30,
          16L << 30,
          200,
          250_000,
          16,
          4_000_000_000L,
          12_000_000,
          16L << 20,
          10_000,
          300);

  /** The same with another limit of time. */
  public Limits withSeconds(int seconds) {
    return new Limits(
        bytesRead,
        bytesFetched,
        inflated,
        ratio,
        members,
        nesting,
        opcodes,
        memoryEntries,
        spoolMemory,
        findings,
        seconds);
  }
}
