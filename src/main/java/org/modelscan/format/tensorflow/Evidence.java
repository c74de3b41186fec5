package org.modelscan.format.tensorflow;

import java.io.IOException;
import org.modelscan.format.protobuf.FieldTest;
import org.modelscan.format.protobuf.Message;

/**
 * Tells TensorFlow's messages from other protocol buffers. None has a signature, so that something
 * must be found in them that others do not hold: a node with an operator that TensorFlow has.
 */
final class Evidence {
  private static final int NAME_LIMIT = 256;

  private Evidence() {}

  /** The field is a MetaGraphDef of a SavedModel. */
  static boolean ofSavedModel(Message model) throws IOException {
    return model.bytesField() == Fields.SAVED_MODEL_META_GRAPH
        && FieldTest.any(model.message(), Evidence::ofMetaGraph);
  }

  /** The field is the graph of a MetaGraphDef, or the objects of one. */
  static boolean ofMetaGraph(Message metaGraph) throws IOException {
    return switch (metaGraph.bytesField()) {
      case Fields.META_GRAPH_GRAPH -> FieldTest.any(metaGraph.message(), Evidence::ofGraph);
      case Fields.META_GRAPH_OBJECTS -> FieldTest.any(metaGraph.message(), Evidence::ofObjects);
      default -> false;
    };
  }

  /** The field is a node of a GraphDef, or a function library. */
  static boolean ofGraph(Message graph) throws IOException {
    return switch (graph.bytesField()) {
      case Fields.GRAPH_NODE -> isNode(graph.message(), true);
      case Fields.GRAPH_LIBRARY -> FieldTest.any(graph.message(), Evidence::ofLibrary);
      default -> false;
    };
  }

  /** The field is an entry of Keras's SavedMetadata. */
  static boolean ofKerasMetadata(Message metadata) throws IOException {
    return mayBeKerasMetadata(metadata)
        && FieldTest.any(
            metadata.message(),
            node ->
                node.bytesField() == KerasMetadata.IDENTIFIER
                    && node.text(NAME_LIMIT).startsWith("_tf_keras_"));
  }

  /**
   * The field has a configuration where Keras's SavedMetadata has it. Its loader takes it under any
   * identifier (saving/saved_model/load.py), but so may other messages have one.
   */
  static boolean mayBeKerasMetadata(Message metadata) throws IOException {
    return metadata.bytesField() == KerasMetadata.NODES
        && FieldTest.any(
            metadata.message(),
            node ->
                node.bytesField() == KerasMetadata.METADATA
                    && node.text(NAME_LIMIT).stripLeading().startsWith("{"));
  }

  private static boolean ofLibrary(Message library) throws IOException {
    return library.bytesField() == Fields.LIBRARY_FUNCTION
        && FieldTest.any(
            library.message(),
            function ->
                function.bytesField() == Fields.FUNCTION_NODE && isNode(function.message(), false));
  }

  /** SavedObject.user_object (4) with SavedUserObject.identifier (1). */
  private static boolean ofObjects(Message objects) throws IOException {
    return objects.bytesField() == ObjectGraph.OBJECT
        && FieldTest.any(
            objects.message(),
            object ->
                object.bytesField() == ObjectGraph.USER_OBJECT
                    && FieldTest.any(
                        object.message(),
                        user ->
                            user.bytesField() == ObjectGraph.IDENTIFIER
                                && isName(user.text(NAME_LIMIT))));
  }

  /**
   * A pair of a name and a word like {@code Max} is in many messages: alone, a node must have more
   * to it.
   */
  private static boolean isNode(Message node, boolean alone) throws IOException {
    boolean named = false;
    boolean known = false;
    boolean more = !alone;
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_NAME -> named = isName(node.text(NAME_LIMIT));
        case Fields.NODE_OPERATOR -> known = Operators.tensorFlow().knows(node.text(NAME_LIMIT));
        case Fields.NODE_ATTRIBUTE -> more = more || isAttribute(node.message());
        default -> {}
      }
      if (named && known && more) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAttribute(Message entry) throws IOException {
    boolean key = false;
    boolean value = false;
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = isName(entry.text(NAME_LIMIT));
        case Fields.VALUE -> value = true;
        default -> {}
      }
    }
    return key && value;
  }

  private static boolean isName(String text) {
    return !text.isEmpty() && text.chars().allMatch(letter -> letter > 0x20 && letter < 0x7f);
  }
}
