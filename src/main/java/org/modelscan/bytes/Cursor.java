package org.modelscan.bytes;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Forward reading with checks, over a window of the content. Skipping costs nothing; every read
 * past the end is {@link MalformedInput} with its offset.
 */
public final class Cursor {
  private final Bytes bytes;
  private final byte[] window;
  private long windowStart;
  private int at;
  private int limit;

  /** Reads from {@code offset} on, with a window that suits small structures. */
  public Cursor(Bytes bytes, long offset) {
    this(bytes, offset, 4096);
  }

  /** Reads from {@code offset} on, {@code windowSize} bytes at a time (at least 16). */
  public Cursor(Bytes bytes, long offset, int windowSize) {
    this.bytes = bytes;
    this.window = new byte[Math.max(16, windowSize)];
    this.windowStart = offset;
  }

  /** Offset of the next byte. */
  public long position() {
    return windowStart + at;
  }

  /** Goes to {@code offset}; nothing is read until it is asked for. */
  public void seek(long offset) throws MalformedInput {
    verify(offset >= 0, position(), "offset before the start");
    if (offset >= windowStart && offset <= windowStart + limit) {
      at = (int) (offset - windowStart);
    } else {
      windowStart = offset;
      at = 0;
      limit = 0;
    }
  }

  /** Passes over {@code count} bytes, which may lie past the end. */
  public void skip(long count) throws MalformedInput {
    verify(count >= 0 && position() <= Long.MAX_VALUE - count, position(), "length out of range");
    seek(position() + count);
  }

  /** Whether no byte is left. */
  public boolean atEnd() throws IOException {
    return at == limit && !fill(1);
  }

  /** The next byte without passing over it, or -1 at the end. */
  public int peek() throws IOException {
    return atEnd() ? -1 : window[at] & 0xff;
  }

  /** One unsigned byte. */
  public int u8() throws IOException {
    need(1);
    return window[at++] & 0xff;
  }

  /** Two bytes, little-endian, unsigned. */
  public int u16le() throws IOException {
    need(2);
    int value = (window[at] & 0xff) | (window[at + 1] & 0xff) << 8;
    at += 2;
    return value;
  }

  /** Two bytes, big-endian, unsigned. */
  public int u16be() throws IOException {
    return Short.toUnsignedInt(Short.reverseBytes((short) u16le()));
  }

  /** Four bytes, little-endian, signed. */
  public int i32le() throws IOException {
    need(4);
    int value =
        (window[at] & 0xff)
            | (window[at + 1] & 0xff) << 8
            | (window[at + 2] & 0xff) << 16
            | (window[at + 3] & 0xff) << 24;
    at += 4;
    return value;
  }

  /** Four bytes, little-endian, unsigned. */
  public long u32le() throws IOException {
    return Integer.toUnsignedLong(i32le());
  }

  /** Four bytes, big-endian, unsigned. */
  public long u32be() throws IOException {
    return Integer.toUnsignedLong(Integer.reverseBytes(i32le()));
  }

  /** Eight bytes, little-endian, signed. */
  public long i64le() throws IOException {
    long low = u32le();
    return low | u32le() << 32;
  }

  /** Eight bytes, big-endian, signed. */
  public long i64be() throws IOException {
    return Long.reverseBytes(i64le());
  }

  /**
   * Eight bytes, little-endian, that count or measure something: negative values are out of range.
   */
  public long length64le() throws IOException {
    long offset = position();
    long value = i64le();
    verify(value >= 0, offset, "64-bit length out of range");
    return value;
  }

  /** Exactly {@code count} bytes; allocates by what is there. */
  public byte[] bytes(long count) throws IOException {
    long start = position();
    verify(count >= 0 && count <= Integer.MAX_VALUE - 16, start, "length out of range");
    if (count <= window.length) {
      need((int) count);
      at += (int) count;
      return Arrays.copyOfRange(window, at - (int) count, at);
    }
    byte[] read = bytes.exactly(start, (int) count);
    seek(start + count);
    return read;
  }

  /** A string of {@code count} UTF-8 bytes; bytes that are not UTF-8 become U+FFFD. */
  public String utf8(long count) throws IOException {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  private void need(int count) throws IOException {
    if (limit - at < count && !fill(count)) {
      throw new MalformedInput(position(), "ends early");
    }
  }

  private boolean fill(int count) throws IOException {
    int rest = limit - at;
    System.arraycopy(window, at, window, 0, rest);
    windowStart += at;
    at = 0;
    limit = rest + bytes.read(windowStart + rest, window, rest, window.length - rest);
    return limit >= count;
  }
}
