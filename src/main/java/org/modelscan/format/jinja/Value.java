package org.modelscan.format.jinja;

import java.util.List;

/** What is known of a value before the template runs. */
sealed interface Value {
  /** Stands in a {@link Text} for characters that are not known. */
  char UNKNOWN_PART = '\uffff';

  /** Items of a list that are kept. */
  int COUNT = 128;

  /** Levels of lists that are kept. */
  int DEPTH = 3;

  /** A string, possibly with unknown parts. */
  record Text(String value) implements Value {}

  /** A whole number. */
  record Numeral(long value) implements Value {}

  /**
   * A list or tuple.
   *
   * @param depth levels of lists and dictionaries in it, itself included
   */
  record Items(List<Value> items, int depth) implements Value {
    /** A list; unknown where it is nested or long beyond what names are built with. */
    static Value of(List<Value> items) {
      int depth = 1 + deepest(items);
      return depth > DEPTH || items.size() > COUNT ? Unknown.VALUE : new Items(items, depth);
    }
  }

  /** A dictionary; keys and values stand at the same places. */
  record Pairs(List<Value> keys, List<Value> values, int depth) implements Value {
    /** A dictionary; unknown where it is nested or long beyond what names are built with. */
    static Value of(List<Value> keys, List<Value> values) {
      int depth = 1 + Math.max(deepest(keys), deepest(values));
      return depth > DEPTH || keys.size() > COUNT ? Unknown.VALUE : new Pairs(keys, values, depth);
    }
  }

  /** A macro of the template, or something else that a template may call by its name. */
  record Callable(List<Statement.Macro> macro) implements Value {}

  /** An attribute that was taken by a name that is known. */
  record Member(String name) implements Value {}

  /** Data that is given from outside. */
  enum Unknown implements Value {
    VALUE
  }

  /** What it is as part of a longer string. */
  default String asText() {
    return switch (this) {
      case Text text -> text.value();
      case Numeral number -> Long.toString(number.value());
      case Items _, Pairs _, Callable _, Member _, Unknown _ -> String.valueOf(UNKNOWN_PART);
    };
  }

  private static int deepest(List<Value> values) {
    int deepest = 0;
    for (Value value : values) {
      int depth =
          switch (value) {
            case Items items -> items.depth();
            case Pairs pairs -> pairs.depth();
            case Text _, Numeral _, Callable _, Member _, Unknown _ -> 0;
          };
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
