package org.modelscan.format.onnx;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Schema;
import org.modelscan.format.protobuf.TextMessage;
import org.modelscan.format.protobuf.WireWriter;

/**
 * Turns a model in ONNX's own notation into the wire format. Types and the values of tensors are
 * passed over; what stands between them is read as ONNX's parser reads it, or more leniently.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/Syntax.md">ONNX Textual Syntax</a>
 */
final class Notation {
  /** Types that are written with parentheses, as the name of a graph is. */
  private static final Set<String> GROUPED =
      Set.of("seq", "map", "optional", "sparse_tensor", "opaque");

  private static final Pattern INTEGER = Pattern.compile("-?0*+[0-9]{1,18}|-?0++");

  private static final int WINDOW = 4096;

  private static final int LONGEST_DOMAIN = 1 << 16;

  private final NotationTokens tokens;
  private final Schema schema;
  private final WireWriter out = new WireWriter();

  private Notation(Bytes text, Schema schema) {
    this.tokens = new NotationTokens(text, WINDOW);
    this.schema = schema;
  }

  /** Reads a text as a ModelProto. */
  static TextMessage read(Bytes text, Schema schema) throws IOException {
    Notation reader = new Notation(text, schema);
    Optional<MalformedInput> damage = Optional.empty();
    try {
      reader.model();
    } catch (MalformedInput damaged) {
      damage = Optional.of(damaged);
    }
    reader.out.endAll();
    return new TextMessage(reader.out.bytes(), reader.out.origins(), damage);
  }

  /** Whether a text starts with properties of a model and a name, as no other text does. */
  static boolean isDeclared(Bytes text, Schema schema) throws IOException {
    Notation reader = new Notation(text, schema);
    try {
      boolean properties = reader.tokens.peek() == '<';
      reader.properties("ModelProto");
      return properties && reader.tokens.atName();
    } catch (MalformedInput otherText) {
      return false;
    }
  }

  private void model() throws IOException {
    properties("ModelProto");
    out.begin(Fields.MODEL_GRAPH);
    graph(tokens.name(), 0);
    out.end();
    while (tokens.peek() >= 0) {
      function();
    }
  }

  /** What is said of a model or function before its name. */
  private void properties(String message) throws IOException {
    if (!tokens.skip('<')) {
      return;
    }
    do {
      Optional<Schema.Field> field = schema.field(message, tokens.name());
      tokens.expect(':');
      int number = field.map(Schema.Field::number).orElse(0);
      switch (tokens.peek()) {
        case '[' -> tokens.skipGroup();
        case '"' -> text(number, tokens.string());
        default -> integer(number, tokens.number());
      }
    } while (tokens.skip(','));
    tokens.expect('>');
  }

  private void function() throws IOException {
    out.begin(Fields.MODEL_FUNCTION);
    properties("FunctionProto");
    text(Fields.FUNCTION_NAME, tokens.name());
    attributes(Fields.FUNCTION_ATTRIBUTE, 0);
    values('(', ')', 0);
    arrow();
    values('(', ')', 0);
    if (tokens.peek() == '<') {
      values('<', '>', 0);
    }
    nodes(Fields.FUNCTION_NODE, 0);
    out.end();
  }

  private void graph(String name, int level) throws IOException {
    text(Fields.GRAPH_NAME, name);
    if (tokens.peek() == '(') {
      values('(', ')', Fields.GRAPH_INPUT);
    }
    arrow();
    graphBehindArrow(level);
  }

  private void graphBehindArrow(int level) throws IOException {
    verify(
        level <= Message.MAX_DEPTH,
        tokens.position(),
        "nested more deeply than protocol buffers may be");
    values('(', ')', Fields.GRAPH_OUTPUT);
    if (tokens.peek() == '<') {
      values('<', '>', 0);
    }
    nodes(Fields.GRAPH_NODE, level);
  }

  private void arrow() throws IOException {
    tokens.expect('=');
    verify(tokens.skipArrowHead(), tokens.position(), "no arrow where the notation has one");
  }

  /**
   * Values with their types; those that are given contents are initializers.
   *
   * @param field that lists them; 0 where nothing asks for them
   */
  private void values(char open, char close, int field) throws IOException {
    tokens.expect(open);
    while (!tokens.skip(close)) {
      out.from(tokens.position());
      String name = typed();
      if (tokens.skip('=')) {
        tensor(Fields.GRAPH_INITIALIZER, name);
      } else if (field > 0) {
        out.begin(field);
        text(Fields.VALUE_NAME, name);
        out.end();
      }
      tokens.skip(',');
    }
  }

  /** The name of a value that may have a type before it: {@code float[N, 4] x}. */
  private String typed() throws IOException {
    boolean quoted = tokens.peek() == '"';
    String word = tokens.name();
    if (!quoted && (tokens.peek() == '[' || tokens.peek() == '(')) {
      tokens.skipGroup();
    }
    return !quoted && tokens.atName() ? tokens.name() : word;
  }

  /** What a tensor holds: values, or entries that say where they lie. */
  private void tensor(int field, String name) throws IOException {
    out.begin(field);
    text(Fields.TENSOR_NAME, name);
    if (tokens.peek() == '{') {
      tokens.skipGroup();
    } else if (tokens.skip('[')) {
      while (!tokens.skip(']')) {
        out.from(tokens.position());
        out.begin(Fields.TENSOR_EXTERNAL_DATA);
        text(Fields.ENTRY_KEY, tokens.string());
        tokens.expect(':');
        text(Fields.ENTRY_VALUE, tokens.string());
        out.end();
        tokens.skip(',');
      }
    }
    out.end();
  }

  private void nodes(int field, int level) throws IOException {
    tokens.expect('{');
    while (!tokens.skip('}')) {
      out.from(tokens.position());
      out.begin(field);
      if (tokens.skip('[')) {
        text(Fields.NODE_NAME, tokens.atName() ? tokens.name() : "");
        tokens.expect(']');
      }
      names(Fields.NODE_OUTPUT, '=');
      operator();
      attributes(Fields.NODE_ATTRIBUTE, level);
      tokens.expect('(');
      names(Fields.NODE_INPUT, ')');
      attributes(Fields.NODE_ATTRIBUTE, level);
      out.end();
    }
  }

  /** Names up to a character, which is taken as well. */
  private void names(int field, char end) throws IOException {
    while (!tokens.skip(end)) {
      if (!tokens.skip(',')) {
        text(field, tokens.name());
      }
    }
  }

  /** {@code domain.of.it.Operator:overload}. */
  private void operator() throws IOException {
    StringBuilder domain = new StringBuilder();
    String name = tokens.identifier();
    while (tokens.skip('.')) {
      verify(domain.length() < LONGEST_DOMAIN, tokens.position(), "domain without end");
      domain.append(domain.isEmpty() ? "" : ".").append(name);
      name = tokens.identifier();
    }
    text(Fields.NODE_OPERATOR, name);
    text(Fields.NODE_DOMAIN, domain.toString());
    if (tokens.skip(':')) {
      tokens.identifier();
    }
  }

  private void attributes(int field, int level) throws IOException {
    if (!tokens.skip('<')) {
      return;
    }
    while (!tokens.skip('>')) {
      out.begin(field);
      text(Fields.ATTRIBUTE_NAME, tokens.name());
      if (tokens.skip(':')) {
        tokens.identifier();
      }
      if (tokens.skip('=') && tokens.skip('[')) {
        while (!tokens.skip(']')) {
          value(level);
          tokens.skip(',');
        }
      } else if (tokens.peek() != ',' && tokens.peek() != '>') {
        value(level);
      }
      out.end();
      tokens.skip(',');
    }
  }

  private void value(int level) throws IOException {
    if (tokens.peek() == '"') {
      text(Fields.ATTRIBUTE_STRING, tokens.string());
    } else if (tokens.skip('@')) {
      tokens.name();
    } else if (tokens.atIdentifier()) {
      namedValue(tokens.identifier(), level);
    } else {
      integer(Fields.ATTRIBUTE_INTEGER, tokens.number());
    }
  }

  /** A graph behind its name, a tensor behind its type, a type, or a word like {@code nan}. */
  private void namedValue(String name, int level) throws IOException {
    if (tokens.peek() == '(' && !GROUPED.contains(name)) {
      out.begin(Fields.ATTRIBUTE_GRAPH);
      graph(name, level + 1);
      out.end();
      return;
    }
    if (tokens.peek() == '(' || tokens.peek() == '[') {
      tokens.skipGroup();
    }
    String tensor = tokens.atName() ? tokens.name() : "";
    boolean given = tokens.skip('=');
    if (given && tokens.skipArrowHead()) {
      out.begin(Fields.ATTRIBUTE_GRAPH);
      text(Fields.GRAPH_NAME, name);
      graphBehindArrow(level + 1);
      out.end();
    } else if (given || tokens.peek() == '{' || tokens.peek() == '[') {
      tensor(Fields.ATTRIBUTE_TENSOR, tensor);
    }
  }

  private void text(int field, String text) throws IOException {
    if (field > 0) {
      out.bytes(field, text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Numbers with a fraction are nothing that is read. */
  private void integer(int field, String number) throws IOException {
    if (field > 0 && INTEGER.matcher(number).matches()) {
      out.varint((long) field << 3);
      out.varint(Long.parseLong(number));
    }
  }
}
