package org.modelscan.format.gguf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.jinja.Template;

/** Reads the two tables of a GGUF file and checks every number of them against the file. */
final class GgufReader {
  private static final String ALIGNMENT = "general.alignment";
  private static final String TEMPLATE = "tokenizer.chat_template";
  private static final int NAME_LIMIT = 4_096;
  private static final int SHOWN = 200;
  private static final int DIMENSIONS = 4;
  private static final int ARRAY_DEPTH = 8;
  private static final int BATCH = 4_096;
  private static final int KEY_VALUE_BYTES = 9;
  private static final int TENSOR_BYTES = 20;

  private final GgufInput in;
  private final Facts out;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private long alignment = 32;
  private long steps;

  /** A key with its value for a person. */
  record Entry(String key, String value) {}

  /**
   * A tensor.
   *
   * @param type its type's name, or number
   * @param bytes of its data; -1 where that is not known
   */
  record Tensor(long at, String name, List<Long> shape, String type, long offset, long bytes) {}

  /** Opens a file. */
  GgufReader(Bytes bytes, Facts out) throws IOException {
    this.in = GgufInput.open(bytes, out);
    this.out = out;
  }

  GgufInput input() {
    return in;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  /** Reads all of it but the data. */
  void read() throws IOException {
    long tensorCount = in.count("number of tensors", TENSOR_BYTES);
    long valueCount = in.count("number of key-values", KEY_VALUE_BYTES);
    Set<String> keys = new HashSet<>();
    for (long i = 0; i < valueCount; i++) {
      step();
      long at = in.position();
      String key = name("a key");
      out.budget().entries(keys.size() + 1L);
      if (!keys.add(key)) {
        in.trap(at, "key that stands twice", key);
      }
      entries.add(new Entry(key, value(key)));
    }
    Set<String> names = new HashSet<>();
    for (long i = 0; i < tensorCount; i++) {
      step();
      Tensor tensor = tensor();
      out.budget().entries(names.size() + 1L);
      if (!names.add(tensor.name())) {
        in.trap(tensor.at(), "tensor that stands twice", tensor.name());
      }
      tensors.add(tensor);
    }
    places();
  }

  private void step() throws IOException {
    if (++steps % BATCH == 0) {
      out.budget().opcodes(BATCH);
    }
  }

  private String name(String what) throws IOException {
    return new String(in.text(what, NAME_LIMIT), StandardCharsets.UTF_8);
  }

  private ValueType type(String what) throws IOException {
    long at = in.position();
    long number = in.u32();
    Optional<ValueType> type = ValueType.of(number);
    if (type.isEmpty()) {
      in.trap(at, "type of " + what, Long.toString(number));
    }
    verify(type.isPresent(), at, "value of unknown type");
    return type.get();
  }

  private String value(String key) throws IOException {
    ValueType type = type("a value");
    boolean isTemplate = key.equals(TEMPLATE) || key.startsWith(TEMPLATE + ".");
    long at = in.position();
    return switch (type) {
      case STRING -> {
        byte[] text = in.text("a string", isTemplate ? 4 * Template.LONGEST + 1 : NAME_LIMIT);
        String value = new String(text, StandardCharsets.UTF_8);
        if (isTemplate) {
          new Template(key, at + (in.version() == 1 ? 4 : 8), true, value).read(out);
        }
        yield value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
      }
      case ARRAY -> array(1);
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOL, UINT64, INT64, FLOAT64 -> {
        byte[] value = in.bytes(type.bytes());
        if (key.equals(ALIGNMENT)) {
          align(at, type, number(value));
        }
        yield shown(type, number(value));
      }
    };
  }

  private void align(long at, ValueType type, long value) {
    boolean possible =
        type == ValueType.UINT32 && Long.bitCount(value) == 1 && value <= Integer.MAX_VALUE;
    if (possible) {
      alignment = value;
    } else {
      in.trap(at, "alignment", type + " " + value);
    }
  }

  private long number(byte[] value) {
    long number = 0;
    for (int i = 0; i < value.length; i++) {
      int place = in.isBigEndian() ? i : value.length - 1 - i;
      number = number << 8 | (value[place] & 0xff);
    }
    return number;
  }

  private static String shown(ValueType type, long value) {
    return switch (type) {
      case FLOAT32 -> Float.toString(Float.intBitsToFloat((int) value));
      case FLOAT64 -> Double.toString(Double.longBitsToDouble(value));
      case BOOL -> value == 0 ? "false" : "true";
      case INT8 -> Byte.toString((byte) value);
      case INT16 -> Short.toString((short) value);
      case INT32 -> Integer.toString((int) value);
      case UINT8, UINT16, UINT32, INT64 -> Long.toString(value);
      case UINT64 -> Long.toUnsignedString(value);
      case STRING, ARRAY -> "";
    };
  }

  private String array(int depth) throws IOException {
    verify(depth <= ARRAY_DEPTH, in.position(), "arrays nested too deeply");
    ValueType type = type("an array's items");
    long count = in.count("number of an array's items", in.version() == 1 ? 1 : type.bytes());
    switch (type) {
      case STRING -> {
        for (long i = 0; i < count; i++) {
          step();
          in.skipText("a string");
        }
      }
      case ARRAY -> {
        for (long i = 0; i < count; i++) {
          step();
          array(depth + 1);
        }
      }
      default -> in.skip(count * type.bytes());
    }
    return count + " × " + type.name().toLowerCase(Locale.ROOT);
  }

  private Tensor tensor() throws IOException {
    long at = in.position();
    String name = name("a tensor's name");
    long dimensions = in.u32();
    if (dimensions > DIMENSIONS) {
      in.trap(at, "number of a tensor's dimensions", name + ": " + dimensions);
      verify(false, at, "tensor of more than " + DIMENSIONS + " dimensions");
    }
    List<Long> shape = new ArrayList<>();
    long values = 1;
    for (int i = 0; i < dimensions; i++) {
      long dimension = in.length();
      shape.add(dimension);
      boolean fits = dimension >= 0 && values >= 0 && Math.multiplyHigh(values, dimension) == 0;
      values = fits ? values * dimension : -1;
    }
    long number = in.u32();
    Optional<TensorType> type = TensorType.of(number);
    long offset = in.i64();
    long bytes = type.isPresent() && values >= 0 ? type.get().bytes(values) : -1;
    boolean blocks =
        type.isEmpty() || shape.isEmpty() || shape.getFirst() % type.get().block() == 0;
    if (values < 0 || (type.isPresent() && bytes < 0)) {
      in.trap(at, "shape of a tensor", name + ": " + unsigned(shape));
    } else if (!blocks) {
      in.trap(at, "row of a tensor that is no whole number of blocks", name + ": " + shape);
    }
    if (number > TensorType.LARGEST) {
      in.trap(at, "type of a tensor", name + ": " + number);
    }
    String typeName = type.map(TensorType::name).orElse("type " + number);
    return new Tensor(at, name, shape, typeName, offset, bytes);
  }

  private static String unsigned(List<Long> shape) {
    return shape.stream().map(Long::toUnsignedString).toList().toString();
  }

  /** Where tensors lie can only be judged when the alignment and the tables' end are known. */
  private void places() {
    long start = (in.position() + alignment - 1) / alignment * alignment;
    for (Tensor tensor : tensors) {
      if (tensor.offset() < 0 || tensor.offset() % alignment != 0) {
        in.trap(
            tensor.at(),
            "offset of a tensor",
            tensor.name() + ": " + Long.toUnsignedString(tensor.offset()));
      } else if (tensor.offset() > in.size()
          || in.size() - start - tensor.offset() < Math.max(0, tensor.bytes())) {
        in.trap(
            tensor.at(),
            "tensor that lies beyond the file",
            "%s: %d bytes at %d of a file of %d"
                .formatted(tensor.name(), tensor.bytes(), start + tensor.offset(), in.size()));
      }
    }
  }
}
