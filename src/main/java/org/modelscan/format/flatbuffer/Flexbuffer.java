package org.modelscan.format.flatbuffer;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.format.protobuf.Span;

/**
 * Reading of a FlexBuffer whose root is a vector: where its strings and blobs lie.
 *
 * @see <a href="https://flatbuffers.dev/flexbuffers/">FlexBuffers</a>
 */
public final class Flexbuffer {
  private static final int STRING = 5;
  private static final int VECTOR = 10;
  private static final int BLOB = 25;
  private static final int MOST_ELEMENTS = 64;

  private final Cursor cursor;

  private Flexbuffer(Bytes content) {
    this.cursor = new Cursor(content, 0);
  }

  /**
   * The strings and blobs of the root vector, by offsets in the content, in order; others are left
   * out.
   */
  public static List<Span> strings(Bytes content) throws IOException {
    return new Flexbuffer(content).rootStrings(content.size());
  }

  private List<Span> rootStrings(long size) throws IOException {
    verify(size >= 3, 0, "too short for a FlexBuffer");
    int width = at(size - 1);
    int type = at(size - 2);
    verify(
        width == 1 || width == 2 || width == 4 || width == 8, size - 1, "no width of a FlexBuffer");
    List<Span> strings = new ArrayList<>();
    if (type >>> 2 != VECTOR) {
      return strings;
    }
    long end = size - 2;
    int elementWidth = 1 << (type & 3);
    long vector = target(end - width, width, end);
    long length = unsigned(vector - elementWidth, elementWidth, end);
    verify(length <= (end - vector) / (elementWidth + 1), vector, "vector runs past the end");
    for (long i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      int elementType = at(vector + length * elementWidth + i);
      if (elementType >>> 2 == STRING || elementType >>> 2 == BLOB) {
        int sizeWidth = 1 << (elementType & 3);
        long start = target(vector + i * elementWidth, elementWidth, end);
        long count = unsigned(start - sizeWidth, sizeWidth, end);
        verify(count <= end - start, start, "string runs past the end");
        strings.add(new Span(start, start + count));
      }
    }
    return strings;
  }

  /** Offsets count backwards. */
  private long target(long position, int width, long end) throws IOException {
    long target = position - unsigned(position, width, end);
    verify(target >= 0 && target < position, position, "offset leads outside of the FlexBuffer");
    return target;
  }

  private long unsigned(long position, int width, long end) throws IOException {
    verify(
        position >= 0 && position + width <= end,
        Math.max(0, position),
        "number outside of the FlexBuffer");
    cursor.seek(position);
    long value =
        switch (width) {
          case 1 -> cursor.u8();
          case 2 -> cursor.u16le();
          case 4 -> cursor.u32le();
          default -> cursor.i64le();
        };
    verify(value >= 0, position, "number out of range");
    return value;
  }

  private int at(long position) throws IOException {
    cursor.seek(position);
    return cursor.u8();
  }
}
