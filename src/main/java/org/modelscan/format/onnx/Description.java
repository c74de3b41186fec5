package org.modelscan.format.onnx;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;

/** Describes a model for a person. */
final class Description {
  private static final int TEXT_LIMIT = 1024;

  /** TensorProto.DataType, by number. */
  private static final List<String> TYPES =
      List.of(
          "undefined",
          "float32",
          "uint8",
          "int8",
          "uint16",
          "int16",
          "int32",
          "int64",
          "string",
          "bool",
          "float16",
          "float64",
          "uint32",
          "uint64",
          "complex64",
          "complex128",
          "bfloat16",
          "float8e4m3fn",
          "float8e4m3fnuz",
          "float8e5m2",
          "float8e5m2fnuz",
          "uint4",
          "int4",
          "float4e2m1");

  private final Map<String, Integer> operators = new TreeMap<>();
  private final Map<String, Integer> externalFiles = new TreeMap<>();
  private long tensors;

  private Description() {}

  static void model(Message model, Outline out) throws IOException {
    Description description = new Description();
    while (model.next()) {
      switch (model.varintField()) {
        case 1 -> out.entry("IR version", Long.toString(model.value()));
        case 5 -> out.entry("model version", Long.toString(model.value()));
        default -> {}
      }
      switch (model.bytesField()) {
        case 2 -> out.entry("producer", model.text(TEXT_LIMIT));
        case 3 -> out.entry("producer version", model.text(TEXT_LIMIT));
        case 4 -> out.entry("domain", model.text(TEXT_LIMIT));
        case Fields.MODEL_GRAPH -> description.graph(model.message(), out.section("graph"));
        case Fields.MODEL_OPSET -> opset(model.message(), out);
        case Fields.MODEL_METADATA -> metadata(model.message(), out);
        case Fields.MODEL_TRAINING ->
            description.training(model.message(), out.section("training"));
        case Fields.MODEL_FUNCTION -> description.function(model.message(), out);
        default -> {}
      }
    }
    Outline list = out.section("operators");
    description.operators.forEach((name, count) -> list.entry(name, Integer.toString(count)));
    out.entry("tensors", Long.toString(description.tensors));
    if (!description.externalFiles.isEmpty()) {
      Outline files = out.section("external data");
      description.externalFiles.forEach((name, count) -> files.entry(name, count + " tensors"));
    }
  }

  private static void opset(Message opset, Outline out) throws IOException {
    String domain = "";
    long version = 0;
    while (opset.next()) {
      if (opset.bytesField() == 1) {
        domain = opset.text(TEXT_LIMIT);
      } else if (opset.varintField() == 2) {
        version = opset.value();
      }
    }
    out.entry("operator set", (domain.isEmpty() ? "ai.onnx" : domain) + " " + version);
  }

  private static void metadata(Message entry, Outline out) throws IOException {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.ENTRY_KEY -> key = entry.text(TEXT_LIMIT);
        case Fields.ENTRY_VALUE -> value = entry.text(TEXT_LIMIT);
        default -> {}
      }
    }
    out.entry("metadata " + key, value);
  }

  private void training(Message training, Outline out) throws IOException {
    while (training.next()) {
      switch (training.bytesField()) {
        case Fields.TRAINING_INITIALIZATION ->
            graph(training.message(), out.section("initialization"));
        case Fields.TRAINING_ALGORITHM -> graph(training.message(), out.section("algorithm"));
        default -> {}
      }
    }
  }

  private void function(Message function, Outline out) throws IOException {
    String name = "";
    String domain = "";
    while (function.next()) {
      switch (function.bytesField()) {
        case Fields.FUNCTION_NAME -> name = function.text(TEXT_LIMIT);
        case Fields.FUNCTION_DOMAIN -> domain = function.text(TEXT_LIMIT);
        case Fields.FUNCTION_NODE -> node(function.message());
        default -> {}
      }
    }
    out.entry("function", domain.isEmpty() ? name : domain + "::" + name);
  }

  private void graph(Message graph, Outline out) throws IOException {
    while (graph.next()) {
      switch (graph.bytesField()) {
        case Fields.GRAPH_NAME -> out.entry("name", graph.text(TEXT_LIMIT));
        case Fields.GRAPH_INPUT -> value("input", graph.message(), out);
        case Fields.GRAPH_OUTPUT -> value("output", graph.message(), out);
        default -> content(graph);
      }
    }
  }

  /** What graphs inside of nodes are asked for as well. */
  private void content(Message graph) throws IOException {
    switch (graph.bytesField()) {
      case Fields.GRAPH_NODE -> node(graph.message());
      case Fields.GRAPH_INITIALIZER -> tensor(graph.message());
      default -> {}
    }
  }

  private void node(Message node) throws IOException {
    String operator = "";
    String domain = "";
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_OPERATOR -> operator = node.text(TEXT_LIMIT);
        case Fields.NODE_DOMAIN -> domain = node.text(TEXT_LIMIT);
        case Fields.NODE_ATTRIBUTE -> attribute(node.message());
        default -> {}
      }
    }
    operators.merge(domain.isEmpty() ? operator : domain + "::" + operator, 1, Integer::sum);
  }

  private void attribute(Message attribute) throws IOException {
    while (attribute.next()) {
      switch (attribute.bytesField()) {
        case Fields.ATTRIBUTE_TENSOR, Fields.ATTRIBUTE_TENSORS -> tensor(attribute.message());
        case Fields.ATTRIBUTE_GRAPH, Fields.ATTRIBUTE_GRAPHS -> {
          Message graph = attribute.message();
          while (graph.next()) {
            content(graph);
          }
        }
        default -> {}
      }
    }
  }

  private void tensor(Message tensor) throws IOException {
    tensors++;
    while (tensor.next()) {
      if (tensor.bytesField() == Fields.TENSOR_EXTERNAL_DATA) {
        Message entry = tensor.message();
        String key = "";
        String value = "";
        while (entry.next()) {
          switch (entry.bytesField()) {
            case Fields.ENTRY_KEY -> key = entry.text(TEXT_LIMIT);
            case Fields.ENTRY_VALUE -> value = entry.text(TEXT_LIMIT);
            default -> {}
          }
        }
        if (key.equals("location")) {
          externalFiles.merge(value, 1, Integer::sum);
        }
      }
    }
  }

  /** ValueInfoProto: name (1), type (2) with tensor_type (1). */
  private static void value(String what, Message value, Outline out) throws IOException {
    String name = "";
    String type = "";
    while (value.next()) {
      switch (value.bytesField()) {
        case 1 -> name = value.text(TEXT_LIMIT);
        case 2 -> {
          Message kinds = value.message();
          while (kinds.next()) {
            if (kinds.bytesField() == 1) {
              type = tensorType(kinds.message());
            }
          }
        }
        default -> {}
      }
    }
    out.entry(what + " " + name, type);
  }

  /** TypeProto.Tensor: elem_type (1), shape (2) with dim (1) of a value (1) or a name (2). */
  private static String tensorType(Message tensor) throws IOException {
    String type = "";
    StringJoiner shape = new StringJoiner(", ", "[", "]");
    while (tensor.next()) {
      if (tensor.varintField() == 1) {
        long number = tensor.value();
        type = number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : "type " + number;
      } else if (tensor.bytesField() == 2) {
        Message dimensions = tensor.message();
        while (dimensions.next()) {
          if (dimensions.bytesField() == 1) {
            shape.add(dimension(dimensions.message()));
          }
        }
      }
    }
    return type + shape;
  }

  private static String dimension(Message dimension) throws IOException {
    String size = "?";
    while (dimension.next()) {
      if (dimension.varintField() == 1) {
        size = Long.toString(dimension.value());
      } else if (dimension.bytesField() == 2) {
        size = dimension.text(TEXT_LIMIT);
      }
    }
    return size;
  }
}
