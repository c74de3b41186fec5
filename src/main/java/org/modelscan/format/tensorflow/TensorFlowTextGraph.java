package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
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
 * The text form of a SavedModel, MetaGraphDef or GraphDef. TensorFlow loads {@code
 * saved_model.pbtxt} like {@code saved_model.pb}.
 */
public final class TensorFlowTextGraph implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "tensorflow-text-graph",
          "TensorFlow graph in text form",
          Identity.Kind.MODEL,
          "a text that reads as a SavedModel, MetaGraphDef or GraphDef with an operator of"
              + " TensorFlow",
          "as the binary form",
          "as the binary form");

  /** Loads the schema when it is first asked for: few files are graphs in text form. */
  private static final class Loaded {
    private static final Schema SCHEMA = new Schema("tensorflow");
  }

  /** What a text can be, told by its first field. */
  private enum Root {
    SAVED_MODEL("SavedModel"),
    META_GRAPH("MetaGraphDef"),
    GRAPH("GraphDef");

    private final String message;

    Root(String message) {
      this.message = message;
    }

    static Optional<Root> of(Bytes text) throws IOException {
      String field = TextMessage.firstField(text);
      if (!field.isEmpty()) {
        for (Root root : values()) {
          if (Loaded.SCHEMA.field(root.message, field).isPresent()) {
            return Optional.of(root);
          }
        }
      }
      return Optional.empty();
    }

    TextMessage read(Bytes text) throws IOException {
      return TextMessage.read(text, Loaded.SCHEMA, message);
    }

    boolean isShownBy(Bytes text) throws IOException {
      return TextMessage.shows(
          text,
          Loaded.SCHEMA,
          message,
          switch (this) {
            case SAVED_MODEL -> Evidence::ofSavedModel;
            case META_GRAPH -> Evidence::ofMetaGraph;
            case GRAPH -> Evidence::ofGraph;
          });
    }
  }

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) throws IOException {
    Optional<Root> root = Root.of(head.content());
    return root.isPresent() && root.get().isShownBy(head.content()) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Root root = Root.of(artifact.bytes()).orElseThrow();
    TextMessage text = root.read(artifact.bytes());
    Facts facts = new TextFacts(text, out);
    switch (root) {
      case SAVED_MODEL -> TensorFlowSavedModel.read(text.wire(), facts);
      case META_GRAPH ->
          MetaGraph.read(Message.of(text.wire(), Message.WINDOW), text.wire(), facts);
      case GRAPH -> TensorFlowGraph.read(text.wire(), facts);
    }
    text.damage().ifPresent(damage -> out.incomplete(damage.offset(), damage.reason()));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Root root = Root.of(artifact.bytes()).orElseThrow();
    Bytes wire = root.read(artifact.bytes()).wire();
    switch (root) {
      case SAVED_MODEL -> TensorFlowSavedModel.describe(wire, out);
      case META_GRAPH -> Description.metaGraph(Message.of(wire, Message.WINDOW), out);
      case GRAPH -> Description.graph(Message.of(wire, Message.WINDOW), out);
    }
  }
}
