package org.modelscan.format.onnx;

import java.io.IOException;
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
 * ONNX models. Only structure is read: tensors are passed over, so that a model of 2 GB costs what
 * its nodes cost.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
 */
public final class OnnxFormat implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "onnx",
          "ONNX model",
          Identity.Kind.MODEL,
          "a protocol buffer whose seventh field is a graph of nodes or tensors",
          "external data of every tensor, Python operators, operators of unknown domains",
          "operator sets, inputs, outputs, operators with their numbers, functions, external data");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) throws IOException {
    return FieldTest.anyOf(head.content(), Evidence::ofModel) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    OnnxReader.read(artifact.bytes(), out, artifact.surroundings());
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Description.model(Message.of(artifact.bytes(), Message.WINDOW), out);
  }
}
