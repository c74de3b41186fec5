package org.modelscan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;

/** The numbers of a scan in words: what every report for people says in the same way. */
public final class Counts {
  /** Severities as people want them: worst first. */
  static final List<Severity> WORST_FIRST = List.of(Severity.values()).reversed();

  private Counts() {}

  /** Such as {@code 12 models in 3,481 files · 1 critical, 1 medium · 1 not scanned}. */
  public static String summary(Report report) {
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
    } else if (unread == 0) {
      parts.add(models + ", nothing found");
    } else {
      parts.add(models + ", nothing found in what was read");
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

  /** Such as {@code 3,481 files}. */
  public static String number(long count, String noun) {
    return grouped(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String grouped(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
