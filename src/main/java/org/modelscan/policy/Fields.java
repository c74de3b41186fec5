package org.modelscan.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of one mapping whose keys are all known. A key without a value is not set. */
final class Fields {
  private final Node.Mapping mapping;
  private final String what;
  private final Map<String, Node> values = new HashMap<>();

  private Fields(Node.Mapping mapping, String what) {
    this.mapping = mapping;
    this.what = what;
    for (Node.Entry entry : mapping.entries()) {
      if (!(entry.value() instanceof Node.Text text && text.isNothing())) {
        values.put(entry.key().value(), entry.value());
      }
    }
  }

  /**
   * The fields of a mapping.
   *
   * @param what the mapping is, for messages
   */
  static Fields of(Node node, String what, List<String> known) throws PolicyError {
    Fields fields = any(node, what);
    for (Node.Entry entry : fields.mapping.entries()) {
      String key = entry.key().value();
      if (!known.contains(key)) {
        throw new PolicyError(
            entry.key().at(),
            "unknown key " + entry.key().kind() + " in " + what + Spelling.hint(key, known));
      }
    }
    return fields;
  }

  /** The fields of a mapping whose keys are not fixed. */
  static Fields any(Node node, String what) throws PolicyError {
    if (node instanceof Node.Text text && text.isNothing()) {
      return new Fields(new Node.Mapping(List.of(), text.at()), what);
    }
    if (!(node instanceof Node.Mapping mapping)) {
      throw mustBe(node, what, "a mapping (key: value)");
    }
    return new Fields(mapping, what);
  }

  Position at() {
    return mapping.at();
  }

  List<Node.Entry> entries() {
    return mapping.entries();
  }

  Optional<Node> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** A text that must be there. */
  Node.Text required(String key) throws PolicyError {
    Optional<Node.Text> text = text(key);
    if (text.isEmpty()) {
      throw new PolicyError(at(), what + " needs " + key);
    }
    return text.get();
  }

  Optional<Node.Text> text(String key) throws PolicyError {
    Node value = values.get(key);
    return value == null ? Optional.empty() : Optional.of(text(value, key));
  }

  List<Node> items(String key) throws PolicyError {
    return switch (values.get(key)) {
      case null -> List.of();
      case Node.Items list -> list.items();
      case Node other -> throw mustBe(other, key, "a list");
    };
  }

  List<Node.Text> texts(String key) throws PolicyError {
    List<Node.Text> texts = new ArrayList<>();
    for (Node item : items(key)) {
      texts.add(text(item, "an item of " + key));
    }
    return texts;
  }

  static Node.Text text(Node node, String what) throws PolicyError {
    if (!(node instanceof Node.Text text) || !text.isText()) {
      throw mustBe(node, what, "text" + (node instanceof Node.Text ? " (put it in quotes)" : ""));
    }
    return text;
  }

  static PolicyError mustBe(Node node, String what, String expected) {
    return new PolicyError(node.at(), what + " must be " + expected + ", not " + node.kind());
  }
}
