package org.modelscan.format.npy;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * The header of one array in an npy file: magic, version, length, and a Python literal of a dict
 * with {@code descr}, {@code fortran_order} and {@code shape}.
 *
 * @param version major version, 1 to 3
 * @param text the literal as it stands in the file
 * @param descr the data type as written
 * @param shape the shape as written
 * @param end offset of the data
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
record NpyHeader(int version, String text, Literal descr, Literal shape, long end) {
  /** Every array starts with this. */
  static final String MAGIC = "\u0093NUMPY";

  /** NumPy itself refuses more than 10,000 characters where pickles are not allowed. */
  private static final int MAXIMUM_LENGTH = 1 << 16;

  /** Where the data starts, from the lengths alone: also for a header whose text is damaged. */
  static long end(Bytes bytes, long offset) throws IOException {
    Cursor cursor = new Cursor(bytes, offset + MAGIC.length(), 16);
    int version = cursor.u8();
    cursor.skip(1);
    long length = version == 1 ? cursor.u16le() : cursor.u32le();
    return cursor.position() + length;
  }

  /** Reads the header at {@code offset}. */
  static NpyHeader read(Bytes bytes, long offset) throws IOException {
    Cursor cursor = new Cursor(bytes, offset + MAGIC.length(), 512);
    int version = cursor.u8();
    int minor = cursor.u8();
    verify(
        version >= 1 && version <= 3 && minor == 0,
        offset + MAGIC.length(),
        "npy version is not known");
    long length = version == 1 ? cursor.u16le() : cursor.u32le();
    long start = cursor.position();
    verify(
        length <= MAXIMUM_LENGTH, start, "npy header is longer than " + MAXIMUM_LENGTH + " bytes");
    String text =
        new String(
            cursor.bytes(length),
            version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    return parse(version, text, start, start + length);
  }

  private static NpyHeader parse(int version, String text, long start, long end)
      throws MalformedInput {
    Literal header;
    try {
      header = LiteralParser.parse(text);
    } catch (MalformedInput malformed) {
      throw new MalformedInput(start + malformed.offset(), "npy header: " + malformed.reason());
    }
    if (!(header instanceof Literal.Dict dict)) {
      throw new MalformedInput(start, "npy header is no dict");
    }
    Optional<Literal> descr = dict.get("descr");
    Optional<Literal> shape = dict.get("shape");
    verify(descr.isPresent() && shape.isPresent(), start, "npy header without descr or shape");
    return new NpyHeader(version, text, descr.get(), shape.get(), end);
  }
}
