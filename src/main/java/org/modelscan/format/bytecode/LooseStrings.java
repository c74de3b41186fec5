package org.modelscan.format.bytecode;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;

/**
 * Records of marshalled strings, found without knowing what is around them: what is left where data
 * is damaged or of a Python version that came later.
 */
final class LooseStrings {
  private static final int MAXIMUM_STRINGS = 10_000;
  private static final int MAXIMUM_LENGTH = 1 << 16;

  private LooseStrings() {}

  static List<String> in(byte[] data, Budget budget) throws BudgetSpent {
    budget.opcodes(data.length);
    Set<String> found = new LinkedHashSet<>();
    int at = 0;
    while (at < data.length && found.size() < MAXIMUM_STRINGS) {
      int type = data[at] & 0x7f;
      int start = at + (type == 'z' || type == 'Z' ? 2 : 5);
      long length = start > data.length ? 0 : length(data, at + 1, start - at - 1);
      if ("zZaAtus".indexOf(type) >= 0
          && length > 0
          && length <= Math.min(MAXIMUM_LENGTH, data.length - start)
          && isPrintable(data, start, (int) length)) {
        found.add(new String(data, start, (int) length, StandardCharsets.US_ASCII));
        at = start + (int) length;
      } else {
        at++;
      }
    }
    return List.copyOf(found);
  }

  private static long length(byte[] data, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = (value << 8) | (data[at + i] & 0xff);
    }
    return value;
  }

  private static boolean isPrintable(byte[] data, int start, int length) {
    for (int i = start; i < start + length; i++) {
      boolean isSpace = data[i] == '\n' || data[i] == '\t';
      if (data[i] == 0x7f || (data[i] < 0x20 && !isSpace)) {
        return false;
      }
    }
    return true;
  }
}
