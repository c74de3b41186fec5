package org.modelscan.format.onnx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.modelscan.fact.Fact;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Reach;
import org.modelscan.fact.Target;
import org.modelscan.format.protobuf.Message;

/**
 * The attributes of a node that are strings or integers, by their names.
 *
 * @param strings values cut after some length
 */
record NodeText(Map<String, String> strings, Map<String, Long> integers) {
  private static final int TEXT_LIMIT = 4096;
  private static final int ATTRIBUTES = 64;

  /**
   * Attributes by which Python operators name what they call: module and class, or function, or a
   * registered number.
   */
  private static final List<String> CALLED =
      List.of("module", "class_name", "compute", "func_name", "name", "id");

  /** Attributes that are kept however many there are. */
  private static final Set<String> KEPT =
      Set.of("module", "class_name", "func_name", "model_uri", "ep_cache_context", "embed_mode");

  static NodeText of(Message node) throws IOException {
    Map<String, String> strings = new TreeMap<>();
    Map<String, Long> integers = new TreeMap<>();
    while (node.next()) {
      if (node.bytesField() == Fields.NODE_ATTRIBUTE) {
        Message attribute = node.message();
        String name = "";
        String string = null;
        Long integer = null;
        while (attribute.next()) {
          switch (attribute.bytesField()) {
            case Fields.ATTRIBUTE_NAME -> name = attribute.text(TEXT_LIMIT);
            case Fields.ATTRIBUTE_STRING -> string = attribute.text(TEXT_LIMIT);
            default -> {}
          }
          if (attribute.varintField() == Fields.ATTRIBUTE_INTEGER) {
            integer = attribute.value();
          }
        }
        boolean kept = strings.size() + integers.size() < ATTRIBUTES || KEPT.contains(name);
        if (kept && string != null) {
          strings.put(name, string);
        }
        if (kept && integer != null) {
          integers.put(name, integer);
        }
      }
    }
    return new NodeText(strings, integers);
  }

  /** The node as an operator that calls Python. */
  Fact.Operator python(String operator, long offset, String where) {
    List<String> called = new ArrayList<>();
    for (String name : CALLED) {
      String value = strings.get(name);
      if (value != null) {
        called.add(value);
      }
    }
    return operator(
        operator,
        offset,
        where,
        OperatorEffect.CALLS_PYTHON,
        String.join(".", called),
        "calls Python code");
  }

  /** The node as an operator that sends what it is given to an address. */
  Fact.Operator network(String operator, long offset, String where) {
    return operator(
        operator,
        offset,
        where,
        OperatorEffect.NETWORK,
        strings.getOrDefault("model_uri", ""),
        "sends its inputs to a service on the network");
  }

  private Fact.Operator operator(
      String operator,
      long offset,
      String where,
      OperatorEffect effect,
      String target,
      String reason) {
    StringJoiner evidence = new StringJoiner(", ", operator + "(", ")");
    strings.forEach((name, value) -> evidence.add(name + "='" + value + "'"));
    List<Target> targets =
        target.isEmpty() ? List.of() : List.of(new Target(Target.Kind.CONSTANT, target));
    return new Fact.Operator(
        offset,
        Fact.Operator.Framework.ONNX,
        operator,
        effect,
        targets,
        where,
        reason,
        evidence.toString());
  }

  /**
   * EPContext of ONNX Runtime: with embed_mode 0, the compiled model is a file whose path is in the
   * node.
   */
  Optional<Fact> context(long offset) {
    String path = strings.getOrDefault("ep_cache_context", "");
    return integers.getOrDefault("embed_mode", 1L) == 0 && Reach.of(path) != Reach.INSIDE
        ? Optional.of(new Fact.ExternalFile(offset, "compiled part of an ONNX model", path))
        : Optional.empty();
  }
}
