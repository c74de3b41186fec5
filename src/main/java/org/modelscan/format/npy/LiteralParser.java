package org.modelscan.format.npy;

import static org.modelscan.bytes.MalformedInput.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.npy.Literal.Sequence;

/**
 * Reads a Python literal as {@code ast.literal_eval} does, and evaluates nothing. Names, calls and
 * operators other than a sign and a complex sum are refused, as they are there. Offsets of errors
 * are in characters from the start of the text.
 *
 * @see <a href="https://docs.python.org/3/library/ast.html#ast.literal_eval">ast.literal_eval</a>
 */
final class LiteralParser {
  /** CPython's own parser refuses more than 200 open brackets. */
  private static final int MAXIMUM_DEPTH = 200;

  private final String text;
  private int at;
  private int depth;

  private LiteralParser(String text) {
    this.text = text;
  }

  /** The literal that is all of {@code text}. */
  static Literal parse(String text) throws MalformedInput {
    LiteralParser parser = new LiteralParser(text);
    Literal literal = parser.expression();
    parser.space();
    if (parser.peek() == ',') {
      literal = new Sequence(Sequence.Kind.TUPLE, parser.elements(literal, '\0'));
    }
    verify(parser.at == text.length(), parser.at, "text behind the literal");
    return literal;
  }

  private Literal expression() throws MalformedInput {
    Literal first = operand();
    space();
    while ((peek() == '+' || peek() == '-') && isNumber(first)) {
      at++;
      verify(isNumber(operand()), at, "not a number");
      first = new Literal.Real();
      space();
    }
    return first;
  }

  private Literal operand() throws MalformedInput {
    space();
    int start = at;
    boolean negative = false;
    boolean signed = false;
    while (peek() == '+' || peek() == '-') {
      negative ^= text.charAt(at++) == '-';
      signed = true;
      space();
    }
    Literal value = atom();
    verify(!signed || isNumber(value), start, "sign before something that is no number");
    return negative && value instanceof Literal.Whole(BigInteger number)
        ? new Literal.Whole(number.negate())
        : value;
  }

  private static boolean isNumber(Literal literal) {
    return literal instanceof Literal.Whole || literal instanceof Literal.Real;
  }

  private Literal atom() throws MalformedInput {
    char c = peek();
    return switch (c) {
      case '(' -> open(this::parenthesis);
      case '[' -> open(() -> new Sequence(Sequence.Kind.LIST, elements(']')));
      case '{' -> open(this::braces);
      case '\'', '"' -> strings();
      case '.' -> text.startsWith("...", at) ? ellipsis() : number();
      default -> {
        if (c >= '0' && c <= '9') {
          yield number();
        }
        verify(isNamePart(c), at, "not a literal");
        yield word();
      }
    };
  }

  private interface Part {
    Literal read() throws MalformedInput;
  }

  private Literal open(Part part) throws MalformedInput {
    verify(++depth <= MAXIMUM_DEPTH, at, "too many open brackets");
    at++;
    Literal literal = part.read();
    depth--;
    return literal;
  }

  private Literal parenthesis() throws MalformedInput {
    space();
    if (peek() == ')') {
      at++;
      return new Sequence(Sequence.Kind.TUPLE, List.of());
    }
    Literal first = expression();
    space();
    if (peek() == ')') {
      at++;
      return first;
    }
    return new Sequence(Sequence.Kind.TUPLE, elements(first, ')'));
  }

  private List<Literal> elements(char close) throws MalformedInput {
    space();
    if (peek() == close) {
      at++;
      return List.of();
    }
    return elements(expression(), close);
  }

  /**
   * What follows the first element, up to and with {@code close}, or to the end of the text where
   * that is 0.
   */
  private List<Literal> elements(Literal first, char close) throws MalformedInput {
    List<Literal> elements = new ArrayList<>(List.of(first));
    while (true) {
      space();
      boolean more = peek() == ',';
      if (more) {
        at++;
        space();
      }
      if (close == '\0' ? at == text.length() : peek() == close) {
        at += close == '\0' ? 0 : 1;
        return elements;
      }
      verify(more, at, "no comma between elements");
      elements.add(expression());
    }
  }

  private Literal braces() throws MalformedInput {
    List<Literal.Dict.Entry> entries = new ArrayList<>();
    space();
    while (peek() != '}') {
      Literal key = expression();
      space();
      if (entries.isEmpty() && peek() != ':') {
        return new Sequence(Sequence.Kind.SET, elements(key, '}'));
      }
      expect(':');
      entries.add(new Literal.Dict.Entry(key, expression()));
      space();
      if (peek() != '}') {
        expect(',');
        space();
      }
    }
    at++;
    return new Literal.Dict(entries);
  }

  private Literal ellipsis() {
    at += 3;
    return new Literal.None();
  }

  /** A keyword constant, or the prefix of a string. */
  private Literal word() throws MalformedInput {
    int start = at;
    while (isNamePart(peek())) {
      at++;
    }
    String word = text.substring(start, at);
    if (peek() == '\'' || peek() == '"') {
      at = start;
      return strings();
    }
    return switch (word) {
      case "True" -> new Literal.Whole(BigInteger.ONE);
      case "False" -> new Literal.Whole(BigInteger.ZERO);
      case "None" -> new Literal.None();
      default -> throw new MalformedInput(start, "a name, not a literal");
    };
  }

  /** Strings in a row are one. */
  private Literal strings() throws MalformedInput {
    StringBuilder joined = new StringBuilder();
    boolean isBytes = false;
    do {
      int start = at;
      boolean bytes = false;
      boolean raw = false;
      while (peek() != '\'' && peek() != '"') {
        char prefix = Character.toLowerCase(text.charAt(at++));
        verify("bru".indexOf(prefix) >= 0, start, "not a literal");
        bytes |= prefix == 'b';
        raw |= prefix == 'r';
      }
      at = PythonString.read(text, at, raw, bytes, joined);
      isBytes |= bytes;
      space();
    } while (peek() == '\'' || peek() == '"' || startsString());
    return new Literal.Text(joined.toString(), isBytes);
  }

  private boolean startsString() {
    int end = at;
    while (end < text.length() && end < at + 2 && "bruBRU".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end > at && end < text.length() && (text.charAt(end) == '\'' || text.charAt(end) == '"');
  }

  private Literal number() throws MalformedInput {
    int start = at;
    while (isNamePart(peek()) || peek() == '.' || isExponentSign(start)) {
      at++;
    }
    String digits = text.substring(start, at).replace("_", "").toLowerCase(Locale.ROOT);
    // Python 2 wrote a long integer with an L, which numpy takes off.
    String whole = digits.endsWith("l") ? digits.substring(0, digits.length() - 1) : digits;
    int radix =
        whole.startsWith("0x") ? 16 : whole.startsWith("0o") ? 8 : whole.startsWith("0b") ? 2 : 10;
    String magnitude = radix == 10 ? whole : whole.substring(2);
    if (!magnitude.isEmpty() && magnitude.chars().allMatch(c -> Character.digit(c, radix) >= 0)) {
      verify(magnitude.length() <= 4300, start, "integer of too many digits"); // sys.int_info
      return new Literal.Whole(new BigInteger(magnitude, radix));
    }
    verify(
        radix == 10 && digits.matches("[0-9]*\\.?[0-9]*(e[+-]?[0-9]+)?j?"), start, "not a number");
    return new Literal.Real();
  }

  private boolean isExponentSign(int start) {
    return (peek() == '+' || peek() == '-')
        && at > start
        && Character.toLowerCase(text.charAt(at - 1)) == 'e'
        && !text.startsWith("0x", start)
        && !text.startsWith("0X", start);
  }

  private void expect(char c) throws MalformedInput {
    verify(peek() == c, at, "literal is broken");
    at++;
  }

  /** White space, comments and joined lines. */
  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        while (at < text.length() && text.charAt(at) != '\n') {
          at++;
        }
      } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
        at += 2;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_'
        || (c < 0x80 ? Character.isLetterOrDigit(c) : Character.isUnicodeIdentifierPart(c));
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
