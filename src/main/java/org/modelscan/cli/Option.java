package org.modelscan.cli;

import java.util.List;

/**
 * An option of a command.
 *
 * @param names the long one last, by which messages call it
 * @param label what its value is, for a person; empty where it has none
 * @param repeatable whether it may be given more than once
 * @param description a sentence
 */
record Option(List<String> names, String label, boolean repeatable, String description) {
  /** Copies the names. */
  Option {
    names = List.copyOf(names);
  }

  /** An option without a value. */
  static Option flag(String description, String... names) {
    return new Option(List.of(names), "", true, description);
  }

  /** An option with one value, which is given at most once. */
  static Option one(String label, String description, String... names) {
    return new Option(List.of(names), label, false, description);
  }

  /** An option with one value, as often as wanted. */
  static Option many(String label, String description, String... names) {
    return new Option(List.of(names), label, true, description);
  }

  boolean takesValue() {
    return !label.isEmpty();
  }

  /** How it is written: {@code -o, --output=FILE}. */
  String written() {
    String indent = names.getFirst().startsWith("--") ? "    " : "";
    return indent + String.join(", ", names) + (takesValue() ? "=" + label : "");
  }
}
