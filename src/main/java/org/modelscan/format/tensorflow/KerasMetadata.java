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
import org.modelscan.format.protobuf.Span;

/**
 * Keras's {@code keras_metadata.pb} beside a SavedModel: a configuration in JSON for each layer,
 * which Keras rebuilds its objects from. Each is a file inside this one and is judged by the rules
 * of Keras.
 *
 * @see <a
 *     href="https://github.com/keras-team/tf-keras/blob/master/tf_keras/protobuf/saved_metadata.proto">
 *     saved_metadata.proto</a>
 */
public final class KerasMetadata implements Format {
  static final int NODES = 1;
  static final int PATH = 3;
  static final int IDENTIFIER = 4;
  static final int METADATA = 5;

  private static final int TEXT_LIMIT = 4096;

  private static final Identity IDENTITY =
      new Identity(
          "keras-metadata",
          "Keras metadata of a SavedModel",
          Identity.Kind.MODEL,
          "a protocol buffer of objects with a Keras identifier and a configuration in JSON",
          "the configuration of every layer, by the rules of Keras",
          "layers with their configuration");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (FieldTest.anyOf(head.content(), Evidence::ofKerasMetadata)) {
      return Match.SURE;
    }
    return FieldTest.anyOf(head.content(), Evidence::mayBeKerasMetadata) ? Match.LIKELY : Match.NO;
  }

  /** SavedObject: the object's path and kind, and where its configuration lies. */
  private record Entry(String path, String identifier, Span metadata) {
    static Entry read(Message object) throws IOException {
      String path = "";
      String identifier = "";
      Span metadata = new Span(object.extent().start(), object.extent().start());
      while (object.next()) {
        switch (object.bytesField()) {
          case PATH -> path = object.text(TEXT_LIMIT);
          case IDENTIFIER -> identifier = object.text(TEXT_LIMIT);
          case METADATA -> metadata = object.span();
          default -> {}
        }
      }
      return new Entry(path, identifier, metadata);
    }

    Bytes json(Bytes content) {
      return content.slice(metadata.start(), metadata.length());
    }

    String name() {
      return (path.isEmpty() ? "root" : path) + " metadata";
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (probe(artifact.head()) != Match.SURE) {
      out.doubtful();
    }
    Message model = Message.of(artifact.bytes(), Message.WINDOW);
    while (model.next()) {
      if (model.bytesField() == NODES) {
        Entry entry = Entry.read(model.message());
        if (entry.metadata().length() > 0) {
          out.member(entry.name(), entry.json(artifact.bytes()));
        }
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Message model = Message.of(artifact.bytes(), Message.WINDOW);
    while (model.next()) {
      if (model.bytesField() == NODES) {
        Entry entry = Entry.read(model.message());
        out.entry(entry.path(), entry.identifier());
        out.member(entry.name(), entry.json(artifact.bytes()));
      }
    }
  }
}
