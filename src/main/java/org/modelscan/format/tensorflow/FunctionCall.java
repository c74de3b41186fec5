package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * How operators that take functions hand their inputs to them, from the operators' definitions in
 * functional_ops and data.
 */
final class FunctionCall {
  private FunctionCall() {}

  /** Whether the results of the operator are the results of its functions. */
  static boolean returnsResults(String operator) {
    return switch (operator) {
      case "PartitionedCall",
          "StatefulPartitionedCall",
          "TPUPartitionedCall",
          "RemoteCall",
          "If",
          "StatelessIf",
          "_If",
          "Case",
          "StatelessCase",
          "While",
          "StatelessWhile",
          "_While",
          "For" ->
          true;
      default -> false;
    };
  }

  /**
   * Which input of an operator that runs its functions again and again is its result where it runs
   * them not once; empty where it is another operator.
   */
  static OptionalInt handedOn(Node caller, int output) {
    return switch (caller.operator()) {
      case "While", "StatelessWhile", "_While" -> OptionalInt.of(output);
      case "For" -> OptionalInt.of(output + 3);
      default -> OptionalInt.empty();
    };
  }

  /**
   * Which result of its functions an operator that runs them again and again hands back to them as
   * an argument; empty where it does not.
   */
  static OptionalInt handedBack(Node caller, int argument) {
    return switch (caller.operator()) {
      case "While", "StatelessWhile", "_While" -> OptionalInt.of(argument);
      case "For" -> argument == 0 ? OptionalInt.empty() : OptionalInt.of(argument - 1);
      default -> OptionalInt.empty();
    };
  }

  /**
   * Which input of the caller is an argument of a function that it names; empty where that is no
   * input.
   */
  static OptionalInt input(Graph graph, Node caller, Function function, int argument)
      throws IOException {
    if (caller.operator().equals(function.name())) {
      return OptionalInt.of(argument);
    }
    return switch (caller.operator()) {
      case "PartitionedCall",
          "StatefulPartitionedCall",
          "TPUPartitionedCall",
          "SymbolicGradient",
          "While",
          "StatelessWhile",
          "_While",
          "MapDefun",
          "BatchFunction" ->
          OptionalInt.of(argument);
      case "RemoteCall", "If", "StatelessIf", "_If", "Case", "StatelessCase" ->
          OptionalInt.of(argument + 1);
      // Inputs are start, limit, delta and then the loop's values; arguments are the counter and
      // the values.
      case "For" -> argument == 0 ? OptionalInt.of(0) : OptionalInt.of(argument + 2);
      default -> captured(graph, caller, function, argument);
    };
  }

  /**
   * Most operators of tf.data give an element first, then what was captured: inputs after the data
   * set, Targuments in number. Those that hand a state on are not followed.
   */
  private static OptionalInt captured(Graph graph, Node caller, Function function, int argument)
      throws IOException {
    List<Span> types = caller.attribute("Targuments");
    boolean follows =
        Operators.tensorFlow().inputs(caller.operator()).indexOf("other_arguments") == 1;
    if (types.size() != 1 || !follows) {
      return OptionalInt.empty();
    }
    int capture = argument - (function.inputs().size() - listLength(graph, types.getFirst()));
    return capture < 0 ? OptionalInt.empty() : OptionalInt.of(1 + capture);
  }

  /** The functions whose results are those of the operator: all but the condition of a loop. */
  static List<String> functions(Graph graph, Node node) throws IOException {
    List<String> names = new ArrayList<>();
    Values.Visitor visitor =
        new Values.Visitor() {
          @Override
          public void string(Message holder, Span string) {}

          @Override
          public void function(String name) {
            names.add(name);
          }
        };
    for (Map.Entry<String, List<Span>> attribute : node.attributes().entrySet()) {
      if (!attribute.getKey().equals("cond")) {
        for (Span value : attribute.getValue()) {
          Values.visit(graph.at(value), visitor);
        }
      }
    }
    return names;
  }

  /** The number of types in an attribute that is a list of them. */
  private static int listLength(Graph graph, Span value) throws IOException {
    int length = 0;
    Message attribute = graph.at(value);
    while (attribute.next()) {
      if (attribute.bytesField() == Fields.VALUE_LIST) {
        Message list = attribute.message();
        while (list.next()) {
          if (list.number() == Fields.LIST_TYPE) {
            Message.Integers types = list.integers();
            while (types.more()) {
              types.next();
              length++;
            }
          }
        }
      }
    }
    return length;
  }
}
