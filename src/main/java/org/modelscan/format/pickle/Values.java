package org.modelscan.format.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;

/**
 * What values of the machine hold: the text of a string, the elements of a tuple. The machine keeps
 * only where a value was made; what is asked for is read again from there.
 */
final class Values {
  /** Bytes of a string that is read. */
  static final int LONGEST_TEXT = 1 << 13;

  private final Bytes bytes;
  private final Budget budget;
  private final Tuples tuples;

  Values(Bytes bytes, Budget budget, Tuples tuples) {
    this.bytes = bytes;
    this.budget = budget;
    this.tuples = tuples;
  }

  /** The content of bytes, or of a string that is encoded to bytes. */
  Optional<Bytes> content(long value) throws IOException {
    int kind = Value.kind(value);
    if (kind != Value.BYTES && kind != Value.ENCODED && kind != Value.TEXT) {
      return Optional.empty();
    }
    Instruction instruction = new Disassembler(bytes, Value.payload(value)).next();
    if (kind == Value.BYTES) {
      return Optional.of(bytes.slice(instruction.content(), instruction.length()));
    }
    budget.entries(instruction.length() / 8);
    return Disassembler.argument(bytes, instruction, Integer.MAX_VALUE) instanceof String text
        ? Optional.of(new HeapBytes(text.getBytes(StandardCharsets.ISO_8859_1)))
        : Optional.empty();
  }

  /** The text of a string, where the value is one. */
  Optional<String> text(long value) throws IOException {
    if (Value.kind(value) != Value.TEXT) {
      return Optional.empty();
    }
    return textAt(Value.payload(value));
  }

  /** The number, where the value is an integer. */
  Optional<Long> integer(long value) throws IOException {
    return Value.kind(value) == Value.CONSTANT ? integerAt(Value.payload(value)) : Optional.empty();
  }

  /** Number of elements of a tuple; 0 where the value is none that is known. */
  int length(long tuple) {
    return Value.kind(tuple) == Value.TUPLE ? Math.max(0, tuples.length(tuple)) : 0;
  }

  /** An element of a tuple, or unknown. */
  long element(long tuple, int index) {
    return Value.kind(tuple) == Value.TUPLE ? tuples.get(tuple, index) : Value.NOTHING_KNOWN;
  }

  /** Whether all that is to know of a tuple is known. */
  boolean isKnownTuple(long value) {
    return Value.kind(value) == Value.TUPLE && tuples.length(value) >= 0;
  }

  /** A tuple without its first elements; unknown stays unknown. */
  long rest(long tuple, int from) {
    if (!isKnownTuple(tuple)) {
      return Value.NOTHING_KNOWN;
    }
    long[] kept = new long[Math.max(0, Math.min(length(tuple), Tuples.KEPT) - from)];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = element(tuple, from + i);
    }
    return tuples.add(kept, 0, kept.length);
  }

  /** Two tuples in a row. */
  long concatenate(long first, long second) {
    int left = Math.min(length(first), Tuples.KEPT);
    int right = Math.min(length(second), Tuples.KEPT);
    long[] kept = new long[left + right];
    for (int i = 0; i < left + right; i++) {
      kept[i] = i < left ? element(first, i) : element(second, i - left);
    }
    return tuples.add(kept, 0, kept.length);
  }

  /**
   * The text of the string whose opcode stands at {@code offset}, where that is a whole one of
   * bearable length.
   */
  private Optional<String> textAt(long offset) throws IOException {
    Instruction instruction = new Disassembler(bytes, offset).next();
    return instruction.length() <= LONGEST_TEXT
            && Disassembler.argument(bytes, instruction, LONGEST_TEXT) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The integer whose opcode stands at {@code offset}. */
  Optional<Long> integerAt(long offset) throws IOException {
    Instruction instruction = new Disassembler(bytes, offset).next();
    return switch (Disassembler.argument(bytes, instruction, 64)) {
      case Long number -> Optional.of(number);
      case BigInteger number when number.bitLength() < 64 -> Optional.of(number.longValue());
      case null, default -> Optional.empty();
    };
  }
}
