package org.modelscan.format.bytecode;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the instructions that concern names, by the Python versions that share them.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.12/Lib/opcode.py">Lib/opcode.py</a>, since
 *     3.13 Include/opcode_ids.h
 */
final class Dialect {
  /**
   * Up to 3.5: one byte, or three where the number is 90 or more. Python 2 differs in the prefix
   * instruction.
   */
  private static final Dialect THREE_BYTES =
      new Dialect().classic().captured(136, 137).extended(144);

  private static final Dialect PYTHON_2 = new Dialect().classic().captured(136, 137).extended(145);

  /** 3.6 to 3.10: two bytes each. LOAD_METHOD since 3.7. */
  private static final Dialect WORDS =
      new Dialect().classic().captured(136, 137).set(Operation.ATTRIBUTE, 160).extended(144);

  /** 3.11: inline caches, and a flag in the argument of LOAD_GLOBAL. */
  private static final Dialect PYTHON_3_11 =
      new Dialect()
          .classic()
          .captured(137, 138)
          .set(Operation.ATTRIBUTE, 160)
          .neutral(0, 2, 9)
          .flag(116)
          .extended(144);

  /** 3.12: the flag also in LOAD_ATTR, which takes the place of LOAD_METHOD. */
  private static final Dialect PYTHON_3_12 =
      new Dialect().classic().captured(137, 138).neutral(0, 2, 9).flag(116).flag(106).extended(144);

  /** 3.13. */
  private static final Dialect PYTHON_3_13 =
      new Dialect()
          .set(Operation.IMPORT, 75)
          .set(Operation.IMPORT_FROM, 74)
          .set(Operation.LOAD_NAME, 91, 92, 90)
          .set(Operation.LOAD_VARIABLE, 85, 87)
          .set(Operation.ATTRIBUTE, 82)
          .set(Operation.STORE_NAME, 113, 114)
          .set(Operation.STORE_VARIABLE, 110)
          .set(Operation.STORE_AND_LOAD_VARIABLES, 111)
          .captured(84, 109)
          .neutral(0, 30, 34)
          .flag(91)
          .flag(82)
          .extended(71);

  /** 3.14. */
  private static final Dialect PYTHON_3_14 =
      new Dialect()
          .set(Operation.IMPORT, 73)
          .set(Operation.IMPORT_FROM, 72)
          .set(Operation.LOAD_NAME, 92, 93, 91)
          .set(Operation.LOAD_VARIABLE, 84, 86, 88)
          .set(Operation.ATTRIBUTE, 80)
          .set(Operation.STORE_NAME, 115, 116)
          .set(Operation.STORE_VARIABLE, 112)
          .set(Operation.STORE_AND_LOAD_VARIABLES, 113)
          .captured(83, 110)
          .neutral(0, 27, 28, 33)
          .flag(92)
          .flag(80)
          .extended(69);

  private static final int HAVE_ARGUMENT = 90;
  private static final int RETURN_VALUE = 83;

  private final Operation[] operations = new Operation[256];
  private final boolean[] flagged = new boolean[256];
  private int extended;

  private Dialect() {
    Arrays.fill(operations, Operation.OTHER);
  }

  /** The dialect that instructions are written in, or null where they show none that is known. */
  static @Nullable Dialect of(byte[] instructions, CodeLayout layout) {
    return switch (layout) {
      case PYTHON_2 -> PYTHON_2;
      case PYTHON_3_0 -> endsWithWord(instructions) ? WORDS : THREE_BYTES;
      case PYTHON_3_8 -> WORDS;
      case PYTHON_3_11 -> sinceCaches(instructions);
    };
  }

  /** Code ends in a return, in 3.6 and later with an unused argument of 0. */
  private static boolean endsWithWord(byte[] instructions) {
    int length = instructions.length;
    return length % 2 == 0
        && length > 0
        && instructions[length - 1] == 0
        && instructions[length - 2] == RETURN_VALUE;
  }

  /**
   * RESUME stands at the start, behind what makes cells and generators; its number tells the
   * versions apart.
   */
  private static @Nullable Dialect sinceCaches(byte[] instructions) {
    for (int at = 0; at + 1 < instructions.length; at += 2) {
      int number = instructions[at] & 0xff;
      int argument = instructions[at + 1] & 0xff;
      boolean mayResume = argument == 0; // of a function's start
      if (number == 151 && mayResume) {
        return cachesBehindGlobal(instructions, at);
      } else if (number == 149 && mayResume && isPrefix(instructions, at, 94, 62, 35, 32)) {
        return PYTHON_3_13;
      } else if (number == 128 && mayResume) {
        return PYTHON_3_14;
      }
    }
    return null;
  }

  /** Whether all instructions before {@code end} are of those that may stand before RESUME. */
  private static boolean isPrefix(byte[] instructions, int end, int... prefix) {
    for (int at = 0; at < end; at += 2) {
      int number = instructions[at] & 0xff;
      if (Arrays.stream(prefix).noneMatch(one -> one == number)) {
        return false;
      }
    }
    return true;
  }

  /**
   * 3.11 keeps five words of cache behind LOAD_GLOBAL and four behind LOAD_ATTR; 3.12 four and
   * nine.
   */
  private static Dialect cachesBehindGlobal(byte[] instructions, int from) {
    for (int at = from; at + 1 < instructions.length; at += 2) {
      int number = instructions[at] & 0xff;
      if (number == 116 || number == 106) {
        int words = 0;
        while (at + 3 + 2 * words < instructions.length && instructions[at + 2 + 2 * words] == 0) {
          words++;
        }
        return words == (number == 116 ? 5 : 4) ? PYTHON_3_11 : PYTHON_3_12;
      }
      if (number == 160) {
        return PYTHON_3_11;
      }
    }
    return PYTHON_3_12;
  }

  /** Gives each instruction to {@code step}, with its argument as an index into its table. */
  void walk(byte[] instructions, ObjIntConsumer<Operation> step) {
    boolean isWords = this != THREE_BYTES && this != PYTHON_2;
    int extension = 0;
    int at = 0;
    while (at < instructions.length) {
      int number = instructions[at] & 0xff;
      int argument = 0;
      if (isWords) {
        argument = extension << 8 | u8(instructions, at + 1);
        at += 2;
      } else if (number >= HAVE_ARGUMENT) {
        argument = extension << 16 | u8(instructions, at + 2) << 8 | u8(instructions, at + 1);
        at += 3;
      } else {
        at++;
      }
      if (number == extended) {
        extension = argument;
        continue;
      }
      extension = 0;
      step.accept(operations[number], argument >>> (flagged[number] ? 1 : 0));
    }
  }

  private static int u8(byte[] instructions, int at) {
    return at < instructions.length ? instructions[at] & 0xff : 0;
  }

  /** What did not change from Python 2 to 3.12. */
  private Dialect classic() {
    return set(Operation.STORE_NAME, 90, 97)
        .set(Operation.LOAD_NAME, 101, 116)
        .set(Operation.ATTRIBUTE, 106)
        .set(Operation.IMPORT, 108)
        .set(Operation.IMPORT_FROM, 109)
        .set(Operation.LOAD_VARIABLE, 124)
        .set(Operation.STORE_VARIABLE, 125);
  }

  private Dialect captured(int load, int store) {
    return set(Operation.LOAD_CAPTURED, load).set(Operation.STORE_CAPTURED, store);
  }

  private Dialect neutral(int... numbers) {
    return set(Operation.NEUTRAL, numbers);
  }

  private Dialect set(Operation operation, int... numbers) {
    for (int number : numbers) {
      operations[number] = operation;
    }
    return this;
  }

  /** The lowest bit of the argument is a flag. */
  private Dialect flag(int number) {
    flagged[number] = true;
    return this;
  }

  private Dialect extended(int number) {
    extended = number;
    return this;
  }
}
