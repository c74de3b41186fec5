package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.modelscan.format.protobuf.Span;

/**
 * How operators that take functions hand their inputs to them, from the operators' definitions in
 * functional_ops and data.
 */
final class FunctionCall {
  /** Counts the entries of an attribute that is a list. */
  interface ListLength {
    int of(Span value) throws IOException;
  }

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
          "_While" ->
          true;
      default -> false;
    };
  }

  /**
   * Which input of the caller is an argument of a function that it names; empty where that is no
   * input.
   */
  static OptionalInt input(Node caller, Function function, int argument, ListLength length)
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
          "BatchFunction" ->
          OptionalInt.of(argument);
      case "RemoteCall", "If", "StatelessIf", "_If", "Case", "StatelessCase" ->
          OptionalInt.of(argument + 1);
      // Inputs are start, limit, delta and then the loop's values; arguments are the counter and
      // the values.
      case "For" -> argument == 0 ? OptionalInt.of(0) : OptionalInt.of(argument + 2);
      default -> captured(caller, function, argument, length);
    };
  }

  /**
   * Operators of tf.data give an element first, then what was captured: inputs after the data set,
   * Targuments in number.
   */
  private static OptionalInt captured(
      Node caller, Function function, int argument, ListLength length) throws IOException {
    Optional<Span> types = caller.attribute("Targuments");
    if (types.isEmpty()) {
      return OptionalInt.empty();
    }
    int capture = argument - (function.inputs().size() - length.of(types.get()));
    return capture < 0 ? OptionalInt.empty() : OptionalInt.of(1 + capture);
  }
}
