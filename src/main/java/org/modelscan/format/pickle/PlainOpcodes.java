package org.modelscan.format.pickle;

import org.modelscan.bytes.BudgetSpent;

/**
 * Runs the opcodes that only make data, nearly all of a model's: one small loop over local
 * variables, which the runtime compiles within milliseconds, where it takes seconds for all of
 * {@link Machine}. It stops before any opcode that is not plain here, however it is: unknown, with
 * an argument that goes past what is buffered or past its frame, on a stack that lacks a value. The
 * machine judges that one.
 */
final class PlainOpcodes {
  /** Bytes of the longest opcode without content of its own: BINFLOAT. */
  private static final int LONGEST = 9;

  private final PickleInput input;
  private final Stack stack;
  private final Memo memo;
  private final Tuples tuples;

  PlainOpcodes(PickleInput input, Stack stack, Memo memo, Tuples tuples) {
    this.input = input;
    this.stack = stack;
    this.memo = memo;
    this.tuples = tuples;
  }

  /**
   * Runs as far as it goes.
   *
   * @param items whether putting items into dictionaries is plain, too: not where something waits
   *     for them
   * @return the number of opcodes run
   */
  int run(boolean items) throws BudgetSpent {
    byte[] window = input.window;
    long[] values = stack.values;
    int[] marks = stack.marks;
    long base = input.base;
    int end = input.plainEnd();
    int last = end - LONGEST;
    int room = values.length;
    int at = input.at;
    int depth = stack.depth;
    int markCount = stack.markCount;
    int count = 0;

    run:
    while (at <= last && depth < room) {
      switch (window[at] & 0xff) {
        case 'K' -> { // BININT1
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at += 2;
        }
        case 'M' -> { // BININT2
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at += 3;
        }
        case 'J' -> { // BININT
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at += 5;
        }
        case 'G' -> { // BINFLOAT
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at += 9;
        }
        case 'N', 0x88, 0x89 -> { // NONE, NEWTRUE, NEWFALSE
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at++;
        }
        case 0x8a -> { // LONG1
          int next = at + 2 + (window[at + 1] & 0xff);
          if (next > end) {
            break run;
          }
          values[depth++] = Value.of(Value.CONSTANT, base + at);
          at = next;
        }
        case 'U', 0x8c -> { // SHORT_BINSTRING, SHORT_BINUNICODE
          int next = at + 2 + (window[at + 1] & 0xff);
          if (next > end) {
            break run;
          }
          values[depth++] = Value.of(Value.TEXT, base + at);
          at = next;
        }
        case 'X' -> { // BINUNICODE
          int length = (int) unsigned(window, at + 1);
          if (length < 0 || length > end - at - 5) {
            break run;
          }
          values[depth++] = Value.of(Value.TEXT, base + at);
          at += 5 + length;
        }
        case 'C' -> { // SHORT_BINBYTES
          int next = at + 2 + (window[at + 1] & 0xff);
          if (next > end) {
            break run;
          }
          values[depth++] = Value.of(Value.BYTES, base + at);
          at = next;
        }
        case ']' -> values[depth++] = Value.of(Value.LIST, base + at++); // EMPTY_LIST
        case '}' -> values[depth++] = Value.of(Value.DICT, base + at++); // EMPTY_DICT
        case ')' -> { // EMPTY_TUPLE
          values[depth++] = tuples.add(values, 0, 0);
          at++;
        }
        case 0x85, 0x86, 0x87 -> { // TUPLE1, TUPLE2, TUPLE3
          int first = depth - ((window[at] & 0xff) - 0x84);
          if (first < 0) {
            break run;
          }
          values[first] = tuples.add(values, first, depth - first);
          depth = first + 1;
          at++;
        }
        case 't' -> { // TUPLE
          if (markCount == 0 || marks[markCount - 1] > depth) {
            break run;
          }
          int first = marks[--markCount];
          values[first] = tuples.add(values, first, depth - first);
          depth = first + 1;
          at++;
        }
        case '(' -> { // MARK
          if (markCount == marks.length) {
            break run;
          }
          marks[markCount++] = depth;
          at++;
        }
        case 'a' -> { // APPEND
          if (depth < 2 || isAbove(marks, markCount, depth - 1) || isImport(values[depth - 2])) {
            break run;
          }
          depth--;
          at++;
        }
        case 's' -> { // SETITEM
          if (!items
              || depth < 3
              || isAbove(marks, markCount, depth - 2)
              || isImport(values[depth - 3])) {
            break run;
          }
          depth -= 2;
          at++;
        }
        case 'e', 'u' -> { // APPENDS, SETITEMS
          if (!items || markCount == 0) {
            break run;
          }
          int first = marks[markCount - 1];
          if (first == 0 || first > depth || isImport(values[first - 1])) {
            break run;
          }
          markCount--;
          depth = first;
          at++;
        }
        case 'q' -> { // BINPUT
          if (depth == 0) {
            break run;
          }
          memo.put(window[at + 1] & 0xff, values[depth - 1]);
          at += 2;
        }
        case 'r' -> { // LONG_BINPUT
          if (depth == 0) {
            break run;
          }
          memo.put(unsigned(window, at + 1), values[depth - 1]);
          at += 5;
        }
        case 0x94 -> { // MEMOIZE
          if (depth == 0) {
            break run;
          }
          memo.put(memo.count(), values[depth - 1]);
          at++;
        }
        case 'h' -> { // BINGET
          long value = memo.get(window[at + 1] & 0xff);
          if (value == Memo.ABSENT) {
            break run;
          }
          values[depth++] = value;
          at += 2;
        }
        case 'j' -> { // LONG_BINGET
          long value = memo.get(unsigned(window, at + 1));
          if (value == Memo.ABSENT) {
            break run;
          }
          values[depth++] = value;
          at += 5;
        }
        default -> {
          break run;
        }
      }
      count++;
    }
    input.at = at;
    stack.depth = depth;
    stack.markCount = markCount;
    return count;
  }

  /** Whether the last mark lies above the first {@code depth} values. */
  private static boolean isAbove(int[] marks, int markCount, int depth) {
    return markCount > 0 && marks[markCount - 1] > depth;
  }

  private static boolean isImport(long value) {
    return Value.kind(value) == Value.IMPORT;
  }

  private static long unsigned(byte[] window, int at) {
    int low = (window[at] & 0xff) | ((window[at + 1] & 0xff) << 8);
    int high = (window[at + 2] & 0xff) | ((window[at + 3] & 0xff) << 8);
    return low | ((long) high << 16);
  }
}
