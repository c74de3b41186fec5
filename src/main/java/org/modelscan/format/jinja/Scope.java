package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables at one place of a template, each with the values that it may have there. A
 * namespace's attributes are variables whose names have a dot. What a branch sets is kept in a
 * layer of its own until all branches were followed.
 */
final class Scope {
  /** Values kept of one variable. */
  static final int ALTERNATIVES = 8;

  private final @Nullable Scope below;
  private final Map<String, List<Value>> variables = new HashMap<>();

  Scope() {
    this(null);
  }

  private Scope(@Nullable Scope below) {
    this.below = below;
  }

  /** A scope that starts with what is known here; what is set in it is not seen here. */
  Scope layer() {
    return new Scope(this);
  }

  @Nullable List<Value> get(String name) {
    for (Scope scope = this; scope != null; scope = scope.below) {
      List<Value> values = scope.variables.get(name);
      if (values != null) {
        return values;
      }
    }
    return null;
  }

  void set(String name, List<Value> values) {
    variables.put(name, values);
  }

  /**
   * Takes over what several layers on this scope have set.
   *
   * @param exhaustive whether one of them was gone; if not, what was known before still may hold
   */
  void join(List<Scope> layers, boolean exhaustive) {
    Set<String> names = new HashSet<>();
    layers.forEach(layer -> names.addAll(layer.variables.keySet()));
    for (String name : names) {
      List<Value> before = get(name);
      List<Value> after = exhaustive ? null : before;
      for (Scope layer : layers) {
        List<Value> values = layer.get(name);
        if (values != null) {
          after = after == null ? values : either(after, values);
        }
      }
      if (after != null) {
        variables.put(name, after);
      }
    }
  }

  /** Takes over what a layer has set of namespaces, which outlive it. */
  void joinNamespaces(Scope layer) {
    layer.variables.forEach((name, values) -> {
      List<Value> before = get(name);
      if (before != null && name.indexOf('.') > 0) {
        variables.put(name, either(before, values));
      }
    });
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
          both.set(ALTERNATIVES - 1, Value.Unknown.VALUE);
          return both;
        }
        both.add(value);
      }
    }
    return both;
  }
}
