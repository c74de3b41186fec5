package org.modelscan.format.json;

/** The escapes of JSON strings, RFC 8259, section 7. */
final class JsonEscapes {
  private JsonEscapes() {}

  /** Undoes the escapes; one that is cut off or unknown stays as it stands. */
  static String undo(String raw) {
    int backslash = raw.indexOf('\\');
    if (backslash < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int from = 0;
    while (backslash >= 0 && backslash + 1 < raw.length()) {
      text.append(raw, from, backslash);
      char escape = raw.charAt(backslash + 1);
      from = backslash + 2;
      int plain = plain(escape);
      if (plain >= 0) {
        text.append((char) plain);
      } else if (escape == 'u' && unicode(raw, from) >= 0) {
        text.append((char) unicode(raw, from));
        from += 4;
      } else {
        text.append('\\').append(escape);
      }
      backslash = raw.indexOf('\\', from);
    }
    return text.append(raw, from, raw.length()).toString();
  }

  /** What a one-letter escape stands for, or -1. */
  static int plain(int escape) {
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  private static int unicode(String raw, int at) {
    if (at + 4 > raw.length()) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(raw.charAt(at + i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
