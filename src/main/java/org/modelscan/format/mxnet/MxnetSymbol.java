package org.modelscan.format.mxnet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonNames;

/** The graph of an MXNet model ({@code -symbol.json}). Source: nnvm/src/pass/saveload_json.cc. */
public final class MxnetSymbol implements Format {
  /** Operators that take the addresses of functions from an attribute: python/mxnet/operator.py. */
  private static final Set<String> BY_ADDRESS = Set.of("_Native", "_NDArray");

  @Override
  public Identity identity() {
    return new Identity(
        "mxnet-symbol",
        "MXNet symbol",
        Identity.Kind.MODEL,
        "a JSON object with nodes, arg_nodes and heads",
        "operators that call Python, inputs that are no nodes",
        "operators with their numbers");
  }

  @Override
  public Match probe(Head head) throws IOException {
    String text = head.text().u8(0) == '{' ? head.text().latin1() : "";
    if (!text.contains("\"nodes\"")) {
      return Match.NO;
    }
    if (!head.json().filter(names -> names.names().contains("nodes")).isPresent()) {
      return Match.NO;
    }
    // The list of nodes comes first and is long: what follows it is only asked for where they are
    // nodes of a symbol.
    boolean nodes =
        text.contains("\"op\"") && text.contains("\"name\"") && text.contains("\"inputs\"");
    return nodes
            && JsonNames.of(head.content())
                .filter(names -> names.names().containsAll(Set.of("arg_nodes", "heads")))
                .isPresent()
        ? Match.SURE
        : Match.NO;
  }

  private static List<Json> nodes(JsonDocument document) {
    return document.object().flatMap(root -> root.get("nodes")).orElse(null)
            instanceof Json.Items items
        ? items.items()
        : List.of();
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    List<Json> nodes = nodes(document);
    for (Json value : nodes) {
      if (value instanceof Json.Members node) {
        node(node, nodes.size(), out);
      }
    }
  }

  private static void node(Json.Members node, int nodes, Facts out) {
    String operator = node.text("op").orElse("");
    String name = node.text("name").orElse("");
    if (operator.equals("Custom")) {
      String type = attribute(node, "op_type");
      out.fact(
          new Fact.Operator(
              node.offset(),
              Fact.Operator.Framework.OTHER,
              "Custom " + type,
              OperatorEffect.UNKNOWN,
              List.of(),
              "node " + name,
              "",
              ""));
    } else if (BY_ADDRESS.contains(operator)) {
      out.fact(
          new Fact.OutOfRange(
              node.offset(),
              "address of a function in operator " + operator,
              name + ": " + attribute(node, "info")));
    }
    if (node.get("inputs").orElse(null) instanceof Json.Items inputs) {
      for (Json input : inputs.items()) {
        if (input instanceof Json.Items entry
            && !entry.items().isEmpty()
            && entry.items().getFirst() instanceof Json.Numeral index
            && !isNode(index.text(), nodes)) {
          out.fact(
              new Fact.OutOfRange(
                  input.offset(), "input of a node", name + ": " + index.text() + " of " + nodes));
        }
      }
    }
  }

  private static boolean isNode(String index, int nodes) {
    try {
      long value = Long.parseLong(index);
      return value >= 0 && value < nodes;
    } catch (NumberFormatException noIndex) {
      return false;
    }
  }

  /** Attributes are under {@code attrs}, before under {@code attr} or {@code param}. */
  private static String attribute(Json.Members node, String name) {
    for (String where : List.of("attrs", "attr", "param")) {
      if (node.get(where).orElse(null) instanceof Json.Members attributes && attributes.has(name)) {
        return attributes.text(name).orElse("");
      }
    }
    return "";
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    Map<String, Integer> operators = new TreeMap<>();
    for (Json value : nodes(document)) {
      if (value instanceof Json.Members node) {
        operators.merge(node.text("op").orElse(""), 1, Integer::sum);
      }
    }
    operators.forEach((name, count) -> out.entry(name, Integer.toString(count)));
  }
}
