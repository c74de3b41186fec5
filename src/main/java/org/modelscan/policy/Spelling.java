package org.modelscan.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant. */
public final class Spelling {
  private Spelling() {}

  /** A hint to append to a message: empty where nothing is near. */
  public static String hint(String written, Collection<String> known) {
    return nearest(written, known).map(near -> "; did you mean " + near + "?").orElse("");
  }

  /** The nearest known word, where at most a third of it is written differently. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > 64) {
      return Optional.empty();
    }
    return known.stream()
        .filter(word -> distance(written, word) <= Math.max(1, word.length() / 3))
        .min(
            Comparator.comparingInt((String word) -> distance(written, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Letters to insert, remove, replace or swap with the next (optimal string alignment). */
  static int distance(String first, String second) {
    int[] beforeLast = new int[second.length() + 1];
    int[] last = new int[second.length() + 1];
    Arrays.setAll(last, i -> i);
    for (int i = 1; i <= first.length(); i++) {
      int[] row = new int[second.length() + 1];
      row[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int replace = first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(last[j - 1] + replace, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && first.charAt(i - 1) == second.charAt(j - 2)
                && first.charAt(i - 2) == second.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[second.length()];
  }
}
