package org.modelscan.format.tensorflow;

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
import org.modelscan.format.protobuf.Message;

/**
 * TensorFlow's {@code saved_model.pb}: one or several MetaGraphDefs.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto">
 *     saved_model.proto</a>
 */
public final class TensorFlowSavedModel implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "tensorflow-savedmodel",
          "TensorFlow SavedModel",
          Identity.Kind.MODEL,
          "a protocol buffer whose second field is a MetaGraphDef with an operator of TensorFlow",
          "operators of the main graph, of all functions, of graphs in strings and collections;"
              + " assets",
          "signatures, functions, operators with their numbers, assets");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  /**
   * The start of a file of records in the Riegeli format, by which TensorFlow keeps models of more
   * than 2 GiB in {@code saved_model.cpb} (tensorflow/tools/proto_splitter).
   */
  private static final int[] RECORDS = {0x83, 0xaf, 0x70, 0xd1, 0x0d, 0x88, 0x4a, 0x3f};

  @Override
  public Match probe(Head head) throws IOException {
    if (head.has(0, RECORDS)) {
      return Match.LIKELY;
    }
    return FieldTest.anyOf(head.content(), Evidence::ofSavedModel) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (!artifact.head().has(0, RECORDS)) {
      read(artifact.bytes(), out);
    } else if (artifact.name().endsWith(".cpb")) {
      out.incomplete(0, "a SavedModel in chunks is not read");
    } else {
      out.doubtful(); // records of anything
    }
  }

  static void read(Bytes content, Facts out) throws IOException {
    Message model = Message.of(content, Message.WINDOW);
    while (model.next()) {
      if (model.bytesField() == Fields.SAVED_MODEL_META_GRAPH) {
        MetaGraph.read(model.message(), content, out);
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    describe(artifact.bytes(), out);
  }

  static void describe(Bytes content, Outline out) throws IOException {
    Message model = Message.of(content, Message.WINDOW);
    while (model.next()) {
      if (model.varintField() == 1) {
        out.entry("schema version", Long.toString(model.value()));
      } else if (model.bytesField() == Fields.SAVED_MODEL_META_GRAPH) {
        Description.metaGraph(model.message(), out.section("MetaGraph"));
      }
    }
  }
}
