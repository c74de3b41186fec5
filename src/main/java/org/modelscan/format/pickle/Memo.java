package org.modelscan.format.pickle;

import java.util.Arrays;
import java.util.HashMap;
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

  private static final int SHIFT = 14;
  private static final int CHUNK = 1 << SHIFT;

  private final Budget budget;
  private final Map<Long, Long> sparse = new HashMap<>();
  private long count;

  // Complements of the values, so that fresh arrays hold absent ones. Only the first chunk is
  // shorter
  // than a whole one, until it is full: most files put less.
  private long[][] chunks = {new long[64]};
  private int chunkCount = 1;

  Memo(Budget budget) {
    this.budget = budget;
  }

  /** Number of entries put, which MEMOIZE takes as its index. */
  long count() {
    return count;
  }

  void put(long index, long value) throws BudgetSpent {
    long chunk = index >>> SHIFT;
    int place = (int) index & (CHUNK - 1);
    if (chunk < chunkCount && place < chunks[(int) chunk].length) {
      long[] entries = chunks[(int) chunk];
      if (entries[place] == 0 && (sparse.isEmpty() || sparse.remove(index) == null)) {
        count++;
      }
      entries[place] = ~value;
    } else if (chunk == 0) {
      chunks[0] = Arrays.copyOf(chunks[0], Math.min(CHUNK, Math.max(place + 1, place * 2)));
      put(index, value);
    } else if (chunk == chunkCount && chunks[0].length == CHUNK) {
      budget.entries(index + 8L * sparse.size());
      if (chunkCount == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunkCount * 2);
      }
      chunks[chunkCount++] = new long[CHUNK];
      put(index, value);
    } else if (sparse.put(index, value) == null) {
      // A map's entry takes the room of about eight.
      budget.entries(8L * sparse.size() + (long) CHUNK * chunkCount);
      count++;
    }
  }

  /** The value at an index, or {@link #ABSENT}. */
  long get(long index) {
    long chunk = index >>> SHIFT;
    int place = (int) index & (CHUNK - 1);
    long value =
        chunk < chunkCount && place < chunks[(int) chunk].length
            ? ~chunks[(int) chunk][place]
            : ABSENT;
    return value == ABSENT && !sparse.isEmpty() ? sparse.getOrDefault(index, ABSENT) : value;
  }
}
