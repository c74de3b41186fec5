package org.modelscan.format.tflite;

import java.io.IOException;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.flatbuffer.Flatbuffer;

/**
 * TensorFlow Lite (LiteRT) models.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs">
 *     schema.fbs</a>
 */
public final class TfLiteFormat implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "tflite",
          "TensorFlow Lite model",
          Identity.Kind.MODEL,
          "a FlatBuffer with the identifier TFL3",
          "custom operators, TensorFlow operators for the Flex delegate, bounds of all structures",
          "signatures, inputs, outputs, operators with their numbers");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) {
    return head.has(4, "TFL3") ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new TfLiteReader(artifact.bytes(), Model.of(Flatbuffer.root(artifact.bytes())), out).read();
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Description.model(Model.of(Flatbuffer.root(artifact.bytes())), out);
  }
}
