package org.modelscan.policy;

import java.util.List;
import java.util.regex.Pattern;

/** A part of a policy or baseline file, and where it stands. */
sealed interface Node {
  /** Levels of lists and mappings, which is more than any file needs. */
  int DEEPEST = 16;

  /** Plain scalars that are no text (YAML 1.2.2, 10.3.2 Tag Resolution). */
  Pattern OTHER_THAN_TEXT =
      Pattern.compile(
          "|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)"
              + "|\\.(nan|NaN|NAN)");

  Position at();

  /** What it is, for a message. */
  String kind();

  /**
   * A scalar.
   *
   * @param plain whether it is written without quotes, so that it can be a number or nothing at all
   */
  record Text(String value, boolean plain, Position at) implements Node {
    /** Whether it stands for no value. */
    boolean isNothing() {
      return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }

    /** Whether it is text where YAML's core schema could see a number, a truth value or nothing. */
    boolean isText() {
      return !plain || !OTHER_THAN_TEXT.matcher(value).matches();
    }

    @Override
    public String kind() {
      return isNothing()
          ? "nothing"
          : "'" + (value.length() > 60 ? value.substring(0, 60) + "…" : value) + "'";
    }
  }

  /** A list. */
  record Items(List<Node> items, Position at) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping; no key stands twice. */
  record Mapping(List<Entry> entries, Position at) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** One key with its value. */
  record Entry(Text key, Node value) {}
}
