package org.modelscan.format.npy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** A value that a Python literal writes. */
sealed interface Literal {
  /** A string, or bytes as Latin-1 text. */
  record Text(String value, boolean isBytes) implements Literal {}

  /** An integer; {@code True} is 1 and {@code False} is 0, as they are in Python. */
  record Whole(BigInteger value) implements Literal {}

  /** A number with a fraction, an exponent or an imaginary part: only that it is one. */
  record Real() implements Literal {}

  /** {@code None} or {@code ...}. */
  record None() implements Literal {}

  /** A tuple, list or set. */
  record Sequence(Kind kind, List<Literal> elements) implements Literal {
    /** Which brackets. */
    enum Kind {
      TUPLE,
      LIST,
      SET
    }

    /** Copies the elements. */
    public Sequence {
      elements = List.copyOf(elements);
    }
  }

  /** A dict: its entries as written, also those that a later one of the same key replaces. */
  record Dict(List<Entry> entries) implements Literal {
    /** A key with its value. */
    record Entry(Literal key, Literal value) {}

    /** Copies the entries. */
    public Dict {
      entries = List.copyOf(entries);
    }

    /** The value of a string key: the last one, as in Python. */
    Optional<Literal> get(String key) {
      return entries.reversed().stream()
          .filter(entry ->
              entry.key() instanceof Text(String text, boolean bytes) && !bytes && text.equals(key))
          .map(Entry::value)
          .findFirst();
    }
  }
}
