package org.modelscan.format.torch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * Tokens of source in the manner of Python, such as TorchScript's: names, strings, signs. Numbers,
 * comments and white space are passed over; what is no token is one of signs.
 */
public final class Tokens {
  private static final int WINDOW = 1 << 16;

  /** Characters kept of a name or string. */
  private static final int KEPT = 1024;

  private final Cursor cursor;
  private final Deque<Token> ahead = new ArrayDeque<>();
  private int line = 1;

  /** Reads content from its start. */
  public Tokens(Bytes content) {
    this.cursor = new Cursor(content, 0, WINDOW);
  }

  /** Kinds of tokens. */
  public enum Kind {
    NAME,
    TEXT,
    SIGN
  }

  /**
   * A token.
   *
   * @param text of a string what it stands for
   * @param line where it starts, from 1
   */
  public record Token(Kind kind, String text, int line) {}

  /** The next token; empty at the end. */
  public Optional<Token> next() throws IOException {
    return ahead.isEmpty() ? scan() : Optional.of(ahead.removeFirst());
  }

  /** Whether the next token is this sign. */
  public boolean followedBy(char sign) throws IOException {
    List<Token> next = ahead(1);
    return !next.isEmpty()
        && next.getFirst().kind() == Kind.SIGN
        && next.getFirst().text().charAt(0) == sign;
  }

  /** Up to {@code count} of the next tokens, which are still given afterwards. */
  public List<Token> ahead(int count) throws IOException {
    while (ahead.size() < count) {
      Optional<Token> token = scan();
      if (token.isEmpty()) {
        break;
      }
      ahead.addLast(token.get());
    }
    return ahead.stream().limit(count).collect(ArrayList::new, List::add, List::addAll);
  }

  private Optional<Token> scan() throws IOException {
    while (!cursor.atEnd()) {
      int letter = cursor.u8();
      if (letter == '\n') {
        line++;
      } else if (letter == '#') {
        comment();
      } else if (letter == '"' || letter == '\'') {
        return Optional.of(text(letter));
      } else if (isNameStart(letter)) {
        return Optional.of(new Token(Kind.NAME, name(letter), line));
      } else if (letter >= '0' && letter <= '9') {
        name(letter);
        while (cursor.peek() == '.') { // of a number, and no attribute
          cursor.u8();
          name(letter);
        }
      } else if (letter > ' ') {
        return Optional.of(new Token(Kind.SIGN, String.valueOf((char) letter), line));
      }
    }
    return Optional.empty();
  }

  private void comment() throws IOException {
    while (!cursor.atEnd() && cursor.peek() != '\n') {
      cursor.u8();
    }
  }

  private String name(int first) throws IOException {
    StringBuilder name = new StringBuilder().append((char) first);
    while (isNameStart(cursor.peek()) || (cursor.peek() >= '0' && cursor.peek() <= '9')) {
      int letter = cursor.u8();
      if (name.length() < KEPT) {
        name.append((char) letter);
      }
    }
    return name.toString();
  }

  /** Strings in one or in three quotes. */
  private Token text(int quote) throws IOException {
    int start = line;
    boolean triple = false;
    if (cursor.peek() == quote) {
      cursor.u8();
      if (cursor.peek() != quote) {
        return new Token(Kind.TEXT, "", start);
      }
      cursor.u8();
      triple = true;
    }
    StringBuilder text = new StringBuilder();
    int closing = 0;
    while (!cursor.atEnd() && closing < (triple ? 3 : 1)) {
      int letter = cursor.u8();
      closing = letter == quote ? closing + 1 : 0;
      line += letter == '\n' ? 1 : 0;
      if (letter == '\\' && !cursor.atEnd()) {
        letter = escape(cursor.u8());
      }
      if (closing == 0 && text.length() < KEPT) {
        text.append((char) letter);
      }
    }
    return new Token(Kind.TEXT, text.toString(), start);
  }

  /** Numbers in octal or hexadecimal digits; other escapes stand for a letter of no interest. */
  private int escape(int letter) throws IOException {
    boolean hexadecimal = letter == 'x';
    int value = hexadecimal ? 0 : Character.digit(letter, 8);
    if (value < 0) {
      return letter;
    }
    int radix = hexadecimal ? 16 : 8;
    for (int digits = hexadecimal ? 0 : 1;
        digits < (hexadecimal ? 2 : 3) && Character.digit(cursor.peek(), radix) >= 0;
        digits++) {
      value = value * radix + Character.digit(cursor.u8(), radix);
    }
    return value;
  }

  private static boolean isNameStart(int letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || letter == '_'
        || letter == '$'
        || letter >= 0x80;
  }
}
