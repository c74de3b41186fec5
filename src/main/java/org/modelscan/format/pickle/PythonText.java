package org.modelscan.format.pickle;

import java.nio.charset.StandardCharsets;

/**
 * Python's ways of writing strings: reading the escapes of the text opcodes, and writing literals
 * for evidence.
 */
final class PythonText {
  private PythonText() {}

  /**
   * Takes off the quotes of a {@code STRING} line; text without a matching pair stands for itself.
   */
  static String unquote(String line) {
    if (line.length() >= 2) {
      char first = line.charAt(0);
      if ((first == '\'' || first == '"') && line.charAt(line.length() - 1) == first) {
        return line.substring(1, line.length() - 1);
      }
    }
    return line;
  }

  /**
   * Resolves the escapes of a bytes literal, as Python's {@code codecs.escape_decode}. Unknown ones
   * stay.
   */
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char escape = text.charAt(++i);
      switch (escape) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(escape);
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 't' -> out.append('\t');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 'v' -> out.append('\u000b');
        case 'a' -> out.append('\u0007');
        case 'x' -> {
          int value = digits(text, i + 1, 2, 16);
          if (value < 0) {
            out.append("\\x");
          } else {
            out.append((char) value);
            i += 2;
          }
        }
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int length = 1;
          while (length < 3
              && i + length < text.length()
              && Character.digit(text.charAt(i + length), 8) >= 0) {
            length++;
          }
          out.append((char) (digits(text, i, length, 8) & 0xff));
          i += length - 1;
        }
        default -> out.append('\\').append(escape);
      }
    }
    return out.toString();
  }

  /**
   * Latin-1 with the escapes {@code backslash-u} and {@code backslash-U}, as Python's {@code
   * raw-unicode-escape}.
   */
  static String rawUnicodeEscape(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int backslashes = 0;
      while (i < text.length() && text.charAt(i) == '\\') {
        backslashes++;
        i++;
      }
      int width =
          i < text.length() && text.charAt(i) == 'u'
              ? 4
              : i < text.length() && text.charAt(i) == 'U' ? 8 : 0;
      int value = backslashes % 2 == 1 && width > 0 ? digits(text, i + 1, width, 16) : -1;
      if (value >= 0 && Character.isValidCodePoint(value)) {
        out.repeat('\\', backslashes - 1).appendCodePoint(value);
        i += width;
      } else {
        out.repeat('\\', backslashes);
        if (i < text.length()) {
          out.append(text.charAt(i));
        }
      }
    }
    return out.toString();
  }

  /** A string literal as Python's {@code repr} writes it, cut after {@code longest} characters. */
  static String literal(String text, int longest) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    int shown = 0;
    for (int i = 0; i < text.length() && shown < longest; shown++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote || c == '\\') {
        out.append('\\').appendCodePoint(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '\r') {
        out.append("\\r");
      } else if (c == '\t') {
        out.append("\\t");
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else if (c < 0x100) {
        out.append("\\x%02x".formatted(c));
      } else if (c < 0x10000) {
        out.append("\\u%04x".formatted(c));
      } else {
        out.append("\\U%08x".formatted(c));
      }
    }
    out.append(quote);
    return text.codePointCount(0, text.length()) > longest
        ? out.append('…').toString()
        : out.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static int digits(String text, int start, int count, int radix) {
    if (start + count > text.length()) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < start + count; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      value = value * radix + digit;
    }
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }
}
