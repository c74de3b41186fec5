package org.modelscan.format.gguf;

import java.util.Optional;

/** Types of values in the key-value table, in the order of their numbers. */
enum ValueType {
  UINT8(1),
  INT8(1),
  UINT16(2),
  INT16(2),
  UINT32(4),
  INT32(4),
  FLOAT32(4),
  BOOL(1),
  STRING(4),
  ARRAY(8),
  UINT64(8),
  INT64(8),
  FLOAT64(8);

  private final int bytes;

  ValueType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one value; of strings and arrays, the fewest that there can be. */
  int bytes() {
    return bytes;
  }

  static Optional<ValueType> of(long number) {
    return number >= 0 && number < values().length
        ? Optional.of(values()[(int) number])
        : Optional.empty();
  }
}
