package org.modelscan.format.tensorflow;

import org.jspecify.annotations.Nullable;
import org.modelscan.fact.Target;
import org.modelscan.format.protobuf.Span;

/**
 * Where a value of a graph comes from.
 *
 * @param string where the string lies that stands in the file, where it is one whole string
 */
record Source(Target target, @Nullable Span string) {
  static Source constant(String value, @Nullable Span string) {
    return new Source(new Target(Target.Kind.CONSTANT, value), string);
  }

  static Source asset(String file) {
    return new Source(new Target(Target.Kind.ASSET, file), null);
  }

  static Source caller(String name) {
    return new Source(new Target(Target.Kind.CALLER, name), null);
  }

  static Source computed(String by) {
    return new Source(new Target(Target.Kind.COMPUTED, by), null);
  }

  /** The same, with the string of the file that it was made from. */
  Source in(Span whole) {
    return new Source(target, whole);
  }

  boolean isConstant() {
    return target.kind() == Target.Kind.CONSTANT;
  }
}
