package org.modelscan.format.protobuf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/** The tokens of the text form: words, numbers, strings and single characters. */
public final class TextTokens {
  private static final int LONGEST_WORD = 1024;

  /** Takes the bytes of strings. */
  @FunctionalInterface
  interface Sink {
    void add(int value) throws IOException;
  }

  private final Cursor cursor;

  /** Reads a text, so many bytes at a time. */
  public TextTokens(Bytes text, int window) {
    this.cursor = new Cursor(text, 0, window);
  }

  /** Offset of the next token, where {@link #peek} was asked before. */
  public long position() {
    return cursor.position();
  }

  /**
   * The first character of the next token, or -1 at the end; passes over white space and comments.
   */
  public int peek() throws IOException {
    while (true) {
      int next = cursor.peek();
      if (next == '#') {
        while (cursor.peek() >= 0 && cursor.peek() != '\n') {
          cursor.u8();
        }
      } else if (next == ' ' || (next >= '\t' && next <= '\r')) {
        cursor.u8();
      } else {
        return next;
      }
    }
  }

  /** Passes over the next character if it is this one. */
  public boolean skip(char wanted) throws IOException {
    if (peek() != wanted) {
      return false;
    }
    cursor.u8();
    return true;
  }

  /** The next character, white space and comments among them, or -1 at the end. */
  public int ahead() throws IOException {
    return cursor.peek();
  }

  /** Takes the next character, whatever it is. */
  public int take() throws IOException {
    return cursor.u8();
  }

  /**
   * Letters, digits, and what numbers and names of types hold; empty where none is next. Parsers
   * take words of any length: of a number that starts with many zeros one is kept, and of another
   * long word its beginning, which no name has.
   */
  String word() throws IOException {
    peek();
    StringBuilder word = new StringBuilder();
    boolean zero = true;
    for (int next = cursor.peek(); isWord(next); next = cursor.peek()) {
      char letter = (char) cursor.u8();
      boolean again =
          zero && letter == '0' && !word.isEmpty() && word.charAt(word.length() - 1) == '0';
      zero = zero && (letter == '-' || letter == '0' || letter == 'x' || letter == 'X');
      if (!again && word.length() < LONGEST_WORD) {
        word.append(letter);
      }
    }
    return word.toString();
  }

  private static boolean isWord(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '+'
        || c == '-'
        || c == '/';
  }

  boolean atString() throws IOException {
    int next = peek();
    return next == '"' || next == '\'';
  }

  /** A string, with the strings that follow it at once: they are one. */
  void string(Sink into) throws IOException {
    while (atString()) {
      int quote = cursor.u8();
      for (int next = cursor.u8(); next != quote; next = cursor.u8()) {
        verify(next != '\n', cursor.position(), "line ends inside of a string");
        if (next == '\\') {
          escape(into);
        } else {
          into.add(next);
        }
      }
    }
  }

  private void escape(Sink into) throws IOException {
    int kind = cursor.u8();
    switch (kind) {
      case 'n' -> into.add('\n');
      case 'r' -> into.add('\r');
      case 't' -> into.add('\t');
      case 'a' -> into.add(7);
      case 'b' -> into.add(8);
      case 'f' -> into.add(12);
      case 'v' -> into.add(11);
      case '\\', '\'', '"', '?' -> into.add(kind);
      case 'x', 'X' -> into.add(digits(16, 2, 0));
      case 'u' -> utf8(digits(16, 4, 0), into);
      case 'U' -> utf8(digits(16, 8, 0), into);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> into.add(digits(8, 2, kind - '0') & 0xff);
      default -> throw new MalformedInput(cursor.position(), "no escape of the text form");
    }
  }

  private int digits(int radix, int most, int first) throws IOException {
    long value = first;
    for (int i = 0; i < most && Character.digit(cursor.peek(), radix) >= 0; i++) {
      value = value * radix + Character.digit(cursor.u8(), radix);
    }
    return (int) value;
  }

  private void utf8(int codePoint, Sink into) throws IOException {
    verify(Character.isValidCodePoint(codePoint), cursor.position(), "no code point");
    for (byte value : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      into.add(value & 0xff);
    }
  }
}
