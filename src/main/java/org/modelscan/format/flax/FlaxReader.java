package org.modelscan.format.flax;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/**
 * Walks the parameters of a Flax model. Extension 1 is an array, 2 a complex number, 3 a scalar.
 *
 * @see <a
 *     href="https://github.com/google/flax/blob/main/flax/serialization.py">serialization.py</a>
 */
final class FlaxReader {
  private static final int WINDOW = 1 << 14;
  private static final int DEPTH = 100;
  private static final int BATCH = 1024;
  private static final int NAME_LIMIT = 1_024;
  private static final int TYPE_LIMIT = 64;
  private static final int DIMENSIONS = 64;

  private final Bytes bytes;
  private final Facts out;
  private final long size;
  private final MessagePack in;
  private final BiConsumer<String, String> arrays;
  private long steps;

  /** Tells {@code arrays} the path of each array, and its type and shape. */
  FlaxReader(Bytes bytes, Facts out, BiConsumer<String, String> arrays) throws IOException {
    this.bytes = bytes;
    this.out = out;
    this.size = bytes.size();
    this.in = new MessagePack(bytes, 0, WINDOW);
    this.arrays = arrays;
  }

  void read() throws IOException {
    value("", 0);
    if (in.position() < size) {
      long rest = size - in.position();
      out.fact(new Fact.HiddenData(in.position(), "bytes behind the parameters", rest));
      out.member("bytes from " + in.position(), bytes.from(in.position()));
    }
  }

  private void value(String path, int depth) throws IOException {
    verify(depth <= DEPTH, in.position(), "nested too deeply");
    if (++steps % BATCH == 0) {
      out.budget().opcodes(BATCH);
    }
    Item item = in.next();
    switch (item.kind()) {
      case MAP -> {
        fits(item, 2);
        for (long i = 0; i < item.count(); i++) {
          value(path.isEmpty() ? key() : path + "/" + key(), depth + 1);
        }
      }
      case ARRAY -> {
        fits(item, 1);
        for (long i = 0; i < item.count(); i++) {
          value(path + "/" + i, depth + 1);
        }
      }
      case TEXT -> {
        fits(item, 1);
        in.skip(item.count());
      }
      case BINARY -> {
        fits(item, 1);
        out.member(path, bytes.slice(in.position(), item.count()));
        in.skip(item.count());
      }
      case EXTENSION -> {
        fits(item, 1);
        extension(path, item);
      }
      case INTEGER, OTHER -> {}
    }
  }

  /** A map's key, which is a text wherever Flax wrote it. */
  private String key() throws IOException {
    Item item = in.next();
    if (item.kind() == Item.Kind.INTEGER) {
      return Long.toString(item.count());
    }
    verify(item.kind() == Item.Kind.TEXT, item.at(), "key that is no text");
    fits(item, 1);
    String start = in.text(Math.min(item.count(), NAME_LIMIT));
    in.skip(Math.max(0, item.count() - NAME_LIMIT));
    return start.length() > NAME_LIMIT / 4 ? start.substring(0, NAME_LIMIT / 4) : start;
  }

  private void fits(Item item, int bytesEach) throws IOException {
    long room = size - in.position();
    if (item.count() < 0 || item.count() > room / bytesEach) {
      String name = "length of a " + item.kind().name().toLowerCase(Locale.ROOT);
      out.fact(
          new Fact.OutOfRange(
              item.at(), name, Long.toUnsignedString(item.count()) + " with " + room + " left"));
      verify(false, item.at(), name + " that leads beyond the file");
    }
  }

  private void extension(String path, Item item) throws IOException {
    long end = in.position() + item.count();
    switch (item.extension()) {
      case 1, 3 -> array(path, item, end);
      case 2 -> {}
      default ->
          out.fact(
              new Fact.OutOfRange(
                  item.at(),
                  "type of an extension",
                  path + ": " + item.extension() + " of " + item.count() + " bytes"));
    }
    in.skip(end - in.position());
  }

  /** Shape, name of the type, and data. */
  private void array(String path, Item extension, long end) throws IOException {
    Item parts = in.next();
    verify(
        parts.kind() == Item.Kind.ARRAY && parts.count() == 3, parts.at(), "array without parts");
    Item dimensions = in.next();
    verify(
        dimensions.kind() == Item.Kind.ARRAY && dimensions.count() <= DIMENSIONS,
        dimensions.at(),
        "array without a shape");
    List<Long> shape = new ArrayList<>();
    long values = 1;
    for (long i = 0; i < dimensions.count(); i++) {
      Item dimension = in.next();
      verify(dimension.kind() == Item.Kind.INTEGER, dimension.at(), "shape without numbers");
      shape.add(dimension.count());
      boolean fits =
          values >= 0
              && dimension.count() >= 0
              && Math.multiplyHigh(values, dimension.count()) == 0;
      values = fits ? values * dimension.count() : -1;
    }
    Item type = in.next();
    verify(
        type.kind() == Item.Kind.TEXT && type.count() <= TYPE_LIMIT, type.at(), "array of no type");
    String name = in.text(type.count());
    Item data = in.next();
    boolean inside =
        data.kind() == Item.Kind.BINARY && data.count() >= 0 && data.count() <= end - in.position();
    int each = bytesOf(name);
    boolean right =
        values >= 0
            && inside
            && (each == 0 || (values == data.count() / each && data.count() % each == 0));
    if (!right) {
      out.fact(
          new Fact.OutOfRange(
              extension.at(), "shape of an array", "%s: %s %s".formatted(path, name, shape)));
    }
    verify(in.position() <= end, extension.at(), "array that leads beyond its extension");
    arrays.accept(path, name + " " + shape);
  }

  /** Bytes of a value; 0 for a type that is not known. */
  private static int bytesOf(String type) {
    return switch (type) {
      case "bool", "int8", "uint8", "float8_e4m3fn", "float8_e5m2" -> 1;
      case "int16", "uint16", "float16", "bfloat16" -> 2;
      case "int32", "uint32", "float32" -> 4;
      case "int64", "uint64", "float64", "complex64" -> 8;
      case "complex128" -> 16;
      default -> 0;
    };
  }
}
