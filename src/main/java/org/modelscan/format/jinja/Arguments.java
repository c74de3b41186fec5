package org.modelscan.format.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is given to a call, a filter or a test.
 *
 * @param spread what stands behind {@code *} and {@code **}
 */
record Arguments(
    List<Expression> positional, Map<String, Expression> named, List<Expression> spread) {
  static final Arguments NONE = new Arguments(List.of(), Map.of(), List.of());

  /** The argument of a name, or else the one at a place. */
  Optional<Expression> get(String name, int place) {
    Expression found = named.get(name);
    if (found != null) {
      return Optional.of(found);
    }
    return place < positional.size() ? Optional.of(positional.get(place)) : Optional.empty();
  }
}
