package org.modelscan.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.modelscan.policy.Decided;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Standing;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Result;

/**
 * The findings that a SARIF file lists.
 *
 * @param results in their order, as many as GitHub takes: the most severe
 * @param leftOut number of findings that have no room
 * @param withBaseline whether they were compared with a baseline
 * @param withSuppressed whether one of them is suppressed
 */
record SarifSelection(
    List<Listed> results, long leftOut, boolean withBaseline, boolean withSuppressed) {
  /** GitHub refuses a run with more results. */
  static final int MOST = 25_000;

  /** A finding, and the position of its file among the artifacts. */
  record Listed(Decided decided, Result file, int fileIndex) {}

  static SarifSelection of(Decision decision) {
    List<Listed> all = new ArrayList<>();
    for (int i = 0; i < decision.files().size(); i++) {
      DecidedFile file = decision.files().get(i);
      for (Decided decided : file.findings()) {
        if (isListed(decision, decided)) {
          all.add(new Listed(decided, file.result(), i));
        }
      }
    }
    Map<Severity, Long> room = room(all);
    List<Listed> results =
        all.stream().filter(one -> room.merge(severity(one), -1L, Long::sum) >= 0).toList();
    return new SarifSelection(
        results,
        all.size() - results.size(),
        decision.policy().baseline().isPresent(),
        results.stream().anyMatch(one -> one.decided().standing() instanceof Standing.Allowed));
  }

  int size() {
    return results.size();
  }

  private static boolean isListed(Decision decision, Decided decided) {
    return decision.policy().shows(decided.finding())
        && switch (decided.standing()) {
          case Standing.Active _, Standing.Known _, Standing.Allowed _ -> true;
          case Standing.Trusted _, Standing.Off _ -> false;
        };
  }

  /** How many findings of each severity can be listed: the most severe come first. */
  private static Map<Severity, Long> room(List<Listed> all) {
    Map<Severity, Long> room = new EnumMap<>(Severity.class);
    long left = MOST;
    for (Severity severity : Counts.WORST_FIRST) {
      long count = Math.min(left, all.stream().filter(one -> severity(one) == severity).count());
      room.put(severity, count);
      left -= count;
    }
    return room;
  }

  private static Severity severity(Listed one) {
    return one.decided().finding().rule().severity();
  }
}
