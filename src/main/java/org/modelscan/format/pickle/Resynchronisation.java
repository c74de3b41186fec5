package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.OptionalLong;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/**
 * Looks for the place where opcodes go on behind data of unknown length: a frame that lies within
 * the content, or an import. What stands between is lost, and is reported as such by who asks.
 */
final class Resynchronisation {
  private static final int WINDOW = 1 << 16;

  /** Bytes that an import is recognised in. */
  private static final int LOOK_AHEAD = 512;

  private Resynchronisation() {}

  /** The first such place from {@code from} on. */
  static OptionalLong next(Bytes bytes, long from, Budget budget) throws IOException {
    byte[] window = new byte[WINDOW];
    long base = from;
    while (true) {
      int length = bytes.read(base, window, 0, window.length);
      boolean last = length < window.length;
      int end = last ? length : length - LOOK_AHEAD;
      for (int at = 0; at < end; at++) {
        if (isFrame(bytes, base, window, at, length) || isImport(window, at, length)) {
          return OptionalLong.of(base + at);
        }
      }
      if (last) {
        return OptionalLong.empty();
      }
      base += end;
      budget.opcodes(end / 8);
    }
  }

  /** FRAME, a length that fits, and an opcode. */
  private static boolean isFrame(Bytes bytes, long base, byte[] window, int at, int length)
      throws IOException {
    if ((window[at] & 0xff) != Opcode.FRAME.code()
        || at + 10 > length
        || window[at + 8] != 0
        || window[at + 7] != 0
        || Opcode.of(window[at + 9] & 0xff) == null) {
      return false;
    }
    long frame = 0;
    for (int i = 8; i > 0; i--) {
      frame = (frame << 8) | (window[at + i] & 0xff);
    }
    return frame >= 4 && bytes.read(base + at + 8 + frame, new byte[1], 0, 1) == 1;
  }

  /** GLOBAL or INST with two names, or two short strings and STACK_GLOBAL. */
  private static boolean isImport(byte[] window, int at, int length) {
    int opcode = window[at] & 0xff;
    if (opcode == Opcode.GLOBAL.code() || opcode == Opcode.INST.code()) {
      int name = afterLine(window, at + 1, length);
      return name > 0 && afterLine(window, name, length) > 0;
    }
    if (opcode == Opcode.SHORT_BINUNICODE.code()) {
      int name = afterString(window, at, length);
      int end = name > 0 ? afterString(window, name, length) : -1;
      return end > 0 && end < length && (window[end] & 0xff) == Opcode.STACK_GLOBAL.code();
    }
    return false;
  }

  /** The index behind a line that is a dotted name, or -1. */
  private static int afterLine(byte[] window, int at, int length) {
    int end = at;
    while (end < length && end < at + LOOK_AHEAD / 2 && isNamePart(window[end])) {
      end++;
    }
    return end > at && end < length && window[end] == '\n' ? end + 1 : -1;
  }

  /** The index behind a short string that is a dotted name, and behind its MEMOIZE; or -1. */
  private static int afterString(byte[] window, int at, int length) {
    if (at + 2 > length || (window[at] & 0xff) != Opcode.SHORT_BINUNICODE.code()) {
      return -1;
    }
    int end = at + 2 + (window[at + 1] & 0xff);
    for (int i = at + 2; i < Math.min(end, length); i++) {
      if (!isNamePart(window[i])) {
        return -1;
      }
    }
    boolean isMemoized = end < length && (window[end] & 0xff) == Opcode.MEMOIZE.code();
    return end == at + 2 ? -1 : isMemoized ? end + 1 : end;
  }

  private static boolean isNamePart(byte value) {
    return value == '.' || value == '_' || (value > 0 && Character.isLetterOrDigit(value));
  }
}
