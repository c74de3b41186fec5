package org.modelscan.format.tensorflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.format.protobuf.Span;

/**
 * Finds messages by their names without keeping the names: spans by the hashes of their names, at
 * 20 bytes each. What is found may have another name of the same hash, so that the name must be
 * looked at again. The hashes are sorted and not put into slots: whoever picks names that fall into
 * one slot gains nothing.
 */
final class NameIndex {
  /**
   * Messages of one hash that are looked at; the others count as not there. That many only meet on
   * purpose.
   */
  private static final int ALIKE = 64;

  private final Budget budget;

  /** A hash in the high half, the number of the message in the low one; in order once looked in. */
  private long[] keys = new long[64];

  private long[] starts = new long[64];
  private int[] lengths = new int[64];
  private int count;
  private boolean inOrder;

  NameIndex(Budget budget) {
    this.budget = budget;
  }

  /** Adds a message of less than 2 GiB, which all messages are. */
  void add(String name, Span span) throws BudgetSpent {
    budget.entries(count + 1L);
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    keys[count] = (long) hash(name) << 32 | count;
    starts[count] = span.start();
    lengths[count] = Math.toIntExact(span.length());
    count++;
    inOrder = false;
  }

  /** The messages that may have this name, in the order in which they were added. */
  List<Span> find(String name) {
    if (!inOrder) {
      Arrays.sort(keys, 0, count);
      inOrder = true;
    }
    List<Span> found = new ArrayList<>(1);
    long hash = hash(name);
    int at = Arrays.binarySearch(keys, 0, count, hash << 32);
    for (int i = at < 0 ? -at - 1 : at;
        i < count && keys[i] >> 32 == hash && found.size() < ALIKE;
        i++) {
      int message = (int) keys[i];
      found.add(new Span(starts[message], starts[message] + lengths[message]));
    }
    return found;
  }

  /** Made so that names that differ in one letter differ in all bits. */
  private static int hash(String name) {
    long hash = 0x9e37_79b9_7f4a_7c15L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x1000_0000_01b3L;
      hash ^= hash >>> 29;
    }
    return (int) ((hash * 0xbf58_476d_1ce4_e5b9L) >>> 32);
  }
}
