package org.modelscan.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.rule.Finding;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.RuleId;

/**
 * Imports of one's own code, such as {@code mycompany.models.*}. Models need them, and no list can
 * know them. Trust makes an unknown import ordinary; it never reaches what the lists judge, so that
 * {@code os.system} stays what it is however it is named.
 *
 * @param pattern a dotted name; {@code .*} at its end stands for all that is below it
 */
public record Trust(String pattern) {
  private static final Pattern SYNTAX =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*(?:\\.\\*)?");

  private static final Set<RuleId> UNKNOWN_CODE =
      Set.of(RuleId.PICKLE_UNKNOWN_IMPORT, RuleId.KERAS_CUSTOM_OBJECT, RuleId.KERAS_FOREIGN_OBJECT);

  /** Whether a text is a pattern. */
  static boolean isPattern(String text) {
    return SYNTAX.matcher(text).matches();
  }

  /** Whether one of the patterns makes the finding ordinary. */
  static boolean covers(List<Trust> trusted, Finding finding, ImportLists lists) {
    return UNKNOWN_CODE.contains(finding.rule().id())
        && trusted.stream().anyMatch(trust -> trust.matches(finding.symbol()))
        && (finding.rule().id() != RuleId.KERAS_FOREIGN_OBJECT
            || !lists.isKnown(finding.symbol().split("\\.", 2)[0]));
  }

  /**
   * Whether a dotted name is meant. A name with special attributes ({@code Net.__init__}) reaches
   * beyond the code that is trusted.
   */
  boolean matches(String symbol) {
    if (!isPattern(symbol) || symbol.endsWith("*") || symbol.contains(".__")) {
      return false;
    }
    return pattern.endsWith(".*")
        ? symbol.startsWith(pattern.substring(0, pattern.length() - 1))
        : symbol.equals(pattern);
  }
}
