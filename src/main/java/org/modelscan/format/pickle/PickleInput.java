package org.modelscan.format.pickle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;

/**
 * The bytes of a pickle in the order in which a loader takes them, a window at a time; content that
 * is passed over is not read. Where an argument goes past the end, {@link #isPastEnd} says so
 * afterwards, and the values read are whatever. {@link PlainOpcodes} works on the window itself.
 *
 * <p>A frame is read as the hint that it is for most loaders. Two things are noted of it: a loader
 * of joblib that reads the file by itself, inside a frame, reads behind the frame; and Python's
 * unpickler, on a file that cannot be peeked into, drops the rest of a frame where an argument goes
 * past the frame's end (Modules/_pickle.c, _Unpickler_ReadImpl).
 */
final class PickleInput {
  private static final int LONGEST_NAME = 4096;

  /** Bytes of the longest opcode without content of its own, and some. */
  private static final int AHEAD = 16;

  private final Bytes bytes;
  private final Soundness soundness;

  final byte[] window;
  long base;
  int at;
  private int limit;
  private boolean ended;

  // The frame that is read, and what was read behind it before its end was reached.
  private long frameStart;
  private long frameEnd;
  private long holeEnd = -1;

  private @Nullable FrameCut frameCut;

  PickleInput(Bytes bytes, int windowSize, Soundness soundness) {
    this.bytes = bytes;
    this.window = new byte[windowSize];
    this.soundness = soundness;
  }

  /** Offset of what is read next. */
  long position() {
    return base + at;
  }

  /** Goes on at {@code offset}. */
  void seek(long offset) {
    if (offset >= base && offset <= base + limit) {
      at = (int) (offset - base);
    } else {
      base = offset;
      at = 0;
      limit = 0;
    }
    ended = false;
  }

  /** Whether {@link #fill} is due before the next opcode. */
  boolean isLow() {
    return limit - at < AHEAD && !ended;
  }

  /** Moves what is left to the front of the window and fills the rest. */
  void fill() throws IOException {
    int rest = limit - at;
    System.arraycopy(window, at, window, 0, rest);
    base += at;
    at = 0;
    int wanted = window.length - rest;
    if (holeEnd >= 0) {
      wanted = (int) Math.max(0, Math.min(wanted, frameEnd - base - rest));
    }
    limit = rest + bytes.read(base + rest, window, rest, wanted);
    ended = limit < window.length;
  }

  /** Whether nothing is left; at the end of a frame behind which was read, goes on behind that. */
  boolean isAtEnd() throws IOException {
    while (at == limit) {
      if (holeEnd < 0 || position() != frameEnd) {
        return true;
      }
      long next = holeEnd;
      holeEnd = -1;
      seek(next);
      fill();
    }
    return false;
  }

  /** Up to where in the window opcodes can be run that need no look at the frame or the end. */
  int plainEnd() {
    return frameEnd > position() ? (int) Math.min(limit, frameEnd - base) : limit;
  }

  /** Whether the last argument went past the end. */
  boolean isPastEnd() {
    return at > limit;
  }

  /** Goes back to the end. */
  void backToEnd() {
    at = limit;
  }

  // --- arguments ---

  int opcode() {
    return window[at++] & 0xff;
  }

  /** Goes back to the opcode that was read last. */
  void back() {
    at--;
  }

  /** A little-endian number of a fixed width. */
  long number(int width) {
    takes(width);
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (at + i < window.length ? window[at + i] & 0xff : 0);
    }
    at += width;
    return value;
  }

  /** Four bytes with their sign. */
  int signed() {
    return (int) number(4);
  }

  /** Passes over an argument that is not read; {@code offset} is that of its opcode. */
  void skip(long length, long offset) throws IOException {
    takes(length);
    skipWhole(length, offset);
  }

  /** Passes over an argument that Python reads across the end of a frame, from 3.8 on. */
  void skipBytes(long length, long offset) throws IOException {
    if (isCut(length)) {
      soundness.fails(offset, "bytes go past the end of their frame");
    }
    skipWhole(length, offset);
  }

  private void skipWhole(long length, long offset) throws IOException {
    if (length < 0) {
      soundness.fails(offset, "negative length");
      at = limit + 1;
      return;
    }
    if (length <= limit - at) {
      at += (int) length;
      return;
    }
    long next = base + at + length;
    boolean beyondFrame = holeEnd >= 0 && next > frameEnd;
    if (next < 0 || beyondFrame || !isThere(next - 1)) {
      at = limit + 1;
    } else {
      base = next;
      at = 0;
      limit = 0;
      ended = false;
    }
  }

  /** Passes over a line; at the end of the content, past it. */
  void line() throws IOException {
    long start = position();
    while (at <= limit) {
      for (int i = at; i < limit; i++) {
        if (window[i] == '\n') {
          at = i + 1;
          took(start);
          return;
        }
      }
      at = limit;
      fill();
      if (limit == 0) {
        at = 1; // past the end
        return;
      }
    }
  }

  /** A line as text, cut at the longest name; empty where the content ends before it does. */
  String name() throws IOException {
    long start = position();
    line();
    if (at > limit) {
      return "";
    }
    int length = (int) Math.min(position() - 1 - start, LONGEST_NAME);
    return start >= base
        ? new String(window, (int) (start - base), length, StandardCharsets.UTF_8)
        : new String(bytes.upTo(start, length), StandardCharsets.UTF_8);
  }

  /** A line that holds an index of the memo; -1 where it does not. */
  long lineNumber(long offset) throws IOException {
    String line = name().strip();
    try {
      long number = line.length() > 18 ? -1 : Long.parseLong(line.replace("_", ""));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException other) {
      // falls through: Python refuses it as well
    }
    soundness.fails(offset, "memo index is no number");
    return -1;
  }

  // --- frames ---

  /** A frame of that length starts here. */
  void frame(long length, long offset) {
    if (holeEnd >= 0) {
      soundness.fails(offset, "frame inside a frame");
      return;
    }
    long end =
        length < 0 || length > Long.MAX_VALUE - position() ? Long.MAX_VALUE : position() + length;
    takes(end - position());
    if (position() >= frameEnd || end > frameEnd) { // else it is a part of the frame around it
      frameStart = offset;
      frameEnd = end;
    }
  }

  /** Where a loader's own reads of the file start: behind the frame, which it has read ahead. */
  long fileOffset() {
    return holeEnd >= 0 ? holeEnd : Math.max(position(), frameEnd);
  }

  /** A loader has read the file up to {@code offset} by itself. */
  void continueAt(long offset) {
    if (position() < frameEnd) {
      holeEnd = offset;
      limit = (int) Math.min(limit, frameEnd - base);
    } else {
      holeEnd = -1;
      seek(offset);
    }
  }

  /**
   * What a loader reads that drops the rest of frames, where that is something else: the content
   * from {@code start} on or, behind a STOP, what follows it.
   */
  Optional<Bytes> withFramesDropped(long start, boolean stopped) throws IOException {
    if (frameCut != null) {
      return isThere(frameCut.end())
          ? Optional.of(frameCut.dropping(bytes).from(start))
          : Optional.empty();
    }
    return stopped && position() < frameEnd && isThere(frameEnd)
        ? Optional.of(bytes.from(frameEnd))
        : Optional.empty();
  }

  private boolean isThere(long offset) throws IOException {
    return bytes.read(offset, new byte[1], 0, 1) == 1;
  }

  private void takes(long length) {
    if (isCut(length)) {
      cutsFrame(position());
    }
  }

  private boolean isCut(long length) {
    return position() < frameEnd && length > frameEnd - position();
  }

  private void took(long from) {
    if (from < frameEnd && position() > frameEnd) {
      cutsFrame(from);
    }
  }

  private void cutsFrame(long from) {
    if (frameCut == null) {
      frameCut = new FrameCut(frameStart, from, frameEnd);
    }
  }
}
