package org.modelscan.source;

import java.util.Comparator;

/** Strings in the order of their code points, which is that of their UTF-8 bytes. */
enum CodePointOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String first, String second) {
    int length = Math.min(first.length(), second.length());
    for (int i = 0; i < length; i++) {
      int difference = rank(first.charAt(i)) - rank(second.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return first.length() - second.length();
  }

  /** Surrogates stand for code points above all other characters. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
