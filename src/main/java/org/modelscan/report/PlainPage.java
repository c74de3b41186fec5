package org.modelscan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A page as plain text, wrapped to a width. It knows the Markdown that our pages are written in:
 * headings, paragraphs, lists with {@code -}, code spans and links.
 */
final class PlainPage {
  private static final String ITEM = "- ";
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)]*)\\)");

  private PlainPage() {}

  /** The text, with a line feed at its end. */
  static String of(String markdown, int width, Paint paint) {
    StringBuilder text = new StringBuilder();
    for (String block : blocks(markdown)) {
      String indent = block.startsWith(ITEM) ? "  " : "";
      String start = "";
      for (String line : Wrapped.lines(plain(block), width - indent.length())) {
        text.append(start).append(isHeading(block) ? paint.strong(line) : line).append('\n');
        start = indent;
      }
    }
    return text.toString();
  }

  /** Headings, paragraphs and list items as one line each, and the empty lines between them. */
  private static List<String> blocks(String markdown) {
    List<String> blocks = new ArrayList<>();
    boolean open = false;
    for (String line : markdown.strip().lines().toList()) {
      String stripped = line.strip();
      if (open && !stripped.isEmpty() && !stripped.startsWith(ITEM)) {
        blocks.set(blocks.size() - 1, blocks.getLast() + " " + stripped);
      } else {
        blocks.add(stripped);
      }
      open = !stripped.isEmpty() && !isHeading(stripped);
    }
    return blocks;
  }

  private static boolean isHeading(String block) {
    return block.startsWith("#");
  }

  private static String plain(String block) {
    String text = isHeading(block) ? block.substring(block.indexOf(' ') + 1) : block;
    text = text.replace("`", "").replace("**", "");
    return text.contains("](") ? LINK.matcher(text).replaceAll("$1 ($2)") : text;
  }
}
