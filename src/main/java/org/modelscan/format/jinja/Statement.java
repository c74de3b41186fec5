package org.modelscan.format.jinja;

import java.util.List;
import java.util.Optional;

/** A part of a template that does something. */
sealed interface Statement {
  /** Text that is written as it stands. */
  record Plain(String text) implements Statement {}

  /** Writes a value; or only computes it, for tags of extensions. */
  record Print(Expression value) implements Statement {}

  /** {@code for}, with the names that it sets. */
  record For(
      List<String> targets,
      Expression over,
      Optional<Expression> condition,
      List<Statement> body,
      List<Statement> otherwise)
      implements Statement {}

  /** {@code if} with all its branches; without a condition for {@code else}. */
  record If(List<Branch> branches) implements Statement {}

  /** A branch of {@code if}. */
  record Branch(Optional<Expression> condition, List<Statement> body) {}

  /** {@code set}; a name with a dot sets a namespace's attribute. */
  record Assign(List<String> targets, Expression value) implements Statement {}

  /**
   * Keeps or changes what a body writes: the block form of {@code set}, and {@code filter}.
   *
   * @param target what it is kept in, empty where it is written
   * @param value an expression over {@link #WRITTEN}
   */
  record Capture(Optional<String> target, Expression value, List<Statement> body)
      implements Statement {
    /** Name of what the body wrote; no template can write it. */
    static final String WRITTEN = " written";
  }

  /** {@code macro}. */
  record Macro(String name, List<Parameter> parameters, List<Statement> body)
      implements Statement {}

  /** A parameter of a macro. */
  record Parameter(String name, Optional<Expression> otherwise) {}

  /** {@code call}: a call that is given a body. */
  record CallBlock(List<Parameter> parameters, Expression call, List<Statement> body)
      implements Statement {}

  /** {@code with}. */
  record With(List<Assign> assignments, List<Statement> body) implements Statement {}

  /**
   * {@code include}, {@code import}, {@code from}, {@code extends}.
   *
   * @param names what is then known under a name
   */
  record Load(int offset, String how, Expression template, List<String> names)
      implements Statement {}

  /** {@code block}, {@code autoescape} and what else only surrounds. */
  record Body(List<Statement> body) implements Statement {}
}
