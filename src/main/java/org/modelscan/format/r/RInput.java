package org.modelscan.format.r;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * The integers and strings of serialized data, in each of the three forms that R writes: XDR
 * ({@code X}), the machine's own order ({@code B}, of little-endian machines) and text ({@code A}).
 */
final class RInput {
  private static final int WINDOW = 1 << 16;
  private static final int LONGEST_WORD = 128;

  private final Cursor cursor;
  private final Form form;

  enum Form {
    XDR,
    NATIVE,
    TEXT
  }

  RInput(Bytes content, long start, Form form) {
    this.cursor = new Cursor(content, start, WINDOW);
    this.form = form;
  }

  long position() {
    return cursor.position();
  }

  int integer() throws IOException {
    return switch (form) {
      case XDR -> (int) cursor.u32be();
      case NATIVE -> cursor.i32le();
      case TEXT -> {
        long at = position();
        String word = word();
        try {
          yield word.equals("NA") ? Integer.MIN_VALUE : Integer.parseInt(word);
        } catch (NumberFormatException noNumber) {
          throw new MalformedInput(at, "no integer");
        }
      }
    };
  }

  /** The integer that {@link #integer} gives next, without passing over it. */
  int peek() throws IOException {
    long at = cursor.position();
    int value = integer();
    cursor.seek(at);
    return value;
  }

  /** A length: 32 bits, or -1 and 64 bits. */
  long length() throws IOException {
    long at = position();
    int value = integer();
    if (value >= 0) {
      return value;
    }
    verify(value == -1, at, "negative length");
    long high = Integer.toUnsignedLong(integer());
    long length = high << 32 | Integer.toUnsignedLong(integer());
    verify(length >= 0 && length < 1L << 52, at, "length out of range");
    return length;
  }

  /** Passes over numbers of {@code width} bytes each. */
  void numbers(long count, int width) throws IOException {
    if (form != Form.TEXT) {
      end(count * width);
      return;
    }
    for (long i = 0; i < count * (width == 16 ? 2 : 1); i++) {
      word();
    }
  }

  /** A string; only its first characters are kept. */
  String text(int length, int kept) throws IOException {
    if (form == Form.TEXT) {
      return escaped(length, kept);
    }
    String text = new String(cursor.bytes(Math.min(length, kept)), StandardCharsets.UTF_8);
    end(length - Math.min(length, kept));
    return text;
  }

  /** Passes over bytes, which must be there. */
  private void end(long count) throws IOException {
    if (count > 0) {
      cursor.skip(count - 1);
      cursor.u8();
    }
  }

  /** In text form a string is as many characters as its length says, some of them escaped. */
  private String escaped(int length, int kept) throws IOException {
    skipSpace();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int letter = cursor.u8();
      if (letter == '\\') {
        letter = cursor.u8();
        if (letter >= '0' && letter <= '7') {
          int value = letter - '0';
          for (int digits = 1;
              digits < 3 && cursor.peek() >= '0' && cursor.peek() <= '7';
              digits++) {
            value = value * 8 + cursor.u8() - '0';
          }
          letter = value;
        }
      }
      if (text.length() < kept) {
        text.append((char) letter);
      }
    }
    return text.toString();
  }

  private String word() throws IOException {
    skipSpace();
    StringBuilder word = new StringBuilder();
    while (cursor.peek() > ' ' && word.length() < LONGEST_WORD) {
      word.append((char) cursor.u8());
    }
    verify(!word.isEmpty(), position(), "ends early");
    return word.toString();
  }

  private void skipSpace() throws IOException {
    while (cursor.peek() >= 0 && cursor.peek() <= ' ') {
      cursor.u8();
    }
  }
}
