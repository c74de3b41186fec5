package org.modelscan.policy;

import java.util.List;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * What a policy makes of a scan: all of it, so that what is accepted or switched off is counted and
 * not lost.
 *
 * @param policy that decided
 * @param scan as it was
 * @param files one for each result of the scan, in its order
 * @param notes on the policy itself
 */
public record Decision(Policy policy, Report scan, List<DecidedFile> files, List<Note> notes) {
  /** Copies the lists. */
  public Decision {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /** What is reported: the same scan with the findings that are active and shown. */
  public Report report() {
    return scan.withResults(files.stream().map(this::shown).toList());
  }

  private Result shown(DecidedFile file) {
    List<Finding> findings =
        file.findings().stream()
            .filter(Decided::isActive)
            .map(Decided::finding)
            .filter(policy::shows)
            .toList();
    return findings.size() == file.result().findings().size()
        ? file.result()
        : file.result().withFindings(findings);
  }

  /** What is reported and cannot fail the run, because it was there before. */
  public Stream<Finding> before() {
    return files.stream()
        .filter(file -> !file.mayFail())
        .flatMap(file -> file.findings().stream())
        .filter(Decided::isActive)
        .map(Decided::finding)
        .filter(policy::shows);
  }

  /** What the baseline has, of what is shown. */
  public Stream<Decided> known() {
    return all()
        .filter(one -> one.standing() instanceof Standing.Known && policy.shows(one.finding()));
  }

  /** What entries of the policy accept, whether it would be shown or not. */
  public Stream<Decided> allowed() {
    return all().filter(one -> one.standing() instanceof Standing.Allowed);
  }

  /** Number of imports that are trusted. */
  public long trusted() {
    return all().filter(one -> one.standing() instanceof Standing.Trusted).count();
  }

  /** Number of findings of rules that are switched off. */
  public long off() {
    return all().filter(one -> one.standing() instanceof Standing.Off).count();
  }

  /** Number of models that could not be read fully, which the baseline accepts. */
  public long knownUnread() {
    return files.stream().filter(DecidedFile::unreadIsKnown).count();
  }

  /** What all of it means for the build. Findings that are not shown count as well. */
  public Verdict verdict() {
    List<DecidedFile> deciding = files.stream().filter(DecidedFile::mayFail).toList();
    List<Finding> failing =
        deciding.stream()
            .flatMap(file -> file.findings().stream())
            .filter(Decided::isActive)
            .map(Decided::finding)
            .filter(policy::fails)
            .toList();
    Report unread =
        scan.withResults(
            deciding.stream()
                .filter(file -> !file.unreadIsKnown())
                .map(DecidedFile::result)
                .toList());
    return new Verdict(
        policy,
        failing.size(),
        failing.stream().filter(finding -> !policy.shows(finding)).count(),
        unread.incomplete(),
        unread.notScanned());
  }

  private Stream<Decided> all() {
    return files.stream().flatMap(file -> file.findings().stream());
  }
}
