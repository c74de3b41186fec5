package org.modelscan.format.onnx;

import java.io.IOException;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Schema;
import org.modelscan.format.protobuf.TextFacts;
import org.modelscan.format.protobuf.TextMessage;

/**
 * The text form of an ONNX model, which {@code onnx.load} reads from files named {@code
 * .textproto}, {@code .prototxt} or {@code .pbtxt}.
 */
public final class OnnxTextFormat implements Format {
  private static final String MESSAGE = "ModelProto";

  private static final Identity IDENTITY =
      new Identity(
          "onnx-text",
          "ONNX model in text form",
          Identity.Kind.MODEL,
          "a text that reads as a ModelProto with a node or a tensor",
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

  @Override
  public Match probe(Head head) throws IOException {
    String first = TextMessage.firstField(head.content());
    if (first.isEmpty() || Loaded.SCHEMA.field(MESSAGE, first).isEmpty()) {
      return Match.NO;
    }
    return TextMessage.shows(head.content(), Loaded.SCHEMA, MESSAGE, Evidence::ofModel)
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    TextMessage text = TextMessage.read(artifact.bytes(), Loaded.SCHEMA, MESSAGE);
    OnnxReader.read(text.wire(), new TextFacts(text, out), artifact.surroundings());
    text.damage().ifPresent(damage -> out.incomplete(damage.offset(), damage.reason()));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    TextMessage text = TextMessage.read(artifact.bytes(), Loaded.SCHEMA, MESSAGE);
    Description.model(Message.of(text.wire(), Message.WINDOW), out);
  }
}
