package org.modelscan.format.tensorflow;

/**
 * Field numbers of TensorFlow's messages.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core">saved_model.proto,
 *     meta_graph.proto, graph.proto, node_def.proto, attr_value.proto, tensor.proto,
 *     function.proto, saved_object_graph.proto</a>
 */
final class Fields {
  static final int SAVED_MODEL_META_GRAPH = 2;
  static final int META_GRAPH_INFO = 1;
  static final int META_GRAPH_GRAPH = 2;
  static final int META_GRAPH_COLLECTION = 4;
  static final int META_GRAPH_SIGNATURE = 5;
  static final int META_GRAPH_ASSET = 6;
  static final int META_GRAPH_OBJECTS = 7;
  static final int GRAPH_NODE = 1;
  static final int GRAPH_LIBRARY = 2;
  static final int LIBRARY_FUNCTION = 1;
  static final int FUNCTION_SIGNATURE = 1;
  static final int FUNCTION_NODE = 3;
  static final int FUNCTION_RETURN = 4;
  static final int FUNCTION_ATTRIBUTE = 5;
  static final int SIGNATURE_NAME = 1;
  static final int SIGNATURE_INPUT = 2;
  static final int SIGNATURE_OUTPUT = 3;
  static final int NODE_NAME = 1;
  static final int NODE_OPERATOR = 2;
  static final int NODE_INPUT = 3;
  static final int NODE_ATTRIBUTE = 5;
  static final int VALUE_LIST = 1;
  static final int VALUE_STRING = 2;
  static final int VALUE_TENSOR = 8;
  static final int VALUE_PLACEHOLDER = 9;
  static final int VALUE_FUNCTION = 10;
  static final int LIST_STRING = 2;
  static final int LIST_TYPE = 6;
  static final int LIST_TENSOR = 8;
  static final int LIST_FUNCTION = 9;
  static final int TENSOR_TYPE = 1;
  static final int TENSOR_SHAPE = 2;
  static final int TENSOR_CONTENT = 4;
  static final int TENSOR_STRING = 8;
  static final int TYPE_STRING = 7;

  /** Of an entry of any map. */
  static final int KEY = 1;

  /** Of an entry of any map. */
  static final int VALUE = 2;

  private Fields() {}
}
