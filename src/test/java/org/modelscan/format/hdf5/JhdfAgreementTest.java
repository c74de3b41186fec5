package org.modelscan.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.links.ExternalLink;
import io.jhdf.links.SoftLink;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.modelscan.Scanned;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.FileBytes;
import org.modelscan.bytes.Limits;

/** An independent reader sees the same objects, attributes, links, shapes and data. */
class JhdfAgreementTest {
  /**
   * Fixtures that the other reader cannot open: a base address that is not the signature's, virtual
   * and opaque data.
   */
  private static final Set<String> REFUSED =
      Set.of("junk-in-front.h5", "virtual-same-file.h5", "types.h5");

  /** Elements up to which data is compared. */
  private static final long COMPARED = 200_000;

  @Test
  void agreesOnTheCorpus() throws IOException {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    assertThat(compareAll(corpus.get().resolve("real"))).isGreaterThan(35);
  }

  @Test
  void agreesOnTheFixtures() throws IOException {
    assertThat(compareAll(Path.of("fixtures", "hdf5", "benign"))).isGreaterThan(5);
  }

  private static int compareAll(Path root) throws IOException {
    int compared = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
        try (Bytes bytes = new FileBytes(path, new Budget(Limits.DEFAULT))) {
          if (Hdf5Walk.locate(bytes, bytes.size()).isPresent()) {
            Set<String> ours = ours(bytes);
            Set<String> theirs;
            try {
              theirs = theirs(path);
            } catch (HdfException refused) {
              assertThat(REFUSED)
                  .as(path + ": " + refused.getMessage() + " " + refused.getCause())
                  .contains(path.getFileName().toString());
              continue;
            }
            dropIncomparable(ours, theirs);
            dropSizesOfCompounds(ours, theirs);
            assertThat(ours).as("%s", path).isEqualTo(theirs);
            compared++;
          }
        }
      }
    }
    return compared;
  }

  /**
   * The other reader takes the reference to a shared type for the type itself: compounds are
   * compared without their size.
   */
  private static void dropSizesOfCompounds(Set<String> ours, Set<String> theirs) {
    for (String line : List.copyOf(ours)) {
      if (line.startsWith("dataset ") && line.endsWith(" of 0")) {
        String start = line.substring(0, line.length() - 1);
        ours.remove(line);
        ours.add(start);
        theirs.removeIf(other -> other.startsWith(start));
        theirs.add(start);
      }
    }
  }

  /**
   * Drops the data of datasets that one side has not all of: gaps, which the other fills, or
   * filters.
   */
  private static void dropIncomparable(Set<String> ours, Set<String> theirs) {
    for (Set<String> lines : List.of(ours, theirs)) {
      for (String line : List.copyOf(lines)) {
        if (line.startsWith("data ") && line.endsWith(" ")) {
          ours.removeIf(other -> other.startsWith(line));
          theirs.removeIf(other -> other.startsWith(line));
        }
      }
    }
  }

  private static Set<String> ours(Bytes bytes) throws IOException {
    Set<String> lines = new TreeSet<>();
    long base = Hdf5Walk.locate(bytes, bytes.size()).orElseThrow();
    Hdf5Walk walk =
        Hdf5Walk.open(
            bytes,
            base,
            new Budget(Limits.DEFAULT),
            (offset, reason) -> lines.add("problem at " + offset + ": " + reason));
    assertThat(walk.missing()).isZero();
    walk.visitAll(object -> lines.addAll(ours(walk, object)));
    return lines;
  }

  private static List<String> ours(Hdf5Walk walk, Hdf5Object object) throws IOException {
    List<String> lines = new ArrayList<>();
    String path = object.path().toString();
    Dataset dataset = object.dataset();
    if (dataset != null) {
      lines.add(
          "dataset "
              + path
              + " "
              + Arrays.toString(dataset.space().dimensions())
              + " of "
              + (dataset.type() instanceof Datatype.Compound ? 0 : dataset.type().size()));
      if (dataset.space().elements() <= COMPARED) {
        lines.add("data " + path + " " + data(walk, dataset));
      }
    } else {
      lines.add("object " + path);
    }
    for (Attribute attribute : object.attributes()) {
      String line =
          "attribute "
              + path
              + "@"
              + attribute.name()
              + " "
              + Arrays.toString(attribute.space().dimensions());
      if (isText(attribute.type())) {
        List<String> texts = new ArrayList<>();
        for (StoredText text : walk.texts(attribute)) {
          texts.addAll(text(text).isEmpty() ? List.of() : List.of(text(text)));
        }
        line += " " + texts;
      }
      lines.add(line);
    }
    String folder = path.equals("/") ? "/" : path + "/";
    for (Link link : object.links()) {
      switch (link) {
        case Link.Soft soft -> lines.add("soft " + folder + soft.name() + " " + soft.path());
        case Link.External external ->
            lines.add(
                "external "
                    + folder
                    + external.name()
                    + " "
                    + external.file()
                    + ":"
                    + external.path());
        case Link.Hard _, Link.UserDefined _ -> {}
      }
    }
    return lines;
  }

  private static boolean isText(Datatype type) {
    return type instanceof Datatype.Text
        || (type instanceof Datatype.VariableLength sequence && sequence.isText());
  }

  private static String text(StoredText text) throws IOException {
    return new String(text.bytes().upTo(0, Integer.MAX_VALUE), StandardCharsets.UTF_8)
        .stripTrailing();
  }

  /** Depends on the elements and their order, and not on the byte order inside an element. */
  private static long digest(byte[] flat, int size) {
    long digest = 0;
    for (int at = 0; at < flat.length; at += size) {
      long element = 0;
      for (int i = at; i < at + size; i++) {
        long value = (flat[i] & 0xff) + 1L;
        element += value * value * value;
      }
      digest = digest * 31 + element;
    }
    return digest;
  }

  /** A digest of numbers, or the texts; empty for other types and for data with gaps. */
  private static String data(Hdf5Walk walk, Dataset dataset) throws IOException {
    boolean known = dataset.filters().filters().stream().allMatch(filter -> filter.id() <= 3);
    if (!known || dataset.space().elements() == 0) {
      return "";
    }
    if (isText(dataset.type())) {
      List<String> texts = new ArrayList<>();
      for (StoredText text : walk.contents(dataset).texts(Integer.MAX_VALUE)) {
        texts.add(text(text));
      }
      return dataset.layout() instanceof DataLayout.Chunked
          ? ""
          : texts.stream().filter(text -> !text.isEmpty()).toList().toString();
    }
    if (!(dataset.type() instanceof Datatype.Plain plain) || plain.name().startsWith("bits")) {
      return "";
    }
    byte[] flat = new byte[(int) dataset.declaredSize()];
    long[] filled = new long[1];
    walk.contents(dataset)
        .pieces((start, offset, bytes) -> {
          byte[] piece = bytes.upTo(0, Integer.MAX_VALUE);
          filled[0] += place(dataset, start, piece, flat);
          return true;
        });
    return filled[0] == flat.length && !plain.name().equals("float16")
        ? "" + digest(flat, dataset.type().size())
        : "";
  }

  /** Copies a piece to its place, element by element; what reaches behind the edge is padding. */
  private static long place(Dataset dataset, long[] start, byte[] piece, byte[] flat) {
    int size = dataset.type().size();
    long[] dimensions = dataset.space().dimensions();
    long[] chunk =
        dataset.layout() instanceof DataLayout.Chunked chunked ? chunked.dimensions() : dimensions;
    long placed = 0;
    for (int element = 0; (element + 1) * size <= piece.length; element++) {
      long rest = element;
      long at = 0;
      long stride = 1;
      boolean inside = true;
      for (int i = dimensions.length - 1; i >= 0; i--) {
        long index = start[i] + rest % chunk[i];
        rest /= chunk[i];
        inside &= index < dimensions[i];
        at += index * stride;
        stride *= dimensions[i];
      }
      if (inside && at * size + size <= flat.length) {
        System.arraycopy(piece, element * size, flat, (int) at * size, size);
        placed += size;
      }
    }
    return placed;
  }

  private static Set<String> theirs(Path path) {
    Set<String> lines = new TreeSet<>();
    try (HdfFile file = new HdfFile(path)) {
      theirs(file, "/", lines, new HashSet<>());
    }
    return lines;
  }

  private static void theirs(Node node, String path, Set<String> lines, Set<Long> visited) {
    if (!visited.add(node.getAddress())) {
      return;
    }
    if (node instanceof io.jhdf.api.Dataset dataset) {
      int size = dataset.getDataType().getSize();
      long[] dimensions = dataset.getDimensionsAsLong();
      lines.add("dataset " + path + " " + Arrays.toString(dimensions) + " of " + size);
      if (elements(dimensions) <= COMPARED) {
        lines.add("data " + path + " " + theirData(dataset));
      }
    } else {
      lines.add("object " + path);
    }
    node.getAttributes()
        .forEach((name, attribute) -> {
          String line =
              "attribute "
                  + path
                  + "@"
                  + name
                  + " "
                  + Arrays.toString(attribute.getDimensionsAsLong());
          if (isText(attribute.getDataType())) {
            line += " " + flatten(attribute.getData(), new ArrayList<>());
          }
          lines.add(line);
        });
    if (node instanceof Group group) {
      String folder = path.equals("/") ? "/" : path + "/";
      group
          .getChildren()
          .forEach((name, child) -> {
            switch (child) {
              case SoftLink soft -> lines.add("soft " + folder + name + " " + soft.getTargetPath());
              case ExternalLink external ->
                  lines.add("external " + folder + name + " " + external.getTargetPath());
              default -> theirs(child, folder + name, lines, visited);
            }
          });
    }
  }

  private static long elements(long[] dimensions) {
    return Arrays.stream(dimensions).reduce(1, Dataspace::product);
  }

  private static String theirData(io.jhdf.api.Dataset dataset) {
    boolean known =
        dataset.getFilters().stream().allMatch(filter -> List.of(1, 2, 3).contains(filter.getId()));
    if (!known || elements(dataset.getDimensionsAsLong()) == 0) {
      return "";
    }
    Object flat = dataset.getDataFlat();
    if (isText(dataset.getDataType())) {
      boolean chunked = dataset instanceof io.jhdf.api.dataset.ChunkedDataset;
      return chunked
          ? ""
          : flatten(flat, new ArrayList<>()).stream()
              .filter(text -> !text.isEmpty())
              .toList()
              .toString();
    }
    String type = dataset.getDataType().getClass().getSimpleName();
    int size = dataset.getDataType().getSize();
    boolean number = type.equals("FixedPoint") || (type.equals("FloatingPoint") && size > 2);
    return number ? "" + digest(bytes(flat, size), size) : "";
  }

  private static boolean isText(io.jhdf.object.datatype.DataType type) {
    return type instanceof io.jhdf.object.datatype.StringData
        || (type instanceof io.jhdf.object.datatype.VariableLength sequence
            && sequence.isVariableLengthString());
  }

  private static byte[] bytes(Object flat, int size) {
    int count = flat.getClass().isArray() ? Array.getLength(flat) : 1;
    ByteBuffer buffer = ByteBuffer.allocate(count * size + 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      Object value = flat.getClass().isArray() ? Array.get(flat, i) : flat;
      long bits =
          switch (value) {
            case Float real -> Float.floatToRawIntBits(real);
            case Double real -> Double.doubleToRawLongBits(real);
            case Number number -> number.longValue();
            default -> throw new IllegalStateException("not a number: " + value.getClass());
          };
      buffer.putLong(i * size, bits);
    }
    return Arrays.copyOf(buffer.array(), count * size);
  }

  private static List<String> flatten(@Nullable Object value, List<String> into) {
    if (value == null) {
      return into;
    }
    if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        flatten(Array.get(value, i), into);
      }
    } else {
      String text = value.toString().stripTrailing();
      into.addAll(text.isEmpty() ? List.of() : List.of(text)); // ours skips elements without a text
    }
    return into;
  }
}
