package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables at one place of a template, each with the values that it may have there. A
 * namespace's attributes are variables whose names have a dot.
 */
final class Scope {
  /** Values kept of one variable. */
  static final int ALTERNATIVES = 8;

  private final Map<String, List<Value>> variables;

  Scope() {
    this(new HashMap<>());
  }

  private Scope(Map<String, List<Value>> variables) {
    this.variables = variables;
  }

  Scope copy() {
    return new Scope(new HashMap<>(variables));
  }

  int size() {
    return variables.size();
  }

  @Nullable List<Value> get(String name) {
    return variables.get(name);
  }

  void set(String name, List<Value> values) {
    variables.put(name, values);
  }

  /** What holds after one of two ways was gone: this one, or the other. */
  void join(Scope other) {
    other.variables.forEach((name, values) -> variables.merge(name, values, Scope::either));
  }

  /** The values of both, as many as are kept; what is left out becomes unknown. */
  static List<Value> either(List<Value> one, List<Value> other) {
    if (one.equals(other)) {
      return one;
    }
    List<Value> both = new ArrayList<>(one);
    for (Value value : other) {
      if (!both.contains(value)) {
        if (both.size() >= ALTERNATIVES) {
          both.set(ALTERNATIVES - 1, Value.UNKNOWN);
          return both;
        }
        both.add(value);
      }
    }
    return both;
  }
}
