package org.modelscan.format.tflite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.modelscan.format.flatbuffer.Table;
import org.modelscan.format.flatbuffer.Vector;

/** The root table of a TensorFlow Lite model. Numbers of fields are those of schema.fbs. */
record Model(Table root, Vector operatorCodes, Vector subgraphs, Vector buffers) {
  static final int TEXT_LIMIT = 4096;

  private static final int CUSTOM = 32;

  /** Loads the names when they are first asked for. */
  private static final class Builtin {
    private static final List<String> NAMES = names();

    private static List<String> names() {
      String resource = "/org/modelscan/operators/tflite.txt";
      try (InputStream file = Model.class.getResourceAsStream(resource)) {
        if (file == null) {
          throw new IllegalStateException("no resource " + resource);
        }
        return new String(file.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  static Model of(Table root) throws IOException {
    return new Model(root, root.vector(1, 4), root.vector(2, 4), root.vector(4, 4));
  }

  /**
   * An operator that the model uses.
   *
   * @param position offset of its table
   * @param name of a built-in operator its name in the schema, of a custom one its code
   */
  record OperatorCode(long position, String name, boolean custom) {
    static OperatorCode of(Table code) throws IOException {
      // Older models have the number in a byte; newer ones have both, and the larger one counts
      // (schema_utils.cc).
      int number = Math.max(code.i8(0, 0), code.i32(3, 0));
      boolean custom = number == CUSTOM;
      boolean named = number >= 0 && number < Builtin.NAMES.size();
      String name =
          custom
              ? code.text(1, TEXT_LIMIT)
              : named ? Builtin.NAMES.get(number) : "operator " + number;
      return new OperatorCode(code.position(), name, custom);
    }
  }
}
