package org.modelscan.report;

import java.util.stream.Collectors;
import org.modelscan.rule.Place;
import org.modelscan.rule.Rule;

/** Parts of a page in GitHub's Markdown. Text of files is always code, and bounded. */
public final class Markdown {
  /** Escaped, a text may become six times as long. */
  private static final int LONGEST = 300;

  private Markdown() {}

  /** Text of a scanned file. */
  public static String code(String text) {
    return Escape.forMarkdown(Escape.capped(Escape.visible(text), LONGEST));
  }

  /**
   * Our own words that may quote a file, outside of code: what Markdown or HTML could act on is a
   * character reference.
   */
  public static String text(String text) {
    return Escape.references(Escape.capped(Escape.visible(text), LONGEST));
  }

  /** Lines of a file to be copied, as they are. */
  public static String preformatted(String lines) {
    return "<pre>"
        + lines
            .lines()
            .map(Escape::visible)
            .map(Escape::references)
            .collect(Collectors.joining("\n"))
        + "</pre>";
  }

  /** A file, and the members that lead to a place in it. */
  public static String place(Place place) {
    String members =
        place.members().stream().map(Markdown::code).collect(Collectors.joining(" ▸ "));
    return code(place.path()) + (members.isEmpty() ? "" : " ▸ " + members);
  }

  /** A link to a rule's page. */
  public static String link(Rule rule, String text) {
    return "[" + text + "](" + rule.address() + ")";
  }
}
