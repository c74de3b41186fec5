package org.modelscan.format.flax;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * Reads MessagePack value by value. The content of strings and extensions is left to the caller.
 */
final class MessagePack {
  private final Cursor cursor;

  MessagePack(Bytes bytes, long offset, int window) {
    this.cursor = new Cursor(bytes, offset, window);
  }

  long position() {
    return cursor.position();
  }

  boolean atEnd() throws IOException {
    return cursor.atEnd();
  }

  void skip(long count) throws IOException {
    cursor.skip(count);
  }

  String text(long count) throws IOException {
    return cursor.utf8(count);
  }

  /** The next value's head. */
  Item next() throws IOException {
    long at = cursor.position();
    int type = cursor.u8();
    if (type < 0x80) {
      return new Item(Item.Kind.INTEGER, at, type, 0);
    }
    if (type < 0x90) {
      return new Item(Item.Kind.MAP, at, type & 0x0f, 0);
    }
    if (type < 0xa0) {
      return new Item(Item.Kind.ARRAY, at, type & 0x0f, 0);
    }
    if (type < 0xc0) {
      return new Item(Item.Kind.TEXT, at, type & 0x1f, 0);
    }
    if (type >= 0xe0) {
      return new Item(Item.Kind.INTEGER, at, (byte) type, 0);
    }
    return switch (type) {
      case 0xc0, 0xc2, 0xc3 -> new Item(Item.Kind.OTHER, at, 0, 0);
      case 0xc4, 0xc5, 0xc6 -> new Item(Item.Kind.BINARY, at, number(type - 0xc4), 0);
      case 0xc7, 0xc8, 0xc9 -> extension(at, number(type - 0xc7));
      case 0xca -> passed(at, 4);
      case 0xcb -> passed(at, 8);
      case 0xcc, 0xcd, 0xce, 0xcf -> new Item(Item.Kind.INTEGER, at, number(type - 0xcc), 0);
      case 0xd0 -> new Item(Item.Kind.INTEGER, at, (byte) number(0), 0);
      case 0xd1 -> new Item(Item.Kind.INTEGER, at, (short) number(1), 0);
      case 0xd2 -> new Item(Item.Kind.INTEGER, at, (int) number(2), 0);
      case 0xd3 -> new Item(Item.Kind.INTEGER, at, number(3), 0);
      case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(at, 1L << (type - 0xd4));
      case 0xd9, 0xda, 0xdb -> new Item(Item.Kind.TEXT, at, number(type - 0xd9), 0);
      case 0xdc, 0xdd -> new Item(Item.Kind.ARRAY, at, number(type - 0xdc + 1), 0);
      case 0xde, 0xdf -> new Item(Item.Kind.MAP, at, number(type - 0xde + 1), 0);
      default -> throw new MalformedInput(at, "byte that starts no MessagePack value");
    };
  }

  private Item passed(long at, int bytes) throws IOException {
    cursor.skip(bytes);
    return new Item(Item.Kind.OTHER, at, 0, 0);
  }

  private Item extension(long at, long length) throws IOException {
    return new Item(Item.Kind.EXTENSION, at, length, (byte) cursor.u8());
  }

  /** A big-endian number of 1, 2, 4 or 8 bytes. */
  private long number(int size) throws IOException {
    return switch (size) {
      case 0 -> cursor.u8();
      case 1 -> cursor.u16be();
      case 2 -> cursor.u32be();
      default -> cursor.i64be();
    };
  }
}
