package org.modelscan.format.onnx;

import java.io.IOException;
import org.modelscan.format.protobuf.FieldTest;
import org.modelscan.format.protobuf.Message;

/**
 * Tells ONNX models from other protocol buffers: by a node with an operator and a value, or by a
 * tensor.
 */
final class Evidence {
  private static final int NAME_LIMIT = 256;

  /** Highest number of TensorProto.DataType, with room for types to come. */
  private static final int TYPES = 64;

  private Evidence() {}

  /** The field is a graph, a training part or a function of a ModelProto. */
  static boolean ofModel(Message model) throws IOException {
    return switch (model.bytesField()) {
      case Fields.MODEL_GRAPH -> FieldTest.any(model.message(), Evidence::ofGraph);
      case Fields.MODEL_TRAINING -> FieldTest.any(model.message(), Evidence::ofTraining);
      case Fields.MODEL_FUNCTION ->
          FieldTest.any(
              model.message(),
              field -> field.bytesField() == Fields.FUNCTION_NODE && isNode(field.message()));
      default -> false;
    };
  }

  private static boolean ofTraining(Message training) throws IOException {
    return switch (training.bytesField()) {
      case Fields.TRAINING_INITIALIZATION, Fields.TRAINING_ALGORITHM ->
          FieldTest.any(training.message(), Evidence::ofGraph);
      default -> false;
    };
  }

  private static boolean ofGraph(Message graph) throws IOException {
    return switch (graph.bytesField()) {
      case Fields.GRAPH_NODE -> isNode(graph.message());
      case Fields.GRAPH_INITIALIZER -> isTensor(graph.message());
      case Fields.GRAPH_SPARSE_INITIALIZER ->
          FieldTest.any(
              graph.message(),
              field -> field.bytesField() == Fields.SPARSE_VALUES && isTensor(field.message()));
      default -> false;
    };
  }

  private static boolean isNode(Message node) throws IOException {
    boolean operator = false;
    boolean value = false;
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_OPERATOR -> operator = isIdentifier(node.text(NAME_LIMIT));
        case Fields.NODE_INPUT, Fields.NODE_OUTPUT -> value = true; // whatever it is called
        default -> {}
      }
    }
    return operator && value;
  }

  private static boolean isTensor(Message tensor) throws IOException {
    boolean type = false;
    boolean name = false;
    boolean external = false;
    while (tensor.next()) {
      if (tensor.varintField() == Fields.TENSOR_TYPE) {
        type = tensor.value() > 0 && tensor.value() < TYPES;
      }
      switch (tensor.bytesField()) {
        case Fields.TENSOR_NAME -> name = isName(tensor.text(NAME_LIMIT));
        case Fields.TENSOR_EXTERNAL_DATA -> external = true;
        default -> {}
      }
    }
    return external || (type && name);
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isLetter(text.charAt(0))
        && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_'));
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(letter -> letter >= 0x20 && letter != 0x7f && letter != 0xfffd);
  }
}
