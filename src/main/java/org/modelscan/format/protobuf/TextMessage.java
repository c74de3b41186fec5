package org.modelscan.format.protobuf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A message in the text form of protocol buffers, turned into the wire format, so that what reads
 * the one reads the other. Fields that the schema does not have are passed over.
 *
 * @param wire the message in the wire format: as far as it goes, where it is damaged
 * @param origins pairs of an offset in that and one in the text, ascending
 * @param damage what is wrong with the text, where it is
 * @see <a href="https://protobuf.dev/reference/protobuf/textformat-spec/">Text Format Language
 *     Specification</a>
 */
public record TextMessage(Bytes wire, long[] origins, Optional<MalformedInput> damage) {
  /** Bytes by which a text is told from other texts. */
  public static final int PROBED = 1 << 20;

  /** Reads a text that is a message of this name. */
  public static TextMessage read(Bytes text, Schema schema, String message) throws IOException {
    Parser parser = new Parser(text, 1 << 16, schema);
    Optional<MalformedInput> damage = Optional.empty();
    try {
      parser.fields(message, 0, -1);
    } catch (MalformedInput damaged) {
      damage = Optional.of(damaged);
    }
    parser.out.endAll();
    return new TextMessage(parser.out.bytes(), parser.out.origins(), damage);
  }

  /** Where in the text a part of the message stands. */
  public long origin(long wireOffset) {
    int low = 0;
    for (int high = origins.length / 2; low < high; ) {
      int middle = (low + high) >>> 1;
      if (origins[2 * middle] <= wireOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : origins[2 * low - 1];
  }

  /** The name of the first field of a text, or an empty string where none stands there. */
  public static String firstField(Bytes text) throws IOException {
    TextTokens tokens = new TextTokens(text, 1024);
    String word = tokens.word();
    int next = tokens.peek();
    return next == ':' || next == '{' || next == '<' ? word : "";
  }

  /** Where the first token stands: behind white space and comments. */
  public static long start(Bytes text) throws IOException {
    TextTokens tokens = new TextTokens(text, 1024);
    tokens.peek();
    return tokens.position();
  }

  /**
   * Whether a text is a message of this name that shows what other texts do not hold. One that
   * reads well for long is given the benefit of being read to its end.
   */
  public static boolean shows(Bytes text, Schema schema, String message, FieldTest test)
      throws IOException {
    long from = start(text);
    TextMessage start = read(text.slice(from, PROBED), schema, message);
    boolean readsOn =
        start.damage().map(damage -> damage.offset() >= PROBED).orElse(true)
            && text.upTo(from + PROBED, 1).length > 0;
    return readsOn || FieldTest.anyOf(start.wire(), test);
  }

  private static final class Parser {
    private final TextTokens tokens;
    private final Schema schema;
    private final WireWriter out = new WireWriter();

    Parser(Bytes text, int window, Schema schema) {
      this.tokens = new TextTokens(text, window);
      this.schema = schema;
    }

    /** Fields up to a closing character, or to the end of the text where that is -1. */
    void fields(String message, int level, int closing) throws IOException {
      verify(
          level <= Message.MAX_DEPTH,
          tokens.position(),
          "nested more deeply than protocol buffers may be");
      while (tokens.peek() != closing) {
        out.from(tokens.position());
        if (tokens.skip('[')) {
          extension(message, level);
        } else {
          String name = tokens.word();
          verify(!name.isEmpty(), tokens.position(), "no field of the text form");
          field(schema.field(message, name), level);
        }
        if (!tokens.skip(',')) {
          tokens.skip(';');
        }
      }
    }

    private void field(Optional<Schema.Field> field, int level) throws IOException {
      boolean colon = tokens.skip(':');
      if (tokens.skip('[')) {
        while (!tokens.skip(']')) {
          value(field, level);
          tokens.skip(',');
        }
      } else {
        int next = tokens.peek();
        verify(colon || next == '{' || next == '<', tokens.position(), "no value of a field");
        value(field, level);
      }
    }

    private void value(Optional<Schema.Field> field, int level) throws IOException {
      int number = field.map(Schema.Field::number).orElse(0);
      String type = field.map(Schema.Field::type).orElse("");
      int next = tokens.peek();
      if (next == '{' || next == '<') {
        tokens.skip((char) next);
        int closing = next == '{' ? '}' : '>';
        begin(number);
        fields(type, level + 1, closing);
        end(number);
        tokens.skip((char) closing);
      } else if (tokens.atString()) {
        begin(number);
        tokens.string(number > 0 ? out::add : _ -> {});
        end(number);
      } else {
        String word = tokens.word();
        verify(!word.isEmpty(), tokens.position(), "no value of a field");
        if (number > 0) {
          out.varint((long) number << 3);
          out.varint(
              schema
                  .field(type, word)
                  .map(name -> (long) name.number())
                  .orElseGet(() -> integer(word)));
        }
      }
    }

    /**
     * {@code [type.googleapis.com/package.Message] { … }} in an Any: its value (2) as that message.
     */
    private void extension(String message, int level) throws IOException {
      String url = tokens.word();
      verify(tokens.skip(']'), tokens.position(), "no end of an extension's name");
      String type = url.substring(Math.max(url.lastIndexOf('.'), url.lastIndexOf('/')) + 1);
      boolean any = message.equals("Any") && schema.has(type);
      field(any ? Optional.of(new Schema.Field(2, type)) : Optional.empty(), level);
    }

    private void begin(int number) throws MalformedInput {
      if (number > 0) {
        out.begin(number);
      }
    }

    private void end(int number) {
      if (number > 0) {
        out.end();
      }
    }

    private static long integer(String word) {
      if (word.equals("true")) {
        return 1;
      }
      try {
        return Long.decode(word);
      } catch (NumberFormatException noInteger) {
        return 0; // a floating-point number or a name: nothing that is read
      }
    }
  }
}
