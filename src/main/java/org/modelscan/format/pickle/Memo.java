package org.modelscan.format.pickle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;

/**
 * The memo: dense from 0 as picklers write it, sparse where a file jumps ahead. Grows by what is
 * put, not by indices.
 */
final class Memo {
  /** Stands for no entry; no value is packed to it. */
  static final long ABSENT = -1;

  private static final int CHUNK = 1 << 10;

  private final Budget budget;
  private final List<long[]> chunks = new ArrayList<>();
  private final Map<Long, Long> sparse = new HashMap<>();
  private long count;

  Memo(Budget budget) {
    this.budget = budget;
  }

  /** Number of entries put, which MEMOIZE takes as its index. */
  long count() {
    return count;
  }

  void put(long index, long value) throws BudgetSpent {
    long chunk = index / CHUNK;
    if (chunk < chunks.size()) {
      long[] entries = chunks.get((int) chunk);
      if (entries[(int) (index % CHUNK)] == ABSENT) {
        count++;
      }
      entries[(int) (index % CHUNK)] = value;
    } else if (chunk == chunks.size()) {
      budget.entries(index + 8L * sparse.size());
      long[] entries = new long[CHUNK];
      Arrays.fill(entries, ABSENT);
      chunks.add(entries);
      put(index, value);
    } else if (sparse.put(index, value) == null) {
      budget.entries(
          8L * sparse.size()
              + (long) CHUNK * chunks.size()); // a map's entry takes the room of about eight
      count++;
    }
  }

  /** The value at an index, or {@link #ABSENT}. */
  long get(long index) {
    long chunk = index / CHUNK;
    if (chunk < chunks.size()) {
      return chunks.get((int) chunk)[(int) (index % CHUNK)];
    }
    return sparse.getOrDefault(index, ABSENT);
  }
}
