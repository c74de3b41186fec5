package org.modelscan.format.npy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.numpy.Dtype;
import org.modelscan.format.pickle.PickleReader;

/**
 * Arrays as {@code numpy.save} writes them: one, or several in a row. Data that is numbers or text
 * is passed over; an array with objects anywhere in its data type is a pickle, which {@code
 * numpy.load(allow_pickle=True)} and NumPy before 1.16.3 load (CVE-2019-6446).
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
public final class NpyFormat implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "npy",
          "NumPy array",
          Identity.Kind.MODEL,
          "the magic `\\x93NUMPY`",
          "the pickle of an array with objects anywhere in its data type; sizes; what follows the array",
          "version, data type and shape of every array");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, NpyHeader.MAGIC) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Bytes bytes = artifact.bytes();
    long position = 0;
    while (isArray(bytes, position)) {
      out.budget().opcodes(1);
      Optional<Long> next = array(bytes, position, out);
      if (next.isEmpty()) {
        return;
      }
      position = next.get();
    }
    if (bytes.upTo(position, 1).length > 0) {
      out.member("bytes from " + position, bytes.from(position));
    }
  }

  private static boolean isArray(Bytes bytes, long position) throws IOException {
    return Arrays.equals(
        bytes.upTo(position, NpyHeader.MAGIC.length()),
        NpyHeader.MAGIC.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Offset of what follows the array, where that is known. */
  private static Optional<Long> array(Bytes bytes, long position, Facts out) throws IOException {
    NpyHeader header;
    try {
      header = NpyHeader.read(bytes, position);
    } catch (MalformedInput malformed) {
      // Another version of NumPy may be content with it, and load what follows.
      long end = NpyHeader.end(bytes, position);
      out.member("bytes from " + end, bytes.from(end));
      throw malformed;
    }
    Optional<Dtype> dtype = Descr.dtype(header.descr());
    if (dtype.isPresent() && dtype.get().hasObject()) {
      return Optional.of(PickleReader.read(bytes, header.end(), out));
    }
    Optional<Long> size = size(header);
    if (size.isEmpty()) {
      out.member("bytes from " + header.end(), bytes.from(header.end()));
      throw new MalformedInput(
          position,
          "npy " + (dtype.isPresent() ? "shape is out of range" : "data type is not known"));
    }
    long end = header.end() + size.get();
    if (end < 0 || (size.get() > 0 && bytes.read(end - 1, new byte[1], 0, 1) == 0)) {
      out.incomplete(header.end(), "npy file ends before its array does");
      return Optional.empty();
    }
    return Optional.of(end);
  }

  private static Optional<Long> size(NpyHeader header) {
    return Descr.dtype(header.descr())
        .flatMap(dtype -> Shape.count(header.shape()).flatMap(dtype::times))
        .map(Dtype::itemSize);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Bytes bytes = artifact.bytes();
    long position = 0;
    int number = 1;
    while (isArray(bytes, position)) {
      NpyHeader header = NpyHeader.read(bytes, position);
      Outline section = out.section("array " + number++ + " at byte " + position);
      section.entry("version", header.version() + ".0");
      section.entry("header", header.text().strip());
      Optional<Long> size = size(header);
      Optional<Dtype> dtype = Descr.dtype(header.descr());
      if (size.isEmpty() || dtype.map(Dtype::hasObject).orElse(true)) {
        section.member("objects", bytes.from(header.end()));
        return;
      }
      section.entry("data", size.get() + " bytes from byte " + header.end());
      position = header.end() + size.get();
    }
  }
}
