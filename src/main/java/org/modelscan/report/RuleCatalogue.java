package org.modelscan.report;

import java.util.List;
import org.modelscan.rule.Rule;

/**
 * The rules for a person at a terminal: a list of all, or the page of one.
 *
 * @param look how it looks
 */
public record RuleCatalogue(Look look) {
  /** All rules in columns: id, severity, title. */
  public String list(List<Rule> rules) {
    Paint paint = new Paint(look.colour());
    int ids = rules.stream().mapToInt(rule -> rule.id().id().length()).max().orElse(0);
    int severities = rules.stream().mapToInt(rule -> rule.severity().id().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Rule rule : rules) {
      String severity = Wrapped.padded(rule.severity().id(), severities);
      text.append(Wrapped.padded(rule.id().id(), ids))
          .append("  ")
          .append(paint.severity(rule.severity(), severity))
          .append("  ")
          .append(rule.title())
          .append('\n');
    }
    return text.toString();
  }

  /** One rule: what it is called and how severe it is, then its page. */
  public String page(Rule rule) {
    Paint paint = new Paint(look.colour());
    return paint.strong(rule.id().id())
        + "  "
        + paint.severity(rule.severity(), rule.severity().id())
        + "\n"
        + rule.title()
        + "\n"
        + paint.faint(
            "precision " + rule.precision() + weaknesses(rule.cwe()) + " · " + rule.address())
        + "\n\n"
        + PlainPage.of(rule.page(), Math.min(look.width(), 100), paint);
  }

  private static String weaknesses(List<String> cwe) {
    return cwe.isEmpty() ? "" : " · " + String.join(", ", cwe);
  }
}
