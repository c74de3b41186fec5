package org.modelscan.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Text broken into lines at spaces. A word that is longer than a line stays whole, to be copied.
 */
final class Wrapped {
  private Wrapped() {}

  /** The lines of a paragraph, at least one. */
  static List<String> lines(String paragraph, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : paragraph.split(" ", -1)) {
      int columns = columns(word);
      if (!line.isEmpty() && used + 1 + columns > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (!line.isEmpty()) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += columns;
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * Columns that a text takes. East Asian wide characters count as one: lines may come out longer.
   */
  static int columns(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** Text with spaces behind it, up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - columns(text)));
  }
}
