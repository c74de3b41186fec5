package org.modelscan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Standing;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;

/** The numbers of a scan in words: what every report for people says in the same way. */
public final class Counts {
  /** Severities as people want them: worst first. */
  static final List<Severity> WORST_FIRST = List.of(Severity.values()).reversed();

  private static final int SHOWN_REASONS = 3;
  private static final int LONGEST_REASON = 80;

  private Counts() {}

  /** Such as {@code 12 models in 3,481 files · 1 critical, 1 medium · 1 not scanned}. */
  public static String summary(Decision decision) {
    Report report = decision.report();
    String files = number(report.files(), "file");
    if (report.results().isEmpty()) {
      return "no model files in " + files;
    }
    String models = number(report.models(), "model") + " in " + files;
    long unread = report.incomplete() + report.notScanned();
    List<String> parts = new ArrayList<>();
    String findings = findings(report);
    if (!findings.isEmpty()) {
      parts.add(models);
      parts.add(findings);
    } else {
      boolean accepted =
          decision.known().findAny().isPresent() || decision.allowed().findAny().isPresent();
      parts.add(
          models
              + (accepted ? ", nothing else found" : ", nothing found")
              + (unread == 0 ? "" : " in what was read"));
    }
    if (report.notScanned() > 0) {
      parts.add(grouped(report.notScanned()) + " not scanned");
    }
    if (report.incomplete() > 0) {
      parts.add(grouped(report.incomplete()) + " incomplete");
    }
    return String.join(" · ", parts);
  }

  /** Such as {@code 1 critical, 1 medium}; empty where there are no findings. */
  public static String findings(Report report) {
    return String.join(
        ", ",
        WORST_FIRST.stream()
            .filter(severity -> report.count(severity) > 0)
            .map(severity -> grouped(report.count(severity)) + " " + severity.id())
            .toList());
  }

  /** Why a build fails, such as {@code 1 finding at or above high, 1 model not scanned}. */
  public static String failure(Verdict verdict) {
    List<String> parts = new ArrayList<>();
    if (verdict.failing() > 0) {
      String hidden =
          verdict.hidden() == 0 ? "" : " (" + grouped(verdict.hidden()) + " of them not shown)";
      parts.add(number(verdict.failing(), "finding") + threshold(verdict) + hidden);
    }
    if (verdict.policy().incompleteFails()) {
      if (verdict.notScanned() > 0) {
        parts.add(number(verdict.notScanned(), "model") + " not scanned");
      }
      if (verdict.incomplete() > 0) {
        parts.add(number(verdict.incomplete(), "model") + " incomplete");
      }
    }
    return String.join(", ", parts);
  }

  /** Such as {@code at or above high}; empty where findings never fail. */
  static String threshold(Verdict verdict) {
    return verdict.policy().failOn().map(level -> " at or above " + level.id()).orElse("");
  }

  /**
   * What was found and fails nothing, such as {@code 2 known from the baseline}; none where there
   * is nothing of the kind. Reasons are text from a policy file, which the sink escapes.
   */
  public static List<String> setAside(Decision decision) {
    List<String> parts = new ArrayList<>();
    add(parts, decision.before().count(), "finding", "in files that did not change");
    add(parts, decision.known().count(), "finding", "known from the baseline");
    add(parts, decision.knownUnread(), "unread model", "known from the baseline");
    add(parts, decision.trusted(), "trusted import", "");
    add(parts, decision.off(), "finding", "of rules that are off");
    add(parts, decision.allowed().count(), "finding", "accepted by the policy" + reasons(decision));
    return parts;
  }

  private static void add(List<String> parts, long count, String noun, String what) {
    if (count > 0) {
      parts.add((number(count, noun) + " " + what).strip());
    }
  }

  private static String reasons(Decision decision) {
    List<String> reasons =
        decision
            .allowed()
            .flatMap(one -> Standing.reason(one.standing()).stream())
            .distinct()
            .map(reason -> Escape.capped(reason, LONGEST_REASON))
            .toList();
    return " ("
        + String.join("; ", reasons.subList(0, Math.min(SHOWN_REASONS, reasons.size())))
        + (reasons.size() > SHOWN_REASONS ? "; …" : "")
        + ")";
  }

  /** Such as {@code 3,481 files}. */
  public static String number(long count, String noun) {
    return grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
