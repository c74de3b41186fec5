package org.modelscan.format.flatbuffer;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Optional;

/**
 * A table of a FlatBuffer. Fields are asked for by their number in the schema; what is absent has
 * its default.
 */
public final class Table {
  private final Flatbuffer buffer;
  private final long position;
  private final long virtual;
  private final int virtualLength;
  private final int inlineLength;

  Table(Flatbuffer buffer, long position, long virtual, int virtualLength, int inlineLength) {
    this.buffer = buffer;
    this.position = position;
    this.virtual = virtual;
    this.virtualLength = virtualLength;
    this.inlineLength = inlineLength;
  }

  /** Offset of the table. */
  public long position() {
    return position;
  }

  /** Number of bytes of the whole FlatBuffer. */
  public long size() {
    return buffer.size();
  }

  /** Whether a field is there. */
  public boolean has(int field) throws IOException {
    return at(field, 1) >= 0;
  }

  /** Number of bytes of the table with its fields, without what they refer to. */
  public int inlineLength() {
    return inlineLength;
  }

  /** A signed byte. */
  public int i8(int field, int absent) throws IOException {
    long at = at(field, 1);
    return at < 0 ? absent : (byte) buffer.u8(at);
  }

  /** A signed 32-bit integer. */
  public int i32(int field, int absent) throws IOException {
    long at = at(field, 4);
    return at < 0 ? absent : buffer.i32(at);
  }

  /** An unsigned 32-bit integer. */
  public long u32(int field, long absent) throws IOException {
    long at = at(field, 4);
    return at < 0 ? absent : buffer.u32(at);
  }

  /** A 64-bit integer. */
  public long i64(int field, long absent) throws IOException {
    long at = at(field, 8);
    return at < 0 ? absent : buffer.i64(at);
  }

  /** A table in a field of this one. */
  public Optional<Table> table(int field) throws IOException {
    long at = at(field, 4);
    return at < 0 ? Optional.empty() : Optional.of(buffer.table(buffer.reference(at)));
  }

  /** A vector of elements of {@code width} bytes; where it is absent, one without elements. */
  public Vector vector(int field, int width) throws IOException {
    long at = at(field, 4);
    if (at < 0) {
      return new Vector(buffer, position, 0, width);
    }
    long start = buffer.reference(at);
    long length = buffer.u32(start);
    verify(length <= (buffer.size() - start - 4) / width, start, "vector runs past the end");
    return new Vector(buffer, start + 4, length, width);
  }

  /** A string cut after {@code limit} bytes; where it is absent, an empty one. */
  public String text(int field, int limit) throws IOException {
    Vector bytes = vector(field, 1);
    return buffer.text(bytes.position(), Math.min(limit, bytes.length()));
  }

  /** Offset of a field's value, or -1 where it is absent. */
  private long at(int field, int width) throws IOException {
    int entry = 4 + 2 * field;
    if (entry + 2 > virtualLength) {
      return -1;
    }
    int offset = buffer.u16(virtual + entry);
    if (offset == 0) {
      return -1;
    }
    verify(offset + width <= inlineLength, virtual + entry, "field lies outside of its table");
    return position + offset;
  }
}
