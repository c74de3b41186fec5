package org.modelscan.format.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.format.protobuf.Span;

/**
 * Finds messages by their names without keeping the names: a hash table of spans, at 20 bytes a
 * slot. What is found may have another name of the same hash, so that the name must be looked at
 * again.
 */
final class NameIndex {
  private final Budget budget;
  private long[] hashes = new long[64];
  private long[] starts = new long[64];
  private int[] lengths = new int[64];
  private int count;

  NameIndex(Budget budget) {
    this.budget = budget;
  }

  /** Adds a message of less than 2 GiB, which all messages are. */
  void add(String name, Span span) throws BudgetSpent {
    budget.entries(count + 1L);
    if (count * 2 >= hashes.length) {
      grow();
    }
    put(hash(name), span.start(), Math.toIntExact(span.length()));
    count++;
  }

  /** The messages that may have this name, in the order in which they were added. */
  List<Span> find(String name) {
    List<Span> found = new ArrayList<>(1);
    long hash = hash(name);
    for (int slot = slot(hash); hashes[slot] != 0; slot = slot + 1 & hashes.length - 1) {
      if (hashes[slot] == hash) {
        found.add(new Span(starts[slot], starts[slot] + lengths[slot]));
      }
    }
    return found;
  }

  private void put(long hash, long start, int length) {
    int slot = slot(hash);
    while (hashes[slot] != 0) {
      slot = slot + 1 & hashes.length - 1;
    }
    hashes[slot] = hash;
    starts[slot] = start;
    lengths[slot] = length;
  }

  private void grow() {
    long[] oldHashes = hashes;
    long[] oldStarts = starts;
    int[] oldLengths = lengths;
    hashes = new long[oldHashes.length * 2];
    starts = new long[hashes.length];
    lengths = new int[hashes.length];
    for (int slot = 0; slot < oldHashes.length; slot++) {
      if (oldHashes[slot] != 0) {
        put(oldHashes[slot], oldStarts[slot], oldLengths[slot]);
      }
    }
  }

  private int slot(long hash) {
    return (int) (hash >>> 32) & hashes.length - 1;
  }

  /** 64 bits, never 0. Made so that names that differ in one letter spread over all slots. */
  private static long hash(String name) {
    long hash = 0x9e37_79b9_7f4a_7c15L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x1000_0000_01b3L;
      hash ^= hash >>> 29;
    }
    hash *= 0xbf58_476d_1ce4_e5b9L;
    hash ^= hash >>> 32;
    return hash == 0 ? 1 : hash;
  }
}
