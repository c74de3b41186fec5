package org.modelscan.container.lzma;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.modelscan.bytes.Bytes;

/** The coded bytes of one range coder, a buffer at a time. Behind their end stand zeros. */
final class CodedInput {
  /** More than a symbol can use: it has at most 48 bits, each of which is paid by 6 at the most. */
  private static final int MARGIN = 64;

  private static final int CAPACITY = 1 << 16;

  private final Bytes bytes;
  private final byte[] buffer = new byte[CAPACITY + MARGIN];
  private long next;
  private long left;
  private int at;
  private int limit;
  private boolean last;

  CodedInput(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Starts at an offset, with as many bytes as are said to be there. */
  void open(long offset, long length) throws IOException {
    next = offset;
    left = length;
    at = 0;
    limit = 0;
    last = false;
    fill();
  }

  /** Reads more behind what is left in the buffer. */
  void fill() throws IOException {
    int rest = limit - at;
    System.arraycopy(buffer, at, buffer, 0, rest);
    int wanted = (int) Math.min(left, CAPACITY - rest);
    int read = bytes.read(next, buffer, rest, wanted);
    at = 0;
    limit = rest + read;
    next += read;
    left -= read;
    last = left == 0 || read < wanted;
    Arrays.fill(buffer, limit, Math.min(limit + MARGIN, buffer.length), (byte) 0);
  }

  /** What {@link #at} is an index of. */
  byte[] buffer() {
    return buffer;
  }

  int at() {
    return at;
  }

  void at(int index) {
    at = index;
  }

  /** Index behind the last byte that is there. */
  int limit() {
    return limit;
  }

  /** The last index at which a symbol may start without more being read. */
  int lastStart() {
    return last ? limit : limit - MARGIN;
  }

  /** Whether all is in the buffer that there is. */
  boolean isLast() {
    return last;
  }

  /** Offset of the next byte. */
  long position() {
    return next - (limit - at);
  }

  static EOFException cut() {
    return new EOFException("compressed data ends early");
  }
}
