package org.modelscan.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Limits;

class MemoTest {

  /** Whatever the order of indices: what lay far ahead stays where the dense part grows over it. */
  @Test
  void sameAsAMap() throws BudgetSpent {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Memo memo = new Memo(new Budget(Limits.DEFAULT));
      Map<Long, Long> expected = new HashMap<>();
      long next = 0;
      for (int i = 0; i < 60_000; i++) {
        long index = random.nextInt(1000) == 0 ? random.nextInt(70_000) : next++;
        memo.put(index, i);
        expected.put(index, (long) i);
      }
      assertThat(memo.count()).as("seed %d", seed).isEqualTo(expected.size());
      for (long index = 0; index < 70_000; index++) {
        assertThat(memo.get(index)).isEqualTo(expected.getOrDefault(index, Memo.ABSENT));
      }
    }
  }
}
