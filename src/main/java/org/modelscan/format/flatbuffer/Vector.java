package org.modelscan.format.flatbuffer;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;

/** A vector of a FlatBuffer; that it lies in the content was checked when it was asked for. */
public final class Vector {
  private final Flatbuffer buffer;
  private final long position;
  private final long length;
  private final int width;

  Vector(Flatbuffer buffer, long position, long length, int width) {
    this.buffer = buffer;
    this.position = position;
    this.length = length;
    this.width = width;
  }

  /** Number of elements. */
  public long length() {
    return length;
  }

  /** Offset of the first element. */
  public long position() {
    return position;
  }

  /** An element that is a signed 32-bit integer. */
  public int i32(long index) throws IOException {
    return buffer.i32(at(index));
  }

  /** An element that is a table. */
  public Table table(long index) throws IOException {
    return buffer.table(buffer.reference(at(index)));
  }

  /** All of a vector of bytes, cut after {@code limit}, as text. */
  public String text(int limit) throws IOException {
    return buffer.text(position, Math.min(limit, length * width));
  }

  private long at(long index) throws IOException {
    verify(index >= 0 && index < length, position, "index outside of a vector");
    return position + index * width;
  }
}
