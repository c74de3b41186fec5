package org.modelscan.policy;

import java.util.List;
import java.util.Optional;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * What fails a build and what is shown. The two are independent: a finding that is not shown still
 * fails where {@code failOn} says so, and the verdict counts it as hidden.
 *
 * @param failOn the lowest severity that fails; empty where findings never fail
 * @param minimum the lowest severity that is reported
 * @param incompleteFails whether a model that could not be read fully fails
 */
public record Policy(Optional<Severity> failOn, Severity minimum, boolean incompleteFails) {
  /** What holds unless told otherwise. */
  public static final Policy DEFAULT = new Policy(Optional.of(Severity.HIGH), Severity.LOW, true);

  /** Whether a finding fails the build. */
  public boolean fails(Finding finding) {
    return failOn.isPresent() && finding.rule().severity().compareTo(failOn.get()) >= 0;
  }

  /** Whether a finding is reported. */
  public boolean shows(Finding finding) {
    return finding.rule().severity().compareTo(minimum) >= 0;
  }

  /** The same report without the findings that are not to be reported. */
  public Report shown(Report report) {
    if (report.findings().allMatch(this::shows)) {
      return report;
    }
    return report.withResults(report.results().stream().map(this::shown).toList());
  }

  private Result shown(Result result) {
    List<Finding> findings = result.findings().stream().filter(this::shows).toList();
    return findings.size() == result.findings().size() ? result : result.withFindings(findings);
  }

  /** Judges all findings of a report, those that are not shown included. */
  public Verdict judge(Report report) {
    return new Verdict(
        this,
        report.findings().filter(this::fails).count(),
        report.findings().filter(finding -> fails(finding) && !shows(finding)).count(),
        report.incomplete(),
        report.notScanned());
  }
}
