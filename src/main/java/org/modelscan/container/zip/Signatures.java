package org.modelscan.container.zip;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/** Searches bytes that no member claims for the signatures of headers, in large reads. */
final class Signatures {
  /** Bytes that are searched of one archive. Ordinary ones have nothing to search. */
  private static final long MOST_SEARCHED = 256L << 20;

  private static final int WINDOW = 1 << 16;

  private final Bytes bytes;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int filled;
  private long searched;

  Signatures(Bytes bytes) {
    this.bytes = bytes;
  }

  /** The four bytes at an offset as a little-endian number, or 0 where there are fewer. */
  static int at(Bytes bytes, long offset) throws IOException {
    byte[] four = bytes.upTo(offset, 4);
    return four.length < 4 ? 0 : little(four, 0);
  }

  /** Whether the search ended before all was searched. */
  boolean exhausted() {
    return searched >= MOST_SEARCHED;
  }

  /** Offset of the next local header's signature in a range, or -1. */
  long nextLocalHeader(long from, long to) throws IOException {
    for (long at = next(from, to); at >= 0; at = next(at + 2, to)) {
      if (signature(at) == LocalHeader.SIGNATURE) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Where the data of a member ends whose sizes follow it: at a data descriptor that gives that
   * length, or at the next header, or at the end of the range.
   */
  long endOfData(Cursor cursor, long from, long to) throws IOException {
    for (long at = next(from, to); at >= 0; at = next(at + 2, to)) {
      int signature = signature(at);
      if (signature == LocalHeader.SIGNATURE || signature == CentralHeader.SIGNATURE) {
        return at;
      }
      if (signature == DataDescriptor.SIGNATURE
          && DataDescriptor.length(cursor, at, at - from, 0) > 0) {
        return at;
      }
    }
    return to;
  }

  /** Offset of the next {@code PK} followed by one of the small numbers that headers have. */
  private long next(long from, long to) throws IOException {
    long at = from;
    while (at + 4 <= to && !exhausted()) {
      load(at, 4);
      int end = (int) Math.min(available(at), to - at) - 3;
      if (end <= 0) {
        return -1;
      }
      int offset = (int) (at - windowStart);
      for (int i = offset; i < offset + end; i++) {
        if (window[i] == 'P' && window[i + 1] == 'K' && window[i + 2] <= 8 && window[i + 2] >= 0) {
          searched += i - offset;
          return windowStart + i;
        }
      }
      searched += end;
      at += end;
    }
    return -1;
  }

  private int signature(long at) throws IOException {
    load(at, 4);
    return available(at) < 4 ? 0 : little(window, (int) (at - windowStart));
  }

  private void load(long at, int count) throws IOException {
    if (at < windowStart || at + count > windowStart + filled) {
      windowStart = at;
      filled = bytes.read(at, window, 0, WINDOW);
    }
  }

  private long available(long at) {
    return windowStart + filled - at;
  }

  private static int little(byte[] from, int at) {
    return (from[at] & 0xff)
        | (from[at + 1] & 0xff) << 8
        | (from[at + 2] & 0xff) << 16
        | (from[at + 3] & 0xff) << 24;
  }
}
