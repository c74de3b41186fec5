package org.modelscan.format.mxnet;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * Arrays of an MXNet model ({@code .params}). Source: NDArray::Save and NDArray::Load in
 * src/ndarray/ndarray.cc.
 */
public final class MxnetParameters implements Format {
  private static final int V1 = 0xf993fac8;
  private static final int V2 = 0xf993fac9;
  private static final int V3 = 0xf993faca;
  private static final int DIMENSIONS = 64;
  private static final int TEXT_LIMIT = 256;

  @Override
  public Identity identity() {
    return new Identity(
        "mxnet-parameters",
        "MXNet parameters",
        Identity.Kind.MODEL,
        "the number 0x112 and a reserved zero, 8 bytes each",
        "that types and shapes of all arrays fit what follows them",
        "arrays with their shapes, names");
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, 0x12, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            && (head.length() < 28 || head.u8(27) == 0xf9 || head.u8(27) == 0)
        ? Match.SURE
        : Match.NO;
  }

  /** Is told shapes and names. */
  @FunctionalInterface
  private interface Visitor {
    void entry(String key, String value) throws IOException;
  }

  private static void walk(Bytes content, Visitor visitor) throws IOException {
    Cursor cursor = new Cursor(content, 16);
    long size = content.size();
    long arrays = cursor.length64le();
    for (long i = 0; i < arrays; i++) {
      visitor.entry("array", array(cursor, size));
    }
    long names = cursor.length64le();
    for (long i = 0; i < names; i++) {
      long at = cursor.position();
      long length = cursor.length64le();
      verify(length <= size - cursor.position(), at, "name runs past the end");
      String name = cursor.utf8(Math.min(length, TEXT_LIMIT));
      cursor.skip(length - Math.min(length, TEXT_LIMIT));
      visitor.entry("name", name);
    }
  }

  private static String array(Cursor cursor, long size) throws IOException {
    long at = cursor.position();
    int magic = cursor.i32le();
    int auxiliary = 0;
    Shape shape;
    if (magic == V2 || magic == V3) {
      int storage = cursor.i32le();
      auxiliary = storage == 1 ? 1 : storage == 2 ? 2 : 0;
      Shape stored = auxiliary > 0 ? Shape.of(cursor, 8) : Shape.NONE;
      Shape whole = Shape.of(cursor, 8);
      shape = auxiliary > 0 ? stored : whole;
    } else if (magic == V1) {
      shape = Shape.of(cursor, 8);
    } else {
      verify(magic >= 0 && magic <= DIMENSIONS, at, "no array of MXNet");
      shape = Shape.of(cursor, magic, 4);
    }
    if (shape.empty()) {
      return shape.text();
    }
    cursor.skip(8); // the device
    long bytes = shape.bytes(width(cursor.i32le(), at));
    Shape[] extra = new Shape[auxiliary];
    int[] widths = new int[auxiliary];
    for (int i = 0; i < auxiliary; i++) {
      widths[i] = width(cursor.i32le(), at);
      extra[i] = Shape.of(cursor, 8);
    }
    for (int i = 0; i < auxiliary; i++) {
      bytes = Math.addExact(bytes, extra[i].bytes(widths[i]));
    }
    verify(bytes <= size - cursor.position(), at, "array runs past the end");
    cursor.skip(bytes);
    return shape.text();
  }

  /** Bytes of a value by mshadow's TypeFlag. */
  private static int width(int type, long at) throws MalformedInput {
    return switch (type) {
      case 3, 5, 7 -> 1;
      case 2, 8, 12 -> 2;
      case 0, 4 -> 4;
      case 1, 6 -> 8;
      default -> throw new MalformedInput(at, "no type of MXNet");
    };
  }

  /** A shape and the number of values; the number is kept in range. */
  private record Shape(String text, boolean empty, long count, long offset) {
    static final Shape NONE = new Shape("", true, 0, -1);

    static Shape of(Cursor cursor, int width) throws IOException {
      return of(cursor, cursor.i32le(), width);
    }

    static Shape of(Cursor cursor, int dimensions, int width) throws IOException {
      long at = cursor.position();
      verify(dimensions >= -1 && dimensions <= DIMENSIONS, at, "array of too many dimensions");
      StringBuilder text = new StringBuilder("[");
      long count = 1;
      for (int i = 0; i < dimensions; i++) {
        long dimension = width == 8 ? cursor.i64le() : cursor.u32le();
        verify(dimension >= 0 && dimension < 1L << 48, at, "dimension out of range");
        verify(
            Math.multiplyHigh(count, dimension) == 0
                && count * dimension >= 0
                && count * dimension < 1L << 52,
            at,
            "shape out of range");
        count *= dimension;
        text.append(i > 0 ? ", " : "").append(dimension);
      }
      return new Shape(text.append(']').toString(), dimensions <= 0, count, at);
    }

    long bytes(int width) {
      return count * width;
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    walk(artifact.bytes(), (key, value) -> out.budget().opcodes(1));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    walk(artifact.bytes(), out::entry);
  }
}
