package org.modelscan.format.compressed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.container.lzma.LzmaData;
import org.modelscan.container.stream.Compression;
import org.modelscan.container.stream.InflateStream;
import org.modelscan.format.Head;
import org.modelscan.format.Match;

/** Whether content starts with a compressed stream. Those without a signature are tried. */
final class Start {
  /**
   * Joblib before 0.10 wrote {@code ZF}, the content's length as 19 hexadecimal digits and spaces,
   * and on 64-bit Python 2 one more (joblib's numpy_pickle_compat.py).
   */
  private static final String JOBLIB = "ZF0x";

  private static final int JOBLIB_HEADER = 21;

  /** Bytes that must come out of a stream without a signature. */
  private static final int TRIAL = 256;

  private static final int ALONE_HEADER = 13;

  private Start() {}

  /** Where the stream starts, or -1. */
  static int of(Compression compression, Head head) {
    if (compression == Compression.ZLIB && head.has(0, JOBLIB)) {
      int wide = head.u8(JOBLIB_HEADER) == ' ' ? 1 : 0;
      return JOBLIB_HEADER + wide;
    }
    return compression.startsWith(head.first(Compression.SIGNATURE_LENGTH)) ? 0 : -1;
  }

  static Match match(Compression compression, Head head, int start) {
    return switch (compression) {
      case ZLIB -> zlib(head, start);
      case LZMA -> lzma(head);
      case GZIP, BZIP2, XZ, LZ4 -> head.has(1, 0x2a, 0x4d, 0x18) ? Match.NO : Match.SURE;
      case ZSTD -> Match.SURE; // its decoder passes over skippable frames as well
    };
  }

  /** Two bytes that are letters as well: data must follow that can be inflated. */
  private static Match zlib(Head head, int start) {
    try (InputStream stream = new InflateStream(bytes(head), start, false)) {
      int inflated = 0;
      try {
        byte[] into = new byte[1 << 16];
        int read = stream.read(into);
        while (read >= 0) {
          inflated += read;
          read = stream.read(into);
        }
        return Match.SURE; // it ends in the head, with the right checksum
      } catch (EOFException more) {
        return head.isAll() ? likely(inflated, 1) : Match.SURE;
      } catch (IOException damaged) {
        return likely(inflated, TRIAL);
      }
    } catch (IOException neverThrown) {
      return Match.NO;
    }
  }

  private static Match likely(int inflated, int least) {
    return inflated >= least ? Match.LIKELY : Match.NO;
  }

  /** Few values can stand in the header, but the decoder makes something of nearly any data. */
  private static Match lzma(Head head) {
    byte[] first = head.first(ALONE_HEADER);
    long size = 0;
    for (int i = 0; i < 8; i++) {
      size |= (first[5 + i] & 0xffL) << (8 * i);
    }
    int inflated = 0;
    // A few bytes need only a small dictionary, whatever the header asks for.
    try (InputStream stream =
        new LzmaData(
            bytes(head), ALONE_HEADER, first[0] & 0xff, 4096, size, new Budget(Limits.DEFAULT))) {
      while (inflated < TRIAL && stream.read() >= 0) {
        inflated++;
      }
      return Match.SURE; // enough, or all of it
    } catch (IOException | RuntimeException damaged) {
      return head.isAll() ? likely(inflated, 1) : Match.NO;
    }
  }

  private static Bytes bytes(Head head) {
    return new HeapBytes(head.first(Head.LENGTH));
  }
}
