package org.modelscan.format.tflite;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.modelscan.format.Outline;
import org.modelscan.format.flatbuffer.Table;
import org.modelscan.format.flatbuffer.Vector;

/** Describes a model for a person. */
final class Description {
  private static final int LISTED = 200;

  /** TensorType, by number. */
  private static final List<String> TYPES =
      List.of(
          "float32",
          "float16",
          "int32",
          "uint8",
          "int64",
          "string",
          "bool",
          "int16",
          "complex64",
          "int8",
          "float64",
          "complex128",
          "uint64",
          "resource",
          "variant",
          "uint32",
          "uint16",
          "int4",
          "bfloat16");

  private Description() {}

  static void model(Model model, Outline out) throws IOException {
    out.entry("version", Long.toString(model.root().u32(0, 0)));
    out.entry("description", model.root().text(3, Model.TEXT_LIMIT));
    for (long i = 0; i < Math.min(LISTED, model.subgraphs().length()); i++) {
      Table subgraph = model.subgraphs().table(i);
      subgraph(model, subgraph, out.section("subgraph " + subgraph.text(4, Model.TEXT_LIMIT)));
    }
    Vector signatures = model.root().vector(7, 4);
    for (long i = 0; i < Math.min(LISTED, signatures.length()); i++) {
      Table signature = signatures.table(i);
      Outline section = out.section("signature " + signature.text(2, Model.TEXT_LIMIT));
      section.entry("inputs", names(signature.vector(0, 4)));
      section.entry("outputs", names(signature.vector(1, 4)));
    }
    out.entry("buffers", Long.toString(model.buffers().length()));
  }

  private static void subgraph(Model model, Table subgraph, Outline out) throws IOException {
    Vector tensors = subgraph.vector(0, 4);
    tensors("input", subgraph.vector(1, 4), tensors, out);
    tensors("output", subgraph.vector(2, 4), tensors, out);
    Map<String, Integer> counts = new TreeMap<>();
    Vector operators = subgraph.vector(3, 4);
    for (long i = 0; i < operators.length(); i++) {
      Table code = model.operatorCodes().table(operators.table(i).u32(0, 0));
      Model.OperatorCode operator = Model.OperatorCode.of(code);
      counts.merge(
          operator.custom() ? "custom " + operator.name() : operator.name(), 1, Integer::sum);
    }
    Outline list = out.section("operators");
    counts.forEach((name, count) -> list.entry(name, Integer.toString(count)));
  }

  private static void tensors(String what, Vector indexes, Vector tensors, Outline out)
      throws IOException {
    for (long i = 0; i < Math.min(LISTED, indexes.length()); i++) {
      Table tensor = tensors.table(indexes.i32(i));
      Vector shape = tensor.vector(0, 4);
      StringJoiner sizes = new StringJoiner(", ", "[", "]");
      for (long dimension = 0; dimension < Math.min(LISTED, shape.length()); dimension++) {
        sizes.add(Integer.toString(shape.i32(dimension)));
      }
      int type = tensor.i8(1, 0);
      String name = type >= 0 && type < TYPES.size() ? TYPES.get(type) : "type " + type;
      out.entry(what + " " + tensor.text(3, Model.TEXT_LIMIT), name + sizes);
    }
  }

  private static String names(Vector maps) throws IOException {
    StringJoiner names = new StringJoiner(", ");
    for (long i = 0; i < Math.min(LISTED, maps.length()); i++) {
      names.add(maps.table(i).text(0, Model.TEXT_LIMIT));
    }
    return names.toString();
  }
}
