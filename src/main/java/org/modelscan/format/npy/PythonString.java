package org.modelscan.format.npy;

import static org.modelscan.bytes.MalformedInput.verify;

import org.modelscan.bytes.MalformedInput;

/**
 * Reads a quoted Python string with its escapes.
 *
 * @see <a href="https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences">Escape
 *     sequences</a>
 */
public final class PythonString {
  private PythonString() {}

  /**
   * The text between the quotes of a string with its escapes undone.
   *
   * @throws MalformedInput where an escape is none, with its offset in the text
   */
  public static String unescape(String text) throws MalformedInput {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder into = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at = escape(text, at + 1, false, into);
      } else {
        into.append(c);
        at++;
      }
    }
    return into.toString();
  }

  /**
   * Appends the string that opens at {@code start} to {@code into}.
   *
   * @return the index behind its closing quote
   */
  static int read(String text, int start, boolean raw, boolean bytes, StringBuilder into)
      throws MalformedInput {
    String quote = text.substring(start, start + 1);
    String tripled = quote.repeat(3);
    String close = text.startsWith(tripled, start) ? tripled : quote;
    int at = start + close.length();
    while (!text.startsWith(close, at)) {
      verify(at < text.length(), start, "string without an end");
      char c = text.charAt(at);
      verify(c != '\n' || close.length() == 3, at, "string without an end");
      if (c == '\\' && at + 1 < text.length()) {
        at = raw ? literally(text, at, into) : escape(text, at + 1, bytes, into);
      } else {
        into.append(c);
        at++;
      }
    }
    return at + close.length();
  }

  private static int literally(String text, int at, StringBuilder into) {
    into.append(text, at, at + 2);
    return at + 2;
  }

  private static int escape(String text, int at, boolean bytes, StringBuilder into)
      throws MalformedInput {
    char escape = text.charAt(at);
    switch (escape) {
      case '\n' -> {}
      case '\\', '\'', '"' -> into.append(escape);
      case 'a' -> into.append('\u0007');
      case 'b' -> into.append('\b');
      case 'f' -> into.append('\f');
      case 'n' -> into.append('\n');
      case 'r' -> into.append('\r');
      case 't' -> into.append('\t');
      case 'v' -> into.append('\u000b');
      case 'x' -> {
        return code(text, at + 1, 2, into);
      }
      case 'u', 'U' -> {
        if (!bytes) {
          return code(text, at + 1, escape == 'u' ? 4 : 8, into);
        }
        into.append('\\').append(escape);
      }
      case 'N' -> {
        if (!bytes) {
          return named(text, at + 1, into);
        }
        into.append("\\N");
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        int end = at;
        int value = 0;
        while (end < text.length() && end < at + 3 && Character.digit(text.charAt(end), 8) >= 0) {
          value = value * 8 + Character.digit(text.charAt(end++), 8);
        }
        into.append((char) value);
        return end;
      }
      default -> into.append('\\').append(escape);
    }
    return at + 1;
  }

  private static int code(String text, int start, int digits, StringBuilder into)
      throws MalformedInput {
    verify(start + digits <= text.length(), start, "escape without its digits");
    long value = 0;
    for (int i = start; i < start + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      verify(digit >= 0, start, "escape without its digits");
      value = value * 16 + digit;
    }
    verify(value <= Character.MAX_CODE_POINT, start, "escape of no character");
    into.appendCodePoint((int) value);
    return start + digits;
  }

  private static int named(String text, int start, StringBuilder into) throws MalformedInput {
    int end = text.indexOf('}', start);
    verify(text.startsWith("{", start) && end > 0, start, "escape without its name");
    try {
      into.appendCodePoint(Character.codePointOf(text.substring(start + 1, end)));
    } catch (IllegalArgumentException unknown) {
      throw new MalformedInput(start, "escape of no character");
    }
    return end + 1;
  }
}
