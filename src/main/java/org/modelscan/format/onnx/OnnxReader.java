package org.modelscan.format.onnx;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.format.Surroundings;
import org.modelscan.format.protobuf.Message;

/** Goes through every place of a model that can hold a node or a tensor. */
final class OnnxReader {
  private static final int NAME_LIMIT = 4096;
  private static final int CHARGE = 1024;

  /** Domains of ONNX and of the runtimes that everyone has. */
  private static final Set<String> DOMAINS =
      Set.of(
          "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.contrib", "org.pytorch.aten");

  /** An operator of a domain that is not known, where it was met first. */
  private record Unknown(long offset, String where) {}

  private final Facts out;
  private final ExternalData externalData;
  private final Map<String, Unknown> unknown = new LinkedHashMap<>();
  private final Map<String, Fact.Operator> dangerous = new LinkedHashMap<>();
  private final Set<String> functions = new HashSet<>();
  private int uncharged;

  private OnnxReader(Facts out, Surroundings surroundings) {
    this.out = out;
    this.externalData = new ExternalData(out, surroundings);
  }

  /** States the facts of a ModelProto. */
  static void read(Bytes content, Facts out, Surroundings surroundings) throws IOException {
    OnnxReader reader = new OnnxReader(out, surroundings);
    try {
      reader.model(Message.of(content, Message.WINDOW));
    } finally {
      reader.conclude(); // what was passed over is stated also where the rest is damaged
    }
  }

  private void model(Message model) throws IOException {
    while (model.next()) {
      switch (model.bytesField()) {
        case Fields.MODEL_GRAPH -> graph(model.message());
        case Fields.MODEL_TRAINING -> training(model.message());
        case Fields.MODEL_FUNCTION -> function(model.message());
        default -> {}
      }
    }
  }

  /** States what can be said only when all functions of the model are known. */
  private void conclude() {
    // Also where the model has a function of the same name: runtimes look among their own operators
    // first.
    dangerous.values().forEach(out::fact);
    Set<String> domains = new HashSet<>();
    unknown.forEach((name, first) -> {
      if (!functions.contains(name) && domains.add(name.substring(0, name.indexOf("::")))) {
        out.fact(
            new Fact.Operator(
                first.offset(),
                Fact.Operator.Framework.ONNX,
                name,
                OperatorEffect.UNKNOWN,
                List.of(),
                first.where(),
                "",
                ""));
      }
    });
  }

  private void training(Message training) throws IOException {
    while (training.next()) {
      switch (training.bytesField()) {
        case Fields.TRAINING_INITIALIZATION, Fields.TRAINING_ALGORITHM -> graph(training.message());
        default -> {}
      }
    }
  }

  private void graph(Message graph) throws IOException {
    while (graph.next()) {
      switch (graph.bytesField()) {
        case Fields.GRAPH_NODE -> node(graph.message(), graph.span().start());
        case Fields.GRAPH_INITIALIZER -> externalData.tensor(graph.message());
        case Fields.GRAPH_SPARSE_INITIALIZER -> sparse(graph.message());
        default -> {}
      }
    }
  }

  private void function(Message function) throws IOException {
    String name = "";
    String domain = "";
    while (function.next()) {
      switch (function.bytesField()) {
        case Fields.FUNCTION_NAME -> name = function.text(NAME_LIMIT);
        case Fields.FUNCTION_DOMAIN -> domain = function.text(NAME_LIMIT);
        case Fields.FUNCTION_NODE -> node(function.message(), function.span().start());
        case Fields.FUNCTION_ATTRIBUTE -> attribute(function.message());
        default -> {}
      }
    }
    out.budget().entries(functions.size() + 1L);
    functions.add(domain + "::" + name);
  }

  private void node(Message node, long offset) throws IOException {
    if (++uncharged == CHARGE) {
      out.budget().opcodes(uncharged);
      uncharged = 0;
    }
    String operator = "";
    String domain = "";
    String name = "";
    Message again = node.at(node.extent());
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_NAME -> name = node.text(NAME_LIMIT);
        case Fields.NODE_OPERATOR -> operator = node.text(NAME_LIMIT);
        case Fields.NODE_DOMAIN -> domain = node.text(NAME_LIMIT);
        case Fields.NODE_ATTRIBUTE -> attribute(node.message());
        default -> {}
      }
    }
    String full = domain + "::" + operator;
    switch (operator) {
      // PyOp: ONNX Runtime's language interop and its extensions; PythonOp: its training.
      case "PyOp", "PythonOp", "PythonOpGrad" ->
          dangerous(full, NodeText.of(again).python(full, offset, "node " + name));
      // Of the extensions of ONNX Runtime: operators/azure.
      case "AzureAudioToText",
          "AzureTextToText",
          "AzureTritonInvoker",
          "OpenAIAudioToText",
          "OpenAIEmbeddings" ->
          dangerous(full, NodeText.of(again).network(full, offset, "node " + name));
      case "EPContext" -> NodeText.of(again).context(offset).ifPresent(out::fact);
      default -> {
        if (!isKnown(domain) && !unknown.containsKey(full)) {
          out.budget().entries(unknown.size() + 1L);
          unknown.put(full, new Unknown(offset, "node " + name));
        }
      }
    }
  }

  /** Of each operator and what it works on, the first. */
  private void dangerous(String operator, Fact.Operator fact) throws IOException {
    out.budget().entries(dangerous.size() + 1L);
    dangerous.putIfAbsent(operator + fact.targets(), fact);
  }

  private static boolean isKnown(String domain) {
    return DOMAINS.contains(domain)
        || domain.startsWith("com.microsoft")
        || domain.startsWith("ai.onnx.preview");
  }

  private void attribute(Message attribute) throws IOException {
    while (attribute.next()) {
      switch (attribute.bytesField()) {
        case Fields.ATTRIBUTE_TENSOR, Fields.ATTRIBUTE_TENSORS ->
            externalData.tensor(attribute.message());
        case Fields.ATTRIBUTE_GRAPH, Fields.ATTRIBUTE_GRAPHS -> graph(attribute.message());
        case Fields.ATTRIBUTE_SPARSE_TENSOR, Fields.ATTRIBUTE_SPARSE_TENSORS ->
            sparse(attribute.message());
        default -> {}
      }
    }
  }

  private void sparse(Message sparse) throws IOException {
    while (sparse.next()) {
      switch (sparse.bytesField()) {
        case Fields.SPARSE_VALUES, Fields.SPARSE_INDICES -> externalData.tensor(sparse.message());
        default -> {}
      }
    }
  }
}
