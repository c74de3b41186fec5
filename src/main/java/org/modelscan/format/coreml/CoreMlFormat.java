package org.modelscan.format.coreml;

import java.io.IOException;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;

/**
 * Core ML models: {@code .mlmodel} files, also those inside an {@code .mlpackage}.
 *
 * @see <a
 *     href="https://github.com/apple/coremltools/blob/main/mlmodel/format/Model.proto">Model.proto</a>
 */
public final class CoreMlFormat implements Format {
  private static final int LARGEST_VERSION = 100;

  @Override
  public Identity identity() {
    return new Identity(
        "coreml",
        "Core ML model",
        Identity.Kind.MODEL,
        "a protocol buffer with a version, a description and one type of model",
        "custom models and layers, linked models, files of weights that lie outside",
        "version, inputs, outputs, kind of model, layers or operators with their numbers");
  }

  /** A version and a description come first; fields from 200 on are kinds of models. */
  @Override
  public Match probe(Head head) throws IOException {
    if (head.u8(0) != 0x08 && head.u8(0) != 0x12) {
      return Match.NO;
    }
    Message model = Message.unbounded(head.content(), 1024);
    boolean version = false;
    boolean description = false;
    try {
      while (model.next()) {
        int field = model.number();
        if (field == 1) {
          version =
              model.varintField() == 1 && model.value() > 0 && model.value() < LARGEST_VERSION;
        } else if (field == 2) {
          description = model.bytesField() == 2 && isDescription(model.message());
          if (!description) {
            return Match.NO;
          }
        } else if (ModelKind.of(model.bytesField()).isPresent()) {
          return version && description ? Match.SURE : Match.NO;
        } else if (field != 10) {
          return Match.NO;
        }
      }
    } catch (MalformedInput noMessage) {
      return Match.NO;
    }
    return Match.NO;
  }

  /** ModelDescription: features, names and metadata. */
  private static boolean isDescription(Message description) throws IOException {
    while (description.next()) {
      int field = description.number();
      boolean known =
          field == 1
              || field == 7
              || field == 10
              || field == 11
              || field == 12
              || field == 13
              || field == 20
              || field == 21
              || field == 50
              || field == 100;
      if (!known) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new CoreMlReader(out).model(Message.of(artifact.bytes(), Message.WINDOW));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    CoreMlOutline.describe(Message.of(artifact.bytes(), Message.WINDOW), out);
  }
}
