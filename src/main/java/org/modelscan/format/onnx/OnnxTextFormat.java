package org.modelscan.format.onnx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.JsonNames;
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

  /** Fields of a model in JSON, which {@code onnx.load} takes from files named {@code .json}. */
  private static final Set<String> JSON_FIELDS =
      Set.of("irVersion", "ir_version", "opsetImport", "opset_import");

  /** How a model starts in ONNX's own notation, which it takes from {@code .onnxtxt} files. */
  private static final Pattern NOTATION =
      Pattern.compile(
          "<\\s*+(ir_version|opset_import|producer_name|producer_version|domain|model_version"
              + "|doc_string|metadata_props)\\s*+:");

  private static final int NOTATION_START = 256;

  private static final Identity IDENTITY =
      new Identity(
          "onnx-text",
          "ONNX model in text form",
          Identity.Kind.MODEL,
          "a text that reads as a ModelProto with a node or a tensor; JSON with irVersion and"
              + " graph; ONNX's own notation",
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
    if (isNotation(head)) {
      return Match.SURE;
    }
    Optional<JsonNames> json = JsonNames.of(head);
    if (json.isPresent()) {
      boolean mayFollow = !json.get().complete() && json.get().names().contains("graph");
      return isJson(json.get()) ? Match.SURE : mayFollow ? Match.LIKELY : Match.NO;
    }
    String first = TextMessage.firstField(head.content());
    if (first.isEmpty() || Loaded.SCHEMA.field(MESSAGE, first).isEmpty()) {
      return Match.NO;
    }
    return TextMessage.shows(head.content(), Loaded.SCHEMA, MESSAGE, Evidence::ofModel)
        ? Match.SURE
        : Match.NO;
  }

  private static boolean isNotation(Head head) throws IOException {
    Bytes text = head.content();
    byte[] start = text.upTo(TextMessage.start(text), NOTATION_START);
    return start.length > 0
        && start[0] == '<'
        && NOTATION.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt();
  }

  private static boolean isJson(JsonNames json) {
    return json.names().contains("graph") && JSON_FIELDS.stream().anyMatch(json.names()::contains);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (isNotation(artifact.head())) {
      out.incomplete(0, "a model in ONNX's own notation is not read");
      return;
    }
    if (JsonNames.of(artifact.head()).isPresent()) {
      if (JsonNames.of(artifact.bytes()).filter(OnnxTextFormat::isJson).isPresent()) {
        out.incomplete(0, "an ONNX model in JSON is not read");
      } else {
        out.doubtful();
      }
      return;
    }
    TextMessage text = TextMessage.read(artifact.bytes(), Loaded.SCHEMA, MESSAGE);
    OnnxReader.read(text.wire(), new TextFacts(text, out), artifact.surroundings());
    text.damage().ifPresent(damage -> out.incomplete(damage.offset(), damage.reason()));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    if (isNotation(artifact.head()) || JsonNames.of(artifact.head()).isPresent()) {
      return;
    }
    TextMessage text = TextMessage.read(artifact.bytes(), Loaded.SCHEMA, MESSAGE);
    Description.model(Message.of(text.wire(), Message.WINDOW), out);
  }
}
