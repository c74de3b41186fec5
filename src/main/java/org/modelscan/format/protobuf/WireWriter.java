package org.modelscan.format.protobuf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.Arrays;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.MalformedInput;

/** Builds a message in memory, and remembers which part of it comes from where. */
public final class WireWriter {
  /** Bytes that a message may come to have; a graph in text form is far shorter than its text. */
  static final int MOST_BYTES = 64 << 20;

  /** Bytes between two places whose origin is remembered. */
  private static final int STRIDE = 64;

  private byte[] out = new byte[1 << 12];
  private int length;
  private long[] origins = new long[64];
  private int remembered;
  private int[] open = new int[16];
  private int depth;

  /** The message as far as it is written. */
  public Bytes bytes() {
    return new HeapBytes(out).slice(0, length);
  }

  /** Says where in the text the bytes from here on come from. */
  public void from(long textOffset) {
    if (remembered > 0 && length - origins[remembered - 2] < STRIDE) {
      return;
    }
    if (remembered + 2 > origins.length) {
      origins = Arrays.copyOf(origins, origins.length * 2);
    }
    origins[remembered++] = length;
    origins[remembered++] = textOffset;
  }

  /** Pairs of an offset in the message and one in the text, ascending. */
  public long[] origins() {
    return Arrays.copyOf(origins, remembered);
  }

  void add(int value) throws MalformedInput {
    if (length == out.length) {
      verify(
          length < MOST_BYTES, -1, "text form of a message of more than " + MOST_BYTES + " bytes");
      out = Arrays.copyOf(out, out.length * 2);
    }
    out[length++] = (byte) value;
  }

  /** Adds an integer. */
  public void varint(long value) throws MalformedInput {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      add(((int) rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    add((int) rest);
  }

  /** Adds a field of bytes. */
  public void bytes(int number, byte[] content) throws MalformedInput {
    begin(number);
    for (byte value : content) {
      add(value);
    }
    end();
  }

  /** Begins a field whose length is not known yet. */
  public void begin(int number) throws MalformedInput {
    varint(((long) number << 3) | 2);
    for (int i = 0; i < 5; i++) {
      add(0);
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, open.length * 2);
    }
    open[depth++] = length;
  }

  /** Ends all fields that a text has left open where it broke: what is in them counts. */
  public void endAll() {
    while (depth > 0) {
      end();
    }
  }

  /**
   * Ends the field that was begun last: its length stands before it in five bytes, padded, which
   * all readers accept.
   */
  public void end() {
    int start = open[--depth];
    int rest = length - start;
    for (int i = 0; i < 5; i++) {
      out[start - 5 + i] = (byte) (i < 4 ? (rest & 0x7f) | 0x80 : rest & 0x7f);
      rest >>>= 7;
    }
  }
}
