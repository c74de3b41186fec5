package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.modelscan.bytes.MalformedInput;

/**
 * Bits that are read from the last to the first (RFC 8878, section 4.1): the highest set bit of the
 * last byte is a mark before the first bit to read.
 */
final class BackwardBits {
  /** Bytes that must be readable behind the end of every input, so that words can be loaded. */
  static final int SLACK = 8;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] input;
  private final int start;
  private long left;

  /** Reads {@code input} from {@code end} down to {@code start}. */
  BackwardBits(byte[] input, int start, int end) throws MalformedInput {
    verify(end > start && input[end - 1] != 0, -1, "bit stream has no end mark");
    this.input = input;
    this.start = start;
    int mark = 31 - Integer.numberOfLeadingZeros(input[end - 1] & 0xff);
    this.left = (end - start - 1) * 8L + mark;
  }

  /** Bits that are left; negative where more were read than there are. */
  long left() {
    return left;
  }

  /** The next {@code count} bits, at most 56; bits before the first one are zeros. */
  long read(int count) {
    left -= count;
    return peekAt(left, count);
  }

  /** The next {@code count} bits, at most 56, which stay to be read. */
  int peek(int count) {
    return (int) peekAt(left - count, count);
  }

  void skip(int count) {
    left -= count;
  }

  private long peekAt(long position, int count) {
    if (position < 0) {
      int missing = (int) Math.min(-position, 63);
      return missing >= count ? 0 : peekAt(0, count - missing) << missing;
    }
    long word = (long) WORD.get(input, start + (int) (position >>> 3));
    return (word >>> (position & 7)) & ((1L << count) - 1);
  }
}
