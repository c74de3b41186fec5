package org.modelscan.format.jinja;

import java.util.List;

/** A part of a template: what the lexer tells apart. Comments are left out. */
sealed interface Piece {
  int offset();

  /** Text that is written as it stands. */
  record Plain(int offset, String text) implements Piece {}

  /**
   * A tag, {@code {% … %}} or {@code {{ … }}}.
   *
   * @param prints whether it is of the second kind
   * @param tokens closed by one of kind END
   */
  record Tag(int offset, boolean prints, List<Token> tokens) implements Piece {}
}
