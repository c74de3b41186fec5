package org.modelscan.format.jinja;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.npy.PythonString;

/**
 * Takes a template apart as {@code jinja2/lexer.py} does with its default delimiters, which are
 * those of all programs that load chat templates. White space around tags is kept: no name has any.
 */
final class Lexer {
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*-?%}");
  private static final Pattern END_RAW = Pattern.compile("\\{%[-+]?\\s*endraw\\s*[-+]?%}");
  private static final Pattern NUMBER =
      Pattern.compile("0[bB](_?[01])+|0[oO](_?[0-7])+|0[xX](_?[0-9a-fA-F])+|[0-9](_?[0-9])*");
  private static final Pattern FRACTION =
      Pattern.compile("(\\.[0-9](_?[0-9])*)?([eE][-+]?[0-9](_?[0-9])*)?");
  private static final List<String> OPERATORS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "[", "]", "(", ")", "{",
          "}", "<", ">", "=", ".", ":", "|", ",", ";");

  private final String source;
  private int at;

  private Lexer(String source) {
    this.source = source;
  }

  /**
   * The parts of a template.
   *
   * @throws MalformedInput where Jinja refuses the template, with the offset in characters
   */
  static List<Piece> pieces(String source) throws MalformedInput {
    return new Lexer(source).pieces();
  }

  private List<Piece> pieces() throws MalformedInput {
    List<Piece> pieces = new ArrayList<>();
    while (at < source.length()) {
      int start = at;
      int open = opening();
      if (open > start) {
        pieces.add(new Piece.Plain(start, source.substring(start, open)));
      }
      at = open;
      if (open < source.length()) {
        tag(pieces);
      }
    }
    return pieces;
  }

  /** Where the next tag or comment opens. */
  private int opening() {
    for (int open = source.indexOf('{', at); open >= 0; open = source.indexOf('{', open + 1)) {
      if (open + 1 < source.length() && "%{#".indexOf(source.charAt(open + 1)) >= 0) {
        return open;
      }
    }
    return source.length();
  }

  private void tag(List<Piece> pieces) throws MalformedInput {
    char kind = source.charAt(at + 1);
    Matcher raw = RAW.matcher(source).region(at, source.length());
    if (kind == '#') {
      int close = source.indexOf("#}", at + 2);
      verify(close >= 0, at, "template comment without an end");
      at = close + 2;
    } else if (kind == '%' && raw.lookingAt()) {
      Matcher end = END_RAW.matcher(source).region(raw.end(), source.length());
      verify(end.find(), at, "raw part of a template without an end");
      pieces.add(new Piece.Plain(raw.end(), source.substring(raw.end(), end.start())));
      at = end.end();
    } else {
      int start = at;
      at += 2;
      if (at < source.length() && (source.charAt(at) == '-' || source.charAt(at) == '+')) {
        at++;
      }
      boolean prints = kind == '{';
      pieces.add(new Piece.Tag(start, prints, tokens(prints ? "}}" : "%}")));
    }
  }

  private List<Token> tokens(String close) throws MalformedInput {
    List<Token> tokens = new ArrayList<>();
    Deque<Character> open = new ArrayDeque<>();
    while (true) {
      while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
        at++;
      }
      verify(at < source.length(), at, "template tag without an end");
      char sign = source.charAt(at);
      if (open.isEmpty()) {
        int signed = sign == '-' || sign == '+' ? 1 : 0;
        if (source.startsWith(close, at + signed)) {
          tokens.add(new Token(Token.Kind.END, "", at));
          at += signed + close.length();
          return tokens;
        }
      }
      Token token = token(sign, tokens.isEmpty() ? null : tokens.getLast());
      tokens.add(token);
      if (token.kind() == Token.Kind.OPERATOR) {
        balance(open, token);
      }
    }
  }

  private static void balance(Deque<Character> open, Token token) throws MalformedInput {
    switch (token.text()) {
      case "{" -> open.push('}');
      case "[" -> open.push(']');
      case "(" -> open.push(')');
      case "}", "]", ")" ->
          verify(
              !open.isEmpty() && open.pop() == token.text().charAt(0),
              token.offset(),
              "template with a bracket that does not match");
      default -> {}
    }
  }

  private Token token(char sign, @Nullable Token before) throws MalformedInput {
    int start = at;
    if (sign == '\'' || sign == '"') {
      return new Token(Token.Kind.TEXT, text(sign), start);
    }
    if (sign >= '0' && sign <= '9') {
      Matcher number = NUMBER.matcher(source).region(at, source.length());
      verify(number.lookingAt(), at, "template with a number that cannot be read");
      at = number.end();
      Matcher fraction = FRACTION.matcher(source).region(at, source.length());
      if (!(before != null && before.is(".")) && fraction.lookingAt()) {
        at = fraction.end();
      }
      return new Token(Token.Kind.NUMBER, source.substring(start, at).replace("_", ""), start);
    }
    if (isName(source.codePointAt(at))) {
      while (at < source.length() && isName(source.codePointAt(at))) {
        at += Character.charCount(source.codePointAt(at));
      }
      return new Token(Token.Kind.NAME, source.substring(start, at), start);
    }
    for (String operator : OPERATORS) {
      if (source.startsWith(operator, at)) {
        at += operator.length();
        return new Token(Token.Kind.OPERATOR, operator, start);
      }
    }
    throw new MalformedInput(at, "template with a character that has no meaning there");
  }

  private static boolean isName(int codePoint) {
    return codePoint == '_' || Character.isUnicodeIdentifierPart(codePoint);
  }

  private String text(char quote) throws MalformedInput {
    int start = ++at;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    verify(at < source.length(), start, "template string without an end");
    return PythonString.unescape(source.substring(start, at++));
  }
}
