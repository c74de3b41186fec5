package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * Reads the fields of on-disk structures: little-endian, with addresses and lengths of the sizes
 * that the superblock states. Offsets are those of the content that is read.
 */
final class Fields {
  /** The address that stands for nothing: all bits set. */
  static final long UNDEFINED = -1;

  /** Bytes of the longest name that is read. */
  static final int NAME = 1 << 16;

  private static final int WINDOW = 256;

  private final Bytes bytes;
  private final Cursor cursor;
  private final int offsetSize;
  private final int lengthSize;

  Fields(Bytes bytes, long offset, int offsetSize, int lengthSize) {
    this.bytes = bytes;
    this.cursor = new Cursor(bytes, offset, WINDOW);
    this.offsetSize = offsetSize;
    this.lengthSize = lengthSize;
  }

  /** The content that is read. */
  Bytes bytes() {
    return bytes;
  }

  long position() {
    return cursor.position();
  }

  void seek(long offset) throws IOException {
    cursor.seek(offset);
  }

  void skip(long count) throws IOException {
    cursor.skip(count);
  }

  /** Passes over the padding that brings {@code length} bytes to a multiple of eight. */
  void pad(long length) throws IOException {
    cursor.skip(-length & 7);
  }

  int u8() throws IOException {
    return cursor.u8();
  }

  int u16() throws IOException {
    return cursor.u16le();
  }

  long u32() throws IOException {
    return cursor.u32le();
  }

  /** An unsigned number of one to eight bytes; of eight bytes, not more than a signed one holds. */
  long unsigned(int size) throws IOException {
    long offset = position();
    long value = raw(size);
    verify(size < 8 || value >= 0, offset, "number out of range");
    return value;
  }

  /** An address, or {@link #UNDEFINED}. */
  long address() throws IOException {
    long offset = position();
    long value = raw(offsetSize);
    if (value == (offsetSize == 8 ? -1 : (1L << (8 * offsetSize)) - 1)) {
      return UNDEFINED;
    }
    verify(value >= 0, offset, "address out of range");
    return value;
  }

  /** A length; all bits set, as "unlimited" is written, becomes the largest number. */
  long length() throws IOException {
    long value = raw(lengthSize);
    return value < 0 ? Long.MAX_VALUE : value;
  }

  int offsetSize() {
    return offsetSize;
  }

  int lengthSize() {
    return lengthSize;
  }

  byte[] bytes(int count) throws IOException {
    return cursor.bytes(count);
  }

  void signature(String expected) throws IOException {
    long offset = position();
    for (int i = 0; i < expected.length(); i++) {
      verify(cursor.u8() == expected.charAt(i), offset, "no " + expected + " where one should be");
    }
  }

  boolean startsWith(String expected) throws IOException {
    long offset = position();
    boolean same = true;
    for (int i = 0; same && i < expected.length(); i++) {
      same = !cursor.atEnd() && cursor.u8() == expected.charAt(i);
    }
    cursor.seek(offset);
    return same;
  }

  /** Text of a given length; what follows its first NUL is padding. */
  String text(long length) throws IOException {
    long offset = position();
    verify(length <= NAME, offset, "name longer than " + NAME + " bytes");
    String text = cursor.utf8(length);
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  /** Text up to a NUL, which is passed over. */
  String terminated() throws IOException {
    long offset = position();
    ByteArrayOutputStream text = new ByteArrayOutputStream(32);
    for (int value = cursor.u8(); value != 0; value = cursor.u8()) {
      verify(text.size() < NAME, offset, "name longer than " + NAME + " bytes");
      text.write(value);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private long raw(int size) throws IOException {
    verify(size >= 1 && size <= 8, position(), "number of an unusual size");
    if (size == 8) {
      return cursor.i64le();
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) cursor.u8() << (8 * i);
    }
    return value;
  }
}
