package org.modelscan.format.flatbuffer;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * Reading of a FlatBuffer without its schema. Everything is found by offsets, and each is checked
 * against the end of the content before it is followed. No table is read more often than an honest
 * writer could have written references to it, so that tables that share their parts cannot multiply
 * the work.
 *
 * @see <a href="https://flatbuffers.dev/internals/">FlatBuffers internals</a>
 */
public final class Flatbuffer {
  private final Cursor cursor;
  private final long size;
  private long references;

  private Flatbuffer(Bytes content, long size) {
    this.cursor = new Cursor(content, 0);
    this.size = size;
  }

  /** The root table of a FlatBuffer that fills the content. */
  public static Table root(Bytes content) throws IOException {
    Flatbuffer buffer = new Flatbuffer(content, content.size());
    buffer.references = buffer.size / 4 + 1; // a reference takes four bytes
    return buffer.table(buffer.reference(0));
  }

  /** Number of bytes. */
  public long size() {
    return size;
  }

  /** Where the offset at {@code position} leads. */
  long reference(long position) throws IOException {
    long target = position + u32(position);
    verify(target > position && target < size, position, "offset leads outside of the file");
    return target;
  }

  Table table(long position) throws IOException {
    verify(references-- > 0, position, "more references to tables than fit into the file");
    long virtual = position - i32(position);
    verify(virtual >= 0 && virtual < size, position, "table has no field list");
    int length = u16(virtual);
    int inline = u16(virtual + 2);
    verify(length >= 4 && virtual + length <= size, virtual, "field list of a table out of range");
    verify(inline >= 4 && position + inline <= size, position, "table runs past the end");
    return new Table(this, position, virtual, length, inline);
  }

  int u8(long position) throws IOException {
    cursor.seek(position);
    return cursor.u8();
  }

  int u16(long position) throws IOException {
    cursor.seek(position);
    return cursor.u16le();
  }

  int i32(long position) throws IOException {
    cursor.seek(position);
    return cursor.i32le();
  }

  long u32(long position) throws IOException {
    cursor.seek(position);
    return cursor.u32le();
  }

  long i64(long position) throws IOException {
    cursor.seek(position);
    return cursor.i64le();
  }

  String text(long position, long length) throws IOException {
    cursor.seek(position);
    return new String(cursor.bytes(length), StandardCharsets.UTF_8);
  }
}
