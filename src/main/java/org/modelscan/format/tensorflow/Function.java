package org.modelscan.format.tensorflow;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A FunctionDef of a graph's library, without its nodes.
 *
 * @param span where it lies
 * @param inputs names of its arguments, in order
 * @param positions which argument a name is, for functions of very many
 * @param outputs names of its results, in order
 * @param returns what each result is, as a node's input would name it
 */
record Function(
    Span span,
    String name,
    List<String> inputs,
    Map<String, Integer> positions,
    List<String> outputs,
    Map<String, String> returns) {

  static Function read(Message function, Span span) throws IOException {
    String name = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, String> returns = new HashMap<>();
    while (function.next()) {
      switch (function.bytesField()) {
        case Fields.FUNCTION_SIGNATURE -> {
          Message signature = function.message();
          while (signature.next()) {
            switch (signature.bytesField()) {
              case Fields.SIGNATURE_NAME -> name = signature.text(Node.NAME_LIMIT);
              case Fields.SIGNATURE_INPUT -> inputs.add(argumentName(signature.message()));
              case Fields.SIGNATURE_OUTPUT -> outputs.add(argumentName(signature.message()));
              default -> {}
            }
            verify(
                inputs.size() + outputs.size() <= Node.MOST_NAMES,
                signature.offset(),
                "function of too many arguments");
          }
        }
        case Fields.FUNCTION_RETURN -> {
          returnEntry(function.message(), returns);
          verify(
              returns.size() <= Node.MOST_NAMES, function.offset(), "function of too many results");
        }
        default -> {}
      }
    }
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      positions.putIfAbsent(inputs.get(i), i);
    }
    return new Function(span, name, inputs, positions, outputs, returns);
  }

  /** Which argument this is, or -1. */
  int argument(String argumentName) {
    return positions.getOrDefault(argumentName, -1);
  }

  /** OpDef.ArgDef: name (1). */
  private static String argumentName(Message argument) throws IOException {
    String name = "";
    while (argument.next()) {
      if (argument.bytesField() == 1) {
        name = argument.text(Node.NAME_LIMIT);
      }
    }
    return name;
  }

  private static void returnEntry(Message entry, Map<String, String> into) throws IOException {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = entry.text(Node.NAME_LIMIT);
        case Fields.VALUE -> value = entry.text(Node.NAME_LIMIT);
        default -> {}
      }
    }
    into.put(key, value);
  }
}
