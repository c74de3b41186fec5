package org.modelscan.github;

import java.util.List;

/**
 * A page that is written from top to bottom and never grows beyond its room: what does not fit is
 * counted instead.
 */
final class Sheet {
  /** For what is counted, and for the last line. */
  private static final int RESERVE = 2_000;

  private final int room;
  private final StringBuilder text = new StringBuilder();

  Sheet(int room) {
    this.room = room;
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  void paragraph(String paragraph) {
    if (text.length() + paragraph.length() + 2 <= room) {
      text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
    }
  }

  /**
   * Adds a table, where it has rows.
   *
   * @param share of the page's room that it may take
   */
  void table(String heading, List<String> columns, List<String> rows, String noun, double share) {
    if (rows.isEmpty()) {
      return;
    }
    if (!heading.isEmpty()) {
      paragraph(heading);
    }
    paragraph(row(columns.toArray(String[]::new)) + "\n|" + " --- |".repeat(columns.size()));
    left(rows.size() - lines(rows, share), noun);
  }

  /** Adds something that is shown only on demand, where there are lines. */
  void folded(String title, String introduction, List<String> lines, String noun, double share) {
    if (lines.isEmpty()) {
      return;
    }
    paragraph("<details><summary>" + title + "</summary>");
    text.append('\n');
    if (!introduction.isEmpty()) {
      text.append(introduction).append("\n\n");
    }
    int left = lines.size() - lines(lines, share);
    left(left, noun);
    text.append("\n</details>\n");
  }

  private int lines(List<String> lines, double share) {
    int end = (int) Math.min(room - RESERVE, text.length() + room * share);
    int shown = 0;
    while (shown < lines.size() && text.length() + lines.get(shown).length() < end) {
      text.append(lines.get(shown++)).append('\n');
    }
    return shown;
  }

  private void left(int count, String noun) {
    if (count > 0) {
      text.append("\nand ")
          .append(count)
          .append(" more ")
          .append(plural(noun, count))
          .append(".\n");
    }
  }

  private static String plural(String noun, int count) {
    if (count == 1) {
      return noun;
    }
    return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
  }

  String text() {
    return text.toString();
  }
}
