package org.modelscan.format.pickle;

import java.util.Arrays;

/**
 * The elements of the last tuples that were made: enough to know the arguments of calls, without
 * keeping a file's worth of tuples. Older ones are forgotten, and what is forgotten counts as
 * unknown. Of a long tuple only the first elements are kept.
 */
final class Tuples {
  /** Elements kept of one tuple. */
  static final int KEPT = 64;

  private static final int CAPACITY = 1 << 19;

  /** A power of two, so that a position's place in it is a mask away. */
  private long[] ring = new long[1 << 7];

  private long next = 1;

  /** Remembers a tuple: {@code length} elements of {@code from}, starting at {@code start}. */
  long add(long[] from, int start, int length) {
    int kept = Math.min(length, KEPT);
    if (next + kept + 1 > ring.length && ring.length < CAPACITY) {
      ring = Arrays.copyOf(ring, ring.length * 2);
    }
    long position = next;
    set(next++, length);
    for (int i = 0; i < kept; i++) {
      set(next++, from[start + i]);
    }
    return Value.of(Value.TUPLE, position);
  }

  /** Number of elements, or -1 where it is forgotten. */
  int length(long tuple) {
    long position = Value.payload(tuple);
    // A kept tuple lies wholly within the last ring.length entries.
    if (position < next - ring.length) {
      return -1;
    }
    return (int) ring[place(position)];
  }

  /** An element, or unknown where it is forgotten or past the end. */
  long get(long tuple, int index) {
    int length = length(tuple);
    if (index >= length || index >= KEPT) {
      return Value.NOTHING_KNOWN;
    }
    return ring[place(Value.payload(tuple) + 1 + index)];
  }

  private void set(long position, long value) {
    ring[place(position)] = value;
  }

  private int place(long position) {
    return (int) position & (ring.length - 1);
  }
}
