package org.modelscan.format.flax;

/**
 * The head of a MessagePack value.
 *
 * @param at where it starts
 * @param count items of an array, entries of a map, bytes of text, binary data and extensions, or
 *     the value of a whole number
 * @param extension type of an extension
 */
record Item(Kind kind, long at, long count, int extension) {
  enum Kind {
    MAP,
    ARRAY,
    TEXT,
    BINARY,
    EXTENSION,
    INTEGER,
    /** Nil, a truth value or a fraction. */
    OTHER
  }
}
