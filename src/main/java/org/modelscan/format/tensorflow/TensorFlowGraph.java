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
 * A GraphDef (a frozen graph) or a MetaGraphDef ({@code .meta}, {@code export.meta}) by itself.
 * Content that reads as both is read as both.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/graph.proto">graph.proto</a>
 */
public final class TensorFlowGraph implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "tensorflow-graph",
          "TensorFlow graph",
          Identity.Kind.MODEL,
          "a protocol buffer with a node that has an operator of TensorFlow, as GraphDef or MetaGraphDef",
          "operators of the main graph, of all functions, of graphs in strings and collections",
          "functions, operators with their numbers, inputs");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) throws IOException {
    return isGraph(head) || isMetaGraph(head) ? Match.SURE : Match.NO;
  }

  private static boolean isGraph(Head head) throws IOException {
    return FieldTest.anyOf(head.content(), Evidence::ofGraph);
  }

  private static boolean isMetaGraph(Head head) throws IOException {
    return FieldTest.anyOf(head.content(), Evidence::ofMetaGraph);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (isMetaGraph(artifact.head())) {
      MetaGraph.read(Message.of(artifact.bytes(), Message.WINDOW), artifact.bytes(), out);
    }
    if (isGraph(artifact.head())) {
      read(artifact.bytes(), out);
    }
  }

  /** States the facts of a GraphDef. */
  static void read(Bytes content, Facts out) throws IOException {
    Message graph = Message.of(content, Message.WINDOW);
    GraphReader reader = new GraphReader(content, out);
    try {
      reader.read(graph, graph.extent());
    } finally {
      reader.conclude(); // what was passed over is stated also where the rest is damaged
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    if (isMetaGraph(artifact.head())) {
      Description.metaGraph(Message.of(artifact.bytes(), Message.WINDOW), out.section("MetaGraph"));
    }
    if (isGraph(artifact.head())) {
      Description.graph(Message.of(artifact.bytes(), Message.WINDOW), out);
    }
  }
}
