package org.modelscan.rule;

import java.util.List;

/**
 * A rule as its page states it.
 *
 * @param id which rule
 * @param title one line, without a full stop
 * @param severity the one severity of its findings (GitHub shows severity by rule)
 * @param precision {@code very-high}, {@code high}, {@code medium} or {@code low}
 * @param cwe numbers of the weaknesses, such as {@code CWE-502}
 * @param tags further tags
 * @param advice what to do first, as a clause without a full stop
 * @param summary the page's first paragraph, as plain text
 * @param page the page's Markdown without its front matter
 */
public record Rule(
    RuleId id,
    String title,
    Severity severity,
    String precision,
    List<String> cwe,
    List<String> tags,
    String advice,
    String summary,
    String page) {

  private static final String PAGES =
      "https://github.com/org/modelscan-action/blob/main/docs/rules/";

  /** Copies the lists. */
  public Rule {
    cwe = List.copyOf(cwe);
    tags = List.copyOf(tags);
  }

  /** Where the page can be read. */
  public String address() {
    return PAGES + id.id() + ".md";
  }
}
