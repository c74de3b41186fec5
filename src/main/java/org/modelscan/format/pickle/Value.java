package org.modelscan.format.pickle;

/**
 * Symbolic values, each packed into a long: a kind in the highest byte, and below it where the
 * value comes from. A value costs no object, and strings and containers stay in the file until
 * something asks for them.
 */
final class Value {
  /** Nothing is known about it. The number zero, so that fresh arrays hold it. */
  static final int UNKNOWN = 0;

  /** None, a boolean or a number; offset of its opcode. */
  static final int CONSTANT = 1;

  /** A string; offset of its opcode. */
  static final int TEXT = 2;

  /** Bytes or a bytearray; offset of its opcode. */
  static final int BYTES = 3;

  /**
   * Bytes that are made by encoding a string as Latin-1 (how protocols 0 to 2 write bytes); offset
   * of the string's opcode.
   */
  static final int ENCODED = 4;

  /** A list; offset of the opcode that made it. */
  static final int LIST = 5;

  /** A dict; offset of the opcode that made it. */
  static final int DICT = 6;

  /** A set or frozenset; offset of the opcode that made it. */
  static final int SET = 7;

  /** A tuple; position in {@link Tuples}. */
  static final int TUPLE = 8;

  /** An imported name; index in {@link Imports}. */
  static final int IMPORT = 9;

  /** What calling an imported name gave; index of that name in {@link Imports}. */
  static final int INSTANCE = 10;

  /** What could be computed from a call; index in {@link Folding}. */
  static final int FOLDED = 11;

  /** What the loading program gives for a persistent id; offset of the opcode. */
  static final int PERSISTENT = 12;

  /** A value of which nothing is known. */
  static final long NOTHING_KNOWN = 0;

  private static final int SHIFT = 56;
  private static final long PAYLOAD = (1L << SHIFT) - 1;

  private Value() {}

  static long of(int kind, long payload) {
    return (long) kind << SHIFT | payload;
  }

  static int kind(long value) {
    return (int) (value >>> SHIFT);
  }

  static long payload(long value) {
    return value & PAYLOAD;
  }
}
