package org.modelscan.container;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * LZMA decoders with a bound on the memory that a header may ask for. {@code xz -9} asks for 64
 * MiB, a header may ask for 4 GiB.
 */
public final class Lzma {
  /** Kibibytes that one decoder may use. */
  static final int MEMORY_LIMIT = 100 << 10;

  private Lzma() {}

  /** The XZ container, with all of its streams. */
  public static InputStream xz(InputStream compressed) throws IOException {
    return new XZInputStream(compressed, MEMORY_LIMIT);
  }

  /**
   * LZMA data without a header.
   *
   * @param properties the byte that holds lc, lp and pb
   * @param dictionary bytes of dictionary that the header asks for
   * @param size bytes of content, or -1 where an end mark tells
   */
  public static InputStream raw(InputStream compressed, int properties, long dictionary, long size)
      throws IOException {
    // A dictionary longer than the content is never filled.
    long needed = size >= 0 ? Math.min(dictionary, Math.max(size, 4096)) : dictionary;
    if (needed > (long) MEMORY_LIMIT << 10) {
      throw new IOException("needs more memory than is allowed");
    }
    LZMAInputStream stream = new LZMAInputStream(compressed, size, (byte) properties, (int) needed);
    stream.enableRelaxedEndCondition(); // an end mark may follow although the size is known
    return stream;
  }
}
