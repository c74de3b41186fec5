package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/** Describes graphs for a person. */
final class Description {
  private static final int TEXT_LIMIT = 1024;
  private static final int LISTED = 200;

  /** DataType of types.proto, by number. */
  private static final List<String> TYPES =
      List.of(
          "invalid",
          "float32",
          "float64",
          "int32",
          "uint8",
          "int16",
          "int8",
          "string",
          "complex64",
          "int64",
          "bool",
          "qint8",
          "quint8",
          "qint32",
          "bfloat16",
          "qint16",
          "quint16",
          "uint16",
          "complex128",
          "float16",
          "resource",
          "variant",
          "uint32",
          "uint64");

  private Description() {}

  static void metaGraph(Message message, Outline out) throws IOException {
    while (message.next()) {
      switch (message.bytesField()) {
        case Fields.META_GRAPH_INFO -> info(message.message(), out);
        case Fields.META_GRAPH_GRAPH -> graph(message.message(), out.section("graph"));
        case Fields.META_GRAPH_COLLECTION -> collection(message.message(), out);
        case Fields.META_GRAPH_SIGNATURE -> signatureEntry(message.message(), out);
        case Fields.META_GRAPH_ASSET -> asset(message.message(), out);
        default -> {}
      }
    }
  }

  /** Functions, operators with their numbers, and what the caller gives. */
  static void graph(Message graph, Outline out) throws IOException {
    Map<String, Integer> operators = new TreeMap<>();
    List<String> functions = new ArrayList<>();
    List<Span> inputs = new ArrayList<>();
    Message again = graph.at(graph.extent());
    new GraphWalk(
            new GraphWalk.Visitor() {
              @Override
              public void node(Span node, String operator, @Nullable Span within) {
                operators.merge(operator, 1, Integer::sum);
                if (within == null
                    && operator.startsWith("Placeholder")
                    && inputs.size() < LISTED) {
                  inputs.add(node);
                }
              }

              @Override
              public void function(Span function, String name) {
                functions.add(name);
              }

              @Override
              public void string(Message holder, Span string, Span owner) {}
            })
        .graph(graph);
    Outline list = out.section("operators");
    operators.forEach((name, count) -> list.entry(name, Integer.toString(count)));
    if (!inputs.isEmpty()) {
      StringJoiner names = new StringJoiner(", ");
      for (Span input : inputs) {
        names.add(name(again.at(input)));
      }
      out.entry("inputs", names.toString());
    }
    if (!functions.isEmpty()) {
      Outline section = out.section("functions");
      functions.forEach(section::line);
    }
  }

  /** MetaInfoDef: tags (4), tensorflow_version (5). */
  private static void info(Message info, Outline out) throws IOException {
    while (info.next()) {
      switch (info.bytesField()) {
        case 4 -> out.entry("tag", info.text(TEXT_LIMIT));
        case 5 -> out.entry("TensorFlow", info.text(TEXT_LIMIT));
        default -> {}
      }
    }
  }

  private static void collection(Message entry, Outline out) throws IOException {
    while (entry.next()) {
      if (entry.bytesField() == Fields.KEY) {
        out.entry("collection", entry.text(TEXT_LIMIT));
      }
    }
  }

  private static void asset(Message asset, Outline out) throws IOException {
    while (asset.next()) {
      if (asset.bytesField() == 2) {
        out.entry("asset", asset.text(TEXT_LIMIT));
      }
    }
  }

  /** SignatureDef: inputs (1), outputs (2), method_name (3). */
  private static void signatureEntry(Message entry, Outline out) throws IOException {
    String key = "";
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = entry.text(TEXT_LIMIT);
        case Fields.VALUE -> {
          Outline section = out.section("signature " + key);
          Message signature = entry.message();
          while (signature.next()) {
            switch (signature.bytesField()) {
              case 1 -> tensorEntry("input", signature.message(), section);
              case 2 -> tensorEntry("output", signature.message(), section);
              case 3 -> section.entry("method", signature.text(TEXT_LIMIT));
              default -> {}
            }
          }
        }
        default -> {}
      }
    }
  }

  private static void tensorEntry(String what, Message entry, Outline out) throws IOException {
    String key = "";
    String tensor = "";
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = entry.text(TEXT_LIMIT);
        case Fields.VALUE -> tensor = tensorInfo(entry.message());
        default -> {}
      }
    }
    out.entry(what + " " + key, tensor);
  }

  /** TensorInfo: name (1), dtype (2), tensor_shape (3). */
  private static String tensorInfo(Message tensor) throws IOException {
    String name = "";
    String type = "";
    String shape = "";
    while (tensor.next()) {
      if (tensor.varintField() == 2) {
        type = type(tensor.value());
      }
      switch (tensor.bytesField()) {
        case 1 -> name = tensor.text(TEXT_LIMIT);
        case 3 -> shape = shape(tensor.message());
        default -> {}
      }
    }
    return type + shape + " " + name;
  }

  /** The name of a DataType. */
  static String type(long number) {
    return number >= 0 && number < TYPES.size() ? TYPES.get((int) number) : "type " + number;
  }

  /** TensorShapeProto: dim (2) with size (1), unknown_rank (3). */
  static String shape(Message shape) throws IOException {
    StringJoiner sizes = new StringJoiner(", ", "[", "]");
    while (shape.next()) {
      if (shape.bytesField() == 2) {
        Message dimension = shape.message();
        long size = 0;
        while (dimension.next()) {
          if (dimension.varintField() == 1) {
            size = dimension.value();
          }
        }
        sizes.add(size < 0 ? "?" : Long.toString(size));
      } else if (shape.varintField() == 3) {
        sizes.add("…");
      }
    }
    return sizes.toString();
  }

  private static String name(Message node) throws IOException {
    String name = "";
    while (node.next()) {
      if (node.bytesField() == Fields.NODE_NAME) {
        name = node.text(TEXT_LIMIT);
      }
    }
    return name;
  }
}
