package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A NodeDef, read in full: only nodes that matter are.
 *
 * @param name unique in its graph or function
 * @param operator an operator of TensorFlow or a function of the library
 * @param inputs what flows in, in order, without control inputs: {@code node}, {@code node:1}, in
 *     functions also {@code argument} and {@code node:output:0}
 * @param attributes AttrValue messages by their names
 */
record Node(String name, String operator, List<String> inputs, Map<String, Span> attributes) {
  /** Names beyond this are not followed; TensorFlow's own are far shorter. */
  static final int NAME_LIMIT = 1 << 16;

  static Node read(Message node, Budget budget) throws IOException {
    String name = "";
    String operator = "";
    List<String> inputs = new ArrayList<>();
    Map<String, Span> attributes = new LinkedHashMap<>();
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_NAME -> name = node.text(NAME_LIMIT);
        case Fields.NODE_OPERATOR -> operator = node.text(NAME_LIMIT);
        case Fields.NODE_INPUT -> {
          String input = node.text(NAME_LIMIT);
          if (!input.startsWith("^")) {
            inputs.add(input);
            budget.entries(inputs.size());
          }
        }
        case Fields.NODE_ATTRIBUTE -> {
          attribute(node.message(), attributes);
          budget.entries(attributes.size());
        }
        default -> {}
      }
    }
    return new Node(name, operator, inputs, attributes);
  }

  /** The AttrValue of an attribute. */
  Optional<Span> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  private static void attribute(Message entry, Map<String, Span> into) throws IOException {
    String key = "";
    Span value = null;
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = entry.text(NAME_LIMIT);
        case Fields.VALUE -> value = entry.span();
        default -> {}
      }
    }
    if (value != null) {
      into.put(key, value);
    }
  }
}
