package org.modelscan.format.protobuf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.json.Base64Stream;
import org.modelscan.format.json.JsonTokens;

/**
 * Turns a message in JSON into the wire format, as {@link TextMessage} does with the text form.
 * Fields that the schema does not have are passed over, and so are values of another type than
 * theirs: parsers refuse them.
 *
 * @see <a href="https://protobuf.dev/programming-guides/json/">ProtoJSON Format</a>
 */
public final class JsonMessage {
  private static final int LONGEST_NAME = 256;

  /** Characters that are kept of a string; those who read the message cut it earlier. */
  private static final int LONGEST_TEXT = 1 << 16;

  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private final JsonTokens tokens;
  private final Schema schema;
  private final WireWriter out = new WireWriter();

  private JsonMessage(Bytes text, Schema schema) throws IOException {
    this.tokens = new JsonTokens(text);
    this.schema = schema;
  }

  /** Reads a JSON text that is a message of this name. */
  public static TextMessage read(Bytes text, Schema schema, String message) throws IOException {
    JsonMessage reader = new JsonMessage(text, schema);
    Optional<MalformedInput> damage = Optional.empty();
    try {
      verify(reader.tokens.next() == JsonTokens.Kind.OBJECT, 0, "no JSON object");
      reader.fields(message, 0);
      verify(reader.tokens.next() == JsonTokens.Kind.END, 0, "data after the JSON text");
    } catch (MalformedInput damaged) {
      damage = Optional.of(damaged);
    }
    reader.out.endAll();
    return new TextMessage(reader.out.bytes(), reader.out.origins(), damage);
  }

  /** A field by its own name, or by the one in lower camel case that JSON has by default. */
  public static Optional<Schema.Field> field(Schema schema, String message, String name) {
    Optional<Schema.Field> field = schema.field(message, name);
    return field.isPresent()
        ? field
        : schema.field(
            message,
            CAPITAL
                .matcher(name)
                .replaceAll(capital -> "_" + capital.group().toLowerCase(Locale.ROOT)));
  }

  /** The rest of an object whose brace was read. */
  private void fields(String message, int level) throws IOException {
    verify(
        level <= Message.MAX_DEPTH,
        tokens.start(),
        "nested more deeply than protocol buffers may be");
    while (tokens.next() == JsonTokens.Kind.NAME) {
      out.from(tokens.start());
      Optional<Schema.Field> field = field(schema, message, tokens.text(LONGEST_NAME));
      JsonTokens.Kind kind = tokens.next();
      if (field.isEmpty()) {
        tokens.skip(kind);
      } else if (kind == JsonTokens.Kind.ARRAY) {
        for (kind = tokens.next(); kind != JsonTokens.Kind.END_ARRAY; kind = tokens.next()) {
          value(field.get(), kind, level);
        }
      } else {
        value(field.get(), kind, level);
      }
    }
  }

  private void value(Schema.Field field, JsonTokens.Kind kind, int level) throws IOException {
    out.from(tokens.start());
    switch (kind) {
      case OBJECT -> {
        if (schema.has(field.type())) {
          out.begin(field.number());
          fields(field.type(), level + 1);
          out.end();
        } else {
          tokens.skip(kind);
        }
      }
      case TEXT -> {
        switch (field.type()) {
          case "int" -> integer(field.number());
          case "string" ->
              out.bytes(field.number(), tokens.text(LONGEST_TEXT).getBytes(StandardCharsets.UTF_8));
          case "bytes" -> out.bytes(field.number(), base64(tokens.text(LONGEST_TEXT)));
          default -> {}
        }
      }
      case NUMBER, TRUE, FALSE -> {
        if (field.type().equals("int")) {
          integer(field.number());
        }
      }
      default -> tokens.skip(kind);
    }
  }

  /** Either alphabet. */
  private static byte[] base64(String text) throws IOException {
    try (InputStream decoded =
        new Base64Stream(new StringReader(text.replace('-', '+').replace('_', '/')))) {
      return decoded.readAllBytes();
    }
  }

  /**
   * As Python takes integers: of any digits, with underscores, and from numbers like 1.0. One that
   * is longer than what is kept may be anything, and counts as zero, which fields have by default.
   */
  private void integer(int field) throws IOException {
    String text = tokens.text(LONGEST_NAME).strip().replace("_", "");
    boolean whole = tokens.end() - tokens.start() < LONGEST_NAME;
    out.varint((long) field << 3);
    try {
      out.varint(whole ? new BigDecimal(text).longValue() : 0);
    } catch (NumberFormatException noNumber) {
      out.varint(text.equals("true") ? 1 : 0);
    }
  }
}
