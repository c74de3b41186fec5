package org.modelscan.format.tensorflow;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A NodeDef, read in full: only nodes that matter are.
 *
 * @param name unique in its graph or function
 * @param operator an operator of TensorFlow or a function of the library
 * @param inputs what flows in, in order, without control inputs: {@code node}, {@code node:1}, in
 *     functions also {@code argument} and {@code node:output:0}
 * @param attributes AttrValue messages by their names; where a name is given twice, parsers take
 *     the last or merge them, so that all count
 */
record Node(String name, String operator, List<String> inputs, Map<String, List<Span>> attributes) {
  /** Names beyond this are not followed; TensorFlow's own are far shorter. */
  static final int NAME_LIMIT = 1 << 16;

  /** Inputs, attributes, arguments and the like beyond this are no node or function of a model. */
  static final int MOST_NAMES = 1 << 18;

  static Node read(Message node) throws IOException {
    String name = "";
    String operator = "";
    List<String> inputs = new ArrayList<>();
    Map<String, List<Span>> attributes = new LinkedHashMap<>();
    int values = 0;
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_NAME -> name = node.text(NAME_LIMIT);
        case Fields.NODE_OPERATOR -> operator = node.text(NAME_LIMIT);
        case Fields.NODE_INPUT -> {
          String input = node.text(NAME_LIMIT);
          if (!input.startsWith("^")) {
            inputs.add(input);
          }
        }
        case Fields.NODE_ATTRIBUTE -> {
          values += attribute(node.message(), attributes);
        }
        default -> {}
      }
      verify(inputs.size() + values <= MOST_NAMES, node.offset(), "node of too many inputs");
    }
    return new Node(name, operator, inputs, attributes);
  }

  /** The AttrValue messages of an attribute: one, or none where the node does not have it. */
  List<Span> attribute(String key) {
    return attributes.getOrDefault(key, List.of());
  }

  /** Adds the values of an entry, and gives their number. */
  private static int attribute(Message entry, Map<String, List<Span>> into) throws IOException {
    String key = "";
    List<Span> values = new ArrayList<>(1);
    while (entry.next()) {
      switch (entry.bytesField()) {
        case Fields.KEY -> key = entry.text(NAME_LIMIT);
        case Fields.VALUE -> values.add(entry.span());
        default -> {}
      }
    }
    into.computeIfAbsent(key, _ -> new ArrayList<>(1)).addAll(values);
    return values.size();
  }
}
