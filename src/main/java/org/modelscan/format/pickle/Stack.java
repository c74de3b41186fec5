package org.modelscan.format.pickle;

import java.util.Arrays;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;

/**
 * The stack of the machine, with its marks, grown within the budget. Where Python would find too
 * little on it, that is noted and what is missing counts as unknown. {@link PlainOpcodes} works on
 * the fields themselves.
 */
final class Stack {
  private final Budget budget;
  private final Soundness soundness;

  long[] values = new long[256];
  int depth;
  int[] marks = new int[64];
  int markCount;

  Stack(Budget budget, Soundness soundness) {
    this.budget = budget;
    this.soundness = soundness;
  }

  void push(long value) throws BudgetSpent {
    if (depth == values.length) {
      budget.entries(depth * 2L);
      values = Arrays.copyOf(values, depth * 2);
    }
    values[depth++] = value;
  }

  long pop(long offset) {
    if (depth == 0) {
      soundness.fails(offset, "stack underflow");
      return Value.NOTHING_KNOWN;
    }
    if (markCount > 0 && marks[markCount - 1] >= depth) {
      soundness.fails(offset, "unexpected mark");
      markCount--;
    }
    return values[--depth];
  }

  /** Takes the uppermost value or, where that comes last, the mark. */
  void popValueOrMark(long offset) {
    if (markCount > 0 && marks[markCount - 1] == depth) {
      markCount--;
    } else {
      pop(offset);
    }
  }

  long top(long offset) {
    if (depth == 0) {
      soundness.fails(offset, "stack underflow");
      return Value.NOTHING_KNOWN;
    }
    return values[depth - 1];
  }

  /** Puts another value in the place of the uppermost. */
  void replaceTop(long value) {
    values[depth - 1] = value;
  }

  void pushMark() throws BudgetSpent {
    if (markCount == marks.length) {
      budget.entries(markCount);
      marks = Arrays.copyOf(marks, markCount * 2);
    }
    marks[markCount++] = depth;
  }

  /** Takes the last mark off; where there is none, everything on the stack counts as above it. */
  int mark(long offset) {
    if (markCount == 0) {
      soundness.fails(offset, "no mark");
      return 0;
    }
    return Math.min(marks[--markCount], depth);
  }
}
