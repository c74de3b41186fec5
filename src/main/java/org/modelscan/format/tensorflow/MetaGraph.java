package org.modelscan.format.tensorflow;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A MetaGraphDef: a graph with its collections, assets and objects.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/meta_graph.proto">
 *     meta_graph.proto</a>
 */
final class MetaGraph {
  private final Bytes content;
  private final Facts out;
  private final GraphReader reader;

  private MetaGraph(Bytes content, Facts out) throws IOException {
    this.content = content;
    this.out = out;
    this.reader = new GraphReader(content, out);
  }

  /** States the facts of a MetaGraphDef; the message stands before its first field. */
  static void read(Message message, Bytes content, Facts out) throws IOException {
    MetaGraph metaGraph = new MetaGraph(content, out);
    try {
      metaGraph.fields(message);
    } finally {
      metaGraph.reader.conclude(); // what was passed over is stated also where the rest is damaged
    }
  }

  private void fields(Message message) throws IOException {
    while (message.next()) {
      switch (message.bytesField()) {
        case Fields.META_GRAPH_GRAPH -> reader.read(message.message(), message.span());
        case Fields.META_GRAPH_COLLECTION -> collection(message.message());
        case Fields.META_GRAPH_ASSET ->
            reader.assets().add(message.message(), message.offset(), out);
        case Fields.META_GRAPH_OBJECTS -> {
          reader.objects().addPart(message.span());
          objects(message.message());
        }
        default -> {}
      }
    }
  }

  /** CollectionDef: bytes_list (2) and any_list (5), each with values (1). */
  private void collection(Message entry) throws IOException {
    String name = "";
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> name = entry.text(Node.NAME_LIMIT);
        case Fields.VALUE -> {
          Message collection = entry.message();
          while (collection.next()) {
            switch (collection.bytesField()) {
              case 2 -> bytesList(collection.message(), name);
              case 5 -> anyList(collection.message(), name);
              default -> {}
            }
          }
        }
        default -> {}
      }
    }
  }

  private void bytesList(Message list, String collection) throws IOException {
    while (list.next()) {
      if (list.bytesField() == 1) {
        reader.string(list, list.span(), "collection " + collection);
      }
    }
  }

  /** google.protobuf.Any: type_url (1), value (2). */
  private void anyList(Message list, String collection) throws IOException {
    boolean assets = collection.equals("saved_model_assets") || collection.equals("serving_assets");
    while (list.next()) {
      if (list.bytesField() == 1) {
        Message any = list.message();
        while (any.next()) {
          if (any.bytesField() == 2) {
            if (assets) {
              reader.assets().add(any.message(), any.offset(), out);
            } else {
              reader.string(any, any.span(), "collection " + collection);
            }
          }
        }
      }
    }
  }

  /**
   * Keras kept the configuration of its layers here before it had keras_metadata.pb, and still
   * looks here.
   */
  private void objects(Message objects) throws IOException {
    for (int node = 0; objects.next(); ) {
      if (objects.bytesField() == ObjectGraph.OBJECT) {
        Message object = objects.message();
        while (object.next()) {
          if (object.bytesField() == ObjectGraph.USER_OBJECT) {
            userObject(object.message(), node);
          }
        }
        node++;
      }
    }
  }

  private void userObject(Message user, int node) throws IOException {
    String identifier = "";
    Span metadata = null;
    while (user.next()) {
      switch (user.bytesField()) {
        case ObjectGraph.IDENTIFIER -> identifier = user.text(Node.NAME_LIMIT);
        case ObjectGraph.METADATA -> metadata = user.span();
        default -> {}
      }
    }
    if (metadata != null && metadata.length() > 0 && identifier.startsWith("_tf_keras_")) {
      out.member(
          "object " + node + " metadata", content.slice(metadata.start(), metadata.length()));
    }
  }
}
