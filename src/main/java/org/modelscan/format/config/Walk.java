package org.modelscan.format.config;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.json.Json;

/**
 * Visits every object of a tree. Aliases make a tree larger than its text, so steps are counted.
 */
final class Walk {
  private static final int STEPS = 200_000;
  private static final int BATCH = 1_024;
  private static final int PATH = 400;

  private final Visitor visitor;
  private final Budget budget;
  private int steps;

  /** What is told of each object. */
  @FunctionalInterface
  interface Visitor {
    /**
     * An object.
     *
     * @param path the names that lead to it, with dots; empty for the outermost one
     */
    void visit(String path, Json.Members object) throws IOException;
  }

  Walk(Visitor visitor, Budget budget) {
    this.visitor = visitor;
    this.budget = budget;
  }

  void all(Json root) throws IOException {
    value("", root);
  }

  private void value(String path, Json value) throws IOException {
    if (++steps % BATCH == 0) {
      budget.opcodes(BATCH);
    }
    if (steps > STEPS) {
      throw new MalformedInput(value.offset(), "configuration of more values than are followed");
    }
    switch (value) {
      case Json.Members object -> {
        visitor.visit(path, object);
        for (Json.Member member : object.members()) {
          if (isNested(member.value())) {
            value(inside(path, member.name()), member.value());
          }
        }
      }
      case Json.Items items -> {
        for (Json item : items.items()) {
          if (isNested(item)) {
            value(path, item);
          }
        }
      }
      case Json.Text _, Json.Numeral _, Json.Word _ -> {}
    }
  }

  /** The path to a member, clipped: it is only for people. */
  private static String inside(String path, String name) {
    if (path.length() + name.length() > PATH) {
      return path.endsWith("…") ? path : path + "…";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  private static boolean isNested(Json value) {
    return value instanceof Json.Members || value instanceof Json.Items;
  }
}
