package org.modelscan.format.jinja;

import java.util.List;
import java.util.Optional;

/** A Jinja expression; offsets are in characters from the template's start. */
sealed interface Expression {
  int offset();

  /** A string. */
  record Text(int offset, String value) implements Expression {}

  /** A number as it is written. */
  record Numeral(int offset, String digits) implements Expression {}

  /** {@code true}, {@code false} or {@code none}. */
  record Word(int offset, boolean isTrue) implements Expression {}

  /** A variable. */
  record Name(int offset, String name) implements Expression {}

  /** {@code of.name}. */
  record Attribute(int offset, Expression of, String name) implements Expression {}

  /** {@code of[key]}. */
  record Item(int offset, Expression of, Expression key) implements Expression {}

  /** {@code of[from:to:step]}. */
  record Slice(
      int offset,
      Expression of,
      Optional<Expression> from,
      Optional<Expression> to,
      Optional<Expression> step)
      implements Expression {}

  /** {@code function(arguments)}. */
  record Call(int offset, Expression function, Arguments arguments) implements Expression {}

  /** {@code input|name(arguments)}. */
  record Filter(int offset, Expression input, String name, Arguments arguments)
      implements Expression {}

  /** {@code input is name(arguments)}. */
  record Test(int offset, Expression input, String name, Arguments arguments)
      implements Expression {}

  /** A list or tuple. */
  record Sequence(int offset, List<Expression> items) implements Expression {}

  /** A dictionary; keys and values stand at the same places. */
  record Mapping(int offset, List<Expression> keys, List<Expression> values)
      implements Expression {}

  /** An operator with two operands; comparisons, {@code and} and {@code or} among them. */
  record Operation(int offset, String operator, Expression left, Expression right)
      implements Expression {}

  /** A sign or {@code not}. */
  record Unary(int offset, String operator, Expression operand) implements Expression {}

  /** {@code then if condition else otherwise}. */
  record Choice(int offset, Expression then, Expression condition, Optional<Expression> otherwise)
      implements Expression {}

  /** Whether it is true, where that can be told from how it is written. */
  default Optional<Boolean> truth() {
    return switch (this) {
      case Word word -> Optional.of(word.isTrue());
      case Text text -> Optional.of(!text.value().isEmpty());
      case Unary(_, String operator, Expression operand) when operator.equals("not") ->
          operand.truth().map(truth -> !truth);
      default -> Optional.empty();
    };
  }
}
