package org.modelscan.format.onnx;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.FieldTest;
import org.modelscan.format.protobuf.JsonMessage;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Schema;
import org.modelscan.format.protobuf.TextFacts;
import org.modelscan.format.protobuf.TextMessage;

/**
 * An ONNX model as text, which {@code onnx.load} tells by the file's name: the text form of
 * protocol buffers ({@code .textproto}, {@code .prototxt}, {@code .pbtxt}) and their JSON ({@code
 * .json}, {@code .onnxjson}), and ONNX's own notation ({@code .onnxtxt}, {@code .onnxtext}).
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/serialization.py">serialization.py</a>
 */
public final class OnnxTextFormat implements Format {
  private static final String MESSAGE = "ModelProto";

  private static final int SMALL_WINDOW = 256;

  /** A text may start with a string, and other content with a quote and no second one. */
  private static final int LONGEST_NAME = 16 << 20;

  private static final Identity IDENTITY =
      new Identity(
          "onnx-text",
          "ONNX model in text form",
          Identity.Kind.MODEL,
          "a text, JSON or ONNX's own notation that reads as a ModelProto with a node or a tensor",
          "as the binary form",
          "as the binary form");

  /** Loads the schema when it is first asked for: few files are models in text form. */
  private static final class Loaded {
    private static final Schema SCHEMA = new Schema("onnx");
  }

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  /** What a text is written in, as its first characters say. */
  private enum Syntax {
    TEXT_FORM,
    JSON,
    NOTATION;

    static Syntax of(String name, Bytes text) throws IOException {
      if (isNamed(name)) {
        return NOTATION;
      }
      NotationTokens tokens = new NotationTokens(text.slice(0, LONGEST_NAME), SMALL_WINDOW);
      if (tokens.peek() == '{') {
        return JSON;
      }
      boolean properties = tokens.skip('<');
      if (!tokens.atName()) {
        return TEXT_FORM;
      }
      tokens.name();
      boolean notation =
          properties ? tokens.peek() == ':' : tokens.peek() == '(' || tokens.peek() == '=';
      return notation ? NOTATION : TEXT_FORM;
    }

    TextMessage read(Bytes text) throws IOException {
      return switch (this) {
        case TEXT_FORM -> TextMessage.read(text, Loaded.SCHEMA, MESSAGE);
        case JSON -> JsonMessage.read(text, Loaded.SCHEMA, MESSAGE);
        case NOTATION -> Notation.read(text, Loaded.SCHEMA);
      };
    }
  }

  @Override
  public Match probe(Head head) throws IOException {
    Bytes content = head.content();
    Syntax syntax = Syntax.of(head.name(), content);
    return switch (syntax) {
      case TEXT_FORM -> {
        String first = TextMessage.firstField(content);
        yield !first.isEmpty()
                && Loaded.SCHEMA.field(MESSAGE, first).isPresent()
                && TextMessage.shows(content, Loaded.SCHEMA, MESSAGE, Evidence::ofModel)
            ? Match.SURE
            : Match.NO;
      }
      case JSON -> hasNamesOfModel(head) ? start(syntax, content) : Match.NO;
      case NOTATION -> isDeclared(head.name(), content) ? Match.SURE : start(syntax, content);
    };
  }

  /** What shows a model may stand far behind, in a text of more than what is looked at here. */
  private static Match start(Syntax syntax, Bytes text) throws IOException {
    long from = TextMessage.start(text);
    if (isModel(syntax.read(text.slice(from, TextMessage.PROBED)))) {
      return Match.SURE;
    }
    return text.upTo(from + TextMessage.PROBED, 1).length > 0 ? Match.LIKELY : Match.NO;
  }

  private static boolean isModel(TextMessage text) throws IOException {
    return FieldTest.anyOf(text.wire(), Evidence::ofModel);
  }

  /** Other JSON has a name at its start that no model has, and parsers refuse such names. */
  private static boolean hasNamesOfModel(Head head) throws IOException {
    return head.json().stream()
        .flatMap(json -> json.names().stream())
        .allMatch(name -> JsonMessage.field(Loaded.SCHEMA, MESSAGE, name).isPresent());
  }

  /** Whether a text says that it is a model in ONNX's notation, whatever else it holds. */
  private static boolean isDeclared(String name, Bytes text) throws IOException {
    return isNamed(name) || Notation.isDeclared(text, Loaded.SCHEMA);
  }

  private static boolean isNamed(String name) {
    return name.endsWith(".onnxtxt") || name.endsWith(".onnxtext");
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Bytes content = artifact.bytes();
    Syntax syntax = Syntax.of(artifact.name(), content);
    TextMessage text = syntax.read(content);
    boolean sure =
        switch (syntax) {
          case TEXT_FORM -> true;
          case JSON -> isModel(text);
          case NOTATION -> isModel(text) || isDeclared(artifact.name(), content);
        };
    if (!sure) {
      out.doubtful();
    }
    OnnxReader.read(text.wire(), new TextFacts(text, out), artifact.surroundings());
    text.damage().ifPresent(damage -> out.incomplete(damage.offset(), damage.reason()));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Bytes wire = Syntax.of(artifact.name(), artifact.bytes()).read(artifact.bytes()).wire();
    Description.model(Message.of(wire, Message.WINDOW), out);
  }
}
