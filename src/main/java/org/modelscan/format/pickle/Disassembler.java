package org.modelscan.format.pickle;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * Reads opcodes with their arguments, one at a time, from any offset. Slower than the machine and
 * with every detail: for {@code inspect}, for evidence, and to read again what the machine passed
 * over.
 */
final class Disassembler {
  private final Bytes bytes;
  private final Cursor cursor;

  Disassembler(Bytes bytes, long offset) {
    this.bytes = bytes;
    this.cursor = new Cursor(bytes, offset, 512);
  }

  /** The instruction at the current offset; the next call gives the one after it. */
  Instruction next() throws IOException {
    long offset = cursor.position();
    Opcode opcode = Opcode.of(cursor.u8());
    if (opcode == null) {
      throw new MalformedInput(offset, "no such opcode");
    }
    long length =
        switch (opcode.argument()) {
          case NONE -> 0;
          case U1 -> 1;
          case U2 -> 2;
          case I4, U4 -> 4;
          case U8, FLOAT8 -> 8;
          case LONG1, STRING1, BYTES1, UNICODE1 -> cursor.u8();
          case LONG4, STRING4 -> cursor.i32le();
          case BYTES4, UNICODE4 -> cursor.u32le();
          case BYTES8, UNICODE8 -> cursor.i64le();
          case INT_LINE, LONG_LINE, FLOAT_LINE, STRING_LINE, UNICODE_LINE, TEXT_LINE -> line();
          case TWO_LINES -> {
            long first = line();
            long content = cursor.position();
            cursor.skip(first + 1);
            long second = line();
            cursor.seek(content);
            yield first + 1 + second;
          }
        };
    verify(length >= 0, offset, "negative length");
    long content = cursor.position();
    cursor.skip(length);
    if (opcode.argument().isLine()) {
      cursor.skip(1);
    } else if (length > 0) {
      verify(bytes.read(cursor.position() - 1, new byte[1], 0, 1) == 1, offset, "ends early");
    }
    return new Instruction(offset, opcode, content, length, cursor.position());
  }

  /** The length of the line at the cursor, which is left where it is. */
  private long line() throws IOException {
    long start = cursor.position();
    while (cursor.u8() != '\n') {
      verify(cursor.position() - start <= 1 << 24, start, "line too long");
    }
    long length = cursor.position() - 1 - start;
    cursor.seek(start);
    return length;
  }

  /**
   * The value of an argument: a Long, BigInteger, Double, String or byte array; null where there is
   * none. Text and bytes are cut after {@code longest} bytes.
   */
  static @Nullable Object argument(Bytes bytes, Instruction instruction, int longest)
      throws IOException {
    byte[] content =
        bytes.upTo(instruction.content(), (int) Math.min(instruction.length(), longest));
    Cursor number = new Cursor(bytes, instruction.content(), 16);
    return switch (instruction.opcode().argument()) {
      case NONE -> null;
      case U1 -> (long) number.u8();
      case U2 -> (long) number.u16le();
      case I4 -> (long) number.i32le();
      case U4 -> number.u32le();
      case U8 -> new BigInteger(Long.toUnsignedString(number.i64le()));
      case FLOAT8 -> Double.longBitsToDouble(number.i64be());
      case LONG1, LONG4 -> littleEndian(content);
      case STRING1, STRING4 -> latin1(content);
      case BYTES1, BYTES4, BYTES8 -> content;
      case UNICODE1, UNICODE4, UNICODE8 -> new String(content, StandardCharsets.UTF_8);
      case INT_LINE -> integer(latin1(content).strip());
      case LONG_LINE -> integer(latin1(content).strip().replaceFirst("L$", ""));
      case FLOAT_LINE -> decimal(latin1(content).strip());
      case STRING_LINE -> PythonText.unescape(PythonText.unquote(latin1(content).strip()));
      case UNICODE_LINE -> PythonText.rawUnicodeEscape(content);
      case TEXT_LINE, TWO_LINES -> new String(content, StandardCharsets.UTF_8);
    };
  }

  private static String latin1(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private static BigInteger littleEndian(byte[] content) {
    byte[] reversed = new byte[content.length];
    for (int i = 0; i < content.length; i++) {
      reversed[i] = content[content.length - 1 - i];
    }
    return reversed.length == 0 ? BigInteger.ZERO : new BigInteger(reversed);
  }

  /**
   * An integer as Python's {@code int(text, 0)} reads the decimal ones; other text stands for
   * itself.
   */
  private static Object integer(String text) {
    String digits = text.replace("_", "");
    try {
      return new BigInteger(digits.length() > 5000 ? "x" : digits);
    } catch (NumberFormatException other) {
      return text;
    }
  }

  private static Object decimal(String text) {
    try {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException other) {
      return text;
    }
  }
}
