package org.modelscan.format.json;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * The tokens of a JSON text, one after the other, each with its place. Nothing is kept but one
 * buffer, and the text of a string is decoded only where it is asked for, so that a string of any
 * length costs no memory. Reads what Python's {@code json} reads (byte-order marks, UTF-16 and
 * UTF-32, NaN, Infinity) and is content with more: control characters in strings, NUL bytes after
 * the end.
 */
public final class JsonTokens {
  /** What a token is. */
  public enum Kind {
    OBJECT,
    END_OBJECT,
    ARRAY,
    END_ARRAY,
    NAME,
    TEXT,
    NUMBER,
    TRUE,
    FALSE,
    NULL,
    /** The text is over. */
    END
  }

  /** Levels of nesting: more than Python's own reader takes (its recursion limit is 1,000). */
  public static final int DEPTH = 1_000;

  private static final int BUFFER = 1 << 16;

  private enum Expect {
    VALUE,
    FIRST_VALUE,
    NAME,
    FIRST_NAME,
    COLON,
    COMMA,
    END
  }

  private final Bytes bytes;
  private final JsonEncoding encoding;
  private final byte[] buffer;
  private final BitSet objects = new BitSet();
  private long bufferStart;
  private int at;
  private int limit;
  private int depth;
  private Expect expect = Expect.VALUE;
  private long start;
  private long end;
  private boolean escaped;

  /** Reads from the start of the content, and detects its encoding. */
  public JsonTokens(Bytes bytes) throws IOException {
    this(bytes, BUFFER);
  }

  /** Reads with a buffer of a given size, for content that is known to be short. */
  JsonTokens(Bytes bytes, int bufferSize) throws IOException {
    this.bytes = bytes;
    this.buffer = new byte[Math.max(64, bufferSize)];
    this.limit = bytes.read(0, buffer, 0, buffer.length);
    JsonEncoding.Detected detected = JsonEncoding.detect(Arrays.copyOf(buffer, Math.min(limit, 4)));
    this.encoding = detected.encoding();
    this.at = detected.mark();
  }

  /**
   * Offset of the first byte of the last token; for strings, of the first byte inside the quotes.
   */
  public long start() {
    return start;
  }

  /** Offset behind the last byte of the last token; for strings, of the closing quote. */
  public long end() {
    return end;
  }

  /** How many objects and arrays are open. */
  public int depth() {
    return depth;
  }

  JsonEncoding encoding() {
    return encoding;
  }

  /**
   * The next token.
   *
   * @throws MalformedInput where the text is no JSON, is nested deeper than {@link #DEPTH} or ends
   *     early
   */
  public Kind next() throws IOException {
    int unit = afterSpace();
    if (expect == Expect.COMMA) {
      if (unit == ',') {
        expect = objects.get(depth) ? Expect.NAME : Expect.VALUE;
        unit = afterSpace();
      } else {
        return close(unit);
      }
    }
    if (expect == Expect.COLON) {
      verify(unit == ':', start, "no colon after a name");
      expect = Expect.VALUE;
      unit = afterSpace();
    }
    return switch (expect) {
      case FIRST_NAME, NAME -> {
        if (unit == '}' && expect == Expect.FIRST_NAME) {
          yield close(unit);
        }
        verify(unit == '"', start, "an object's name is no string");
        expect = Expect.COLON;
        yield string(Kind.NAME);
      }
      case FIRST_VALUE -> unit == ']' ? close(unit) : value(unit);
      case VALUE -> value(unit);
      case END -> {
        while (unit == 0) {
          unit = afterSpace(); // a string of fixed length is filled up with NUL
        }
        verify(unit < 0, start, "data after the end of the JSON text");
        yield Kind.END;
      }
      case COMMA, COLON -> throw new IllegalStateException("handled above");
    };
  }

  /**
   * Passes over the value that starts next, or over the rest of the object or array that the last
   * token opened.
   */
  public void skip(Kind opened) throws IOException {
    int outside = depth - 1;
    if (opened == Kind.OBJECT || opened == Kind.ARRAY) {
      while (depth > outside) {
        next();
      }
    }
  }

  private Kind value(int unit) throws IOException {
    expect = depth == 0 ? Expect.END : Expect.COMMA;
    return switch (unit) {
      case '{' -> open(true);
      case '[' -> open(false);
      case '"' -> string(Kind.TEXT);
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      case 'N' -> word("NaN", Kind.NUMBER);
      case 'I' -> word("Infinity", Kind.NUMBER);
      default -> {
        verify(unit >= 0, start, "JSON text ends early");
        verify(unit == '-' || (unit >= '0' && unit <= '9'), start, "not a JSON value");
        yield number();
      }
    };
  }

  private Kind open(boolean object) throws MalformedInput {
    verify(depth < DEPTH, start, "JSON nested deeper than " + DEPTH + " levels");
    depth++;
    objects.set(depth, object);
    expect = object ? Expect.FIRST_NAME : Expect.FIRST_VALUE;
    end = position();
    return object ? Kind.OBJECT : Kind.ARRAY;
  }

  private Kind close(int unit) throws MalformedInput {
    boolean object = objects.get(depth);
    verify(unit >= 0, start, "JSON text ends early");
    verify(
        unit == (object ? '}' : ']'), start, "neither a comma nor the end of an object or array");
    depth--;
    expect = depth == 0 ? Expect.END : Expect.COMMA;
    end = position();
    return object ? Kind.END_OBJECT : Kind.END_ARRAY;
  }

  /** Passes over a string whose opening quote was read. */
  private Kind string(Kind kind) throws IOException {
    start = position();
    escaped = false;
    while (true) {
      if (encoding == JsonEncoding.UTF_8) {
        while (at < limit && buffer[at] != '"' && buffer[at] != '\\') {
          at++; // no byte of a longer UTF-8 sequence looks like one of the two
        }
      }
      int unit = take();
      if (unit == '"') {
        end = position() - encoding.width();
        return kind;
      }
      if (unit == '\\') {
        escaped = true;
        unit = take();
      }
      verify(unit >= 0, start, "JSON string does not end");
    }
  }

  private Kind word(String word, Kind kind) throws IOException {
    for (int i = 1; i < word.length(); i++) {
      verify(take() == word.charAt(i), start, "not a JSON value");
    }
    end = position();
    return kind;
  }

  private Kind number() throws IOException {
    while (true) {
      int unit = peek();
      if (unit == 'I') {
        take();
        return word("Infinity", Kind.NUMBER); // after a minus sign
      }
      boolean part =
          (unit >= '0' && unit <= '9')
              || unit == '.'
              || unit == 'e'
              || unit == 'E'
              || unit == '+'
              || unit == '-';
      if (!part) {
        end = position();
        return Kind.NUMBER;
      }
      take();
    }
  }

  /**
   * The last token's text; of a string at most about {@code units} characters, with its escapes
   * undone.
   */
  public String text(int units) throws IOException {
    int length = (int) Math.min(end - start, (long) units * encoding.width());
    String raw;
    if (start >= bufferStart && start + length <= bufferStart + limit) {
      raw = new String(buffer, (int) (start - bufferStart), length, encoding.charset());
    } else {
      raw = new String(bytes.upTo(start, length), encoding.charset());
    }
    return escaped ? JsonEscapes.undo(raw) : raw;
  }

  /** Offset of the next code unit. */
  private long position() {
    return bufferStart + at;
  }

  private int afterSpace() throws IOException {
    int unit = take();
    while (unit == ' ' || unit == '\n' || unit == '\r' || unit == '\t') {
      unit = take();
    }
    start = unit < 0 ? position() : position() - encoding.width();
    return unit;
  }

  private int take() throws IOException {
    int unit = peek();
    if (unit >= 0) {
      at += encoding.width();
    }
    return unit;
  }

  private int peek() throws IOException {
    if (limit - at < encoding.width()) {
      int rest = limit - at;
      System.arraycopy(buffer, at, buffer, 0, rest);
      bufferStart += at;
      at = 0;
      limit = rest + bytes.read(bufferStart + rest, buffer, rest, buffer.length - rest);
      if (limit < encoding.width()) {
        return -1;
      }
    }
    return encoding == JsonEncoding.UTF_8
        ? buffer[at] & 0xff
        : encoding.unit(buffer, at) & Integer.MAX_VALUE;
  }
}
