package org.modelscan.format.onnx;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.protobuf.TextTokens;

/**
 * The tokens of ONNX's own notation: identifiers, strings, numbers and single characters, between
 * white space and comments. Text is kept as Latin-1, a character for each byte.
 */
final class NotationTokens {
  /** What is kept of an identifier or a string; those who read the message cut it earlier. */
  private static final int LONGEST = 1 << 16;

  private final TextTokens tokens;

  NotationTokens(Bytes text, int window) {
    this.tokens = new TextTokens(text, window);
  }

  /** Offset of the next token, where {@link #peek} was asked before. */
  long position() {
    return tokens.position();
  }

  /** The first character of the next token, or -1 at the end. */
  int peek() throws IOException {
    return tokens.peek();
  }

  /** Passes over the next character if it is this one. */
  boolean skip(char wanted) throws IOException {
    return tokens.skip(wanted);
  }

  /** Passes over a character that has to stand here. */
  void expect(char wanted) throws IOException {
    verify(skip(wanted), position(), "no " + wanted + " where the notation has one");
  }

  /** Passes over the head of an arrow, which stands right behind its equals sign. */
  boolean skipArrowHead() throws IOException {
    if (tokens.ahead() != '>') {
      return false;
    }
    tokens.take();
    return true;
  }

  boolean atIdentifier() throws IOException {
    return isLetter(peek());
  }

  boolean atName() throws IOException {
    return atIdentifier() || peek() == '"';
  }

  /** An identifier; empty where none is next. */
  String identifier() throws IOException {
    StringBuilder identifier = new StringBuilder();
    if (atIdentifier()) {
      for (int next = tokens.ahead(); isLetter(next) || isDigit(next); next = tokens.ahead()) {
        keep(identifier, tokens.take());
      }
    }
    return identifier.toString();
  }

  /** An identifier or a string, which can stand for one. */
  String name() throws IOException {
    if (peek() == '"') {
      return string();
    }
    verify(atIdentifier(), position(), "no name where the notation has one");
    return identifier();
  }

  /** A string: a backslash takes the character behind it as it is. */
  String string() throws IOException {
    expect('"');
    StringBuilder string = new StringBuilder();
    for (int next = tokens.take(); next != '"'; next = tokens.take()) {
      keep(string, next == '\\' ? tokens.take() : next);
    }
    return string.toString();
  }

  /** A number, or a word that stands for one; at least one character. */
  String number() throws IOException {
    StringBuilder number = new StringBuilder();
    peek();
    for (int next = tokens.ahead();
        isLetter(next) || isDigit(next) || next == '.' || next == '-' || next == '+';
        next = tokens.ahead()) {
      keep(number, tokens.take());
    }
    verify(!number.isEmpty(), position(), "no value where the notation has one");
    return number.toString();
  }

  /** Passes over brackets of any kind with all that is in them. */
  void skipGroup() throws IOException {
    int open = 0;
    do {
      switch (peek()) {
        case '"' -> string();
        case '(', '[', '{' -> {
          tokens.take();
          open++;
        }
        case ')', ']', '}' -> {
          tokens.take();
          open--;
        }
        default -> tokens.take();
      }
    } while (open > 0);
  }

  private static void keep(StringBuilder text, int character) {
    if (text.length() < LONGEST) {
      text.append((char) character);
    }
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
