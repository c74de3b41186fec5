package org.modelscan.format.onnx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.regex.Pattern;
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
 * .json}, {@code .onnxjson}); ONNX's own notation is recognised and not read.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/serialization.py">serialization.py</a>
 */
public final class OnnxTextFormat implements Format {
  private static final String MESSAGE = "ModelProto";

  /** How a model starts in ONNX's own notation, which it takes from {@code .onnxtxt} files. */
  private static final Pattern NOTATION_HEAD =
      Pattern.compile(
          "<\\s*+(ir_version|opset_import|producer_name|producer_version|domain|model_version"
              + "|doc_string|metadata_props)\\s*+:");

  private static final int NOTATION_START = 256;

  private static final Identity IDENTITY =
      new Identity(
          "onnx-text",
          "ONNX model in text form",
          Identity.Kind.MODEL,
          "a text or JSON that reads as a ModelProto with a node or a tensor; ONNX's own notation",
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

  /** What a text is written in. */
  private enum Syntax {
    TEXT_FORM,
    JSON,
    NOTATION;

    static Syntax of(Bytes text) throws IOException {
      byte[] start = text.upTo(TextMessage.start(text), NOTATION_START);
      if (start.length > 0 && start[0] == '{') {
        return JSON;
      }
      boolean notation =
          start.length > 0
              && start[0] == '<'
              && NOTATION_HEAD.matcher(new String(start, ISO_8859_1)).lookingAt();
      return notation ? NOTATION : TEXT_FORM;
    }
  }

  @Override
  public Match probe(Head head) throws IOException {
    return switch (Syntax.of(head.content())) {
      case NOTATION -> Match.SURE;
      case JSON -> probeJson(head);
      case TEXT_FORM -> {
        String first = TextMessage.firstField(head.content());
        yield !first.isEmpty()
                && Loaded.SCHEMA.field(MESSAGE, first).isPresent()
                && TextMessage.shows(head.content(), Loaded.SCHEMA, MESSAGE, Evidence::ofModel)
            ? Match.SURE
            : Match.NO;
      }
    };
  }

  /**
   * Other JSON has a name at its start that no model has, and parsers refuse such names. What shows
   * a model may stand far behind, in a text of more than what is looked at here.
   */
  private static Match probeJson(Head head) throws IOException {
    long start = TextMessage.start(head.content());
    Head text = start == 0 ? head : new Head(head.name(), head.content().from(start));
    boolean mayBeModel =
        text.json().stream()
            .flatMap(json -> json.names().stream())
            .allMatch(name -> JsonMessage.field(Loaded.SCHEMA, MESSAGE, name).isPresent());
    if (!mayBeModel) {
      return Match.NO;
    }
    Bytes content = text.content();
    Bytes wire =
        JsonMessage.read(content.slice(0, TextMessage.PROBED), Loaded.SCHEMA, MESSAGE).wire();
    if (FieldTest.anyOf(wire, Evidence::ofModel)) {
      return Match.SURE;
    }
    return content.upTo(TextMessage.PROBED, 1).length > 0 ? Match.LIKELY : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Syntax syntax = Syntax.of(artifact.bytes());
    if (syntax == Syntax.NOTATION) {
      out.incomplete(0, "a model in ONNX's own notation is not read");
      return;
    }
    TextMessage text = message(syntax, artifact.bytes());
    if (syntax == Syntax.JSON && !FieldTest.anyOf(text.wire(), Evidence::ofModel)) {
      out.doubtful();
    }
    OnnxReader.read(text.wire(), new TextFacts(text, out), artifact.surroundings());
    text.damage().ifPresent(damage -> out.incomplete(damage.offset(), damage.reason()));
  }

  private static TextMessage message(Syntax syntax, Bytes text) throws IOException {
    return syntax == Syntax.JSON
        ? JsonMessage.read(text, Loaded.SCHEMA, MESSAGE)
        : TextMessage.read(text, Loaded.SCHEMA, MESSAGE);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Syntax syntax = Syntax.of(artifact.bytes());
    if (syntax != Syntax.NOTATION) {
      Bytes wire = message(syntax, artifact.bytes()).wire();
      Description.model(Message.of(wire, Message.WINDOW), out);
    }
  }
}
