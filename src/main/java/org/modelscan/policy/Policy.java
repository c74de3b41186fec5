package org.modelscan.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Fingerprint;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * What fails a build, what is shown and what is accepted. Failing and showing are independent: a
 * finding that is not shown still fails where {@code failOn} says so, and the verdict counts it as
 * hidden.
 *
 * @param failOn the lowest severity that fails; empty where findings never fail
 * @param minimum the lowest severity that is reported
 * @param incompleteFails whether a model that could not be read fully fails
 * @param off rules that are not asked for
 * @param trusted imports of one's own code
 * @param allowed findings that somebody accepts
 * @param baseline what was accepted as it was found
 */
public record Policy(
    Optional<Severity> failOn,
    Severity minimum,
    boolean incompleteFails,
    Set<RuleId> off,
    List<Trust> trusted,
    List<Allow> allowed,
    Optional<Baseline> baseline) {
  /** What holds unless told otherwise. */
  public static final Policy DEFAULT = new Policy(Optional.of(Severity.HIGH), Severity.LOW, true);

  /** Copies the collections. */
  public Policy {
    off = Set.copyOf(off);
    trusted = List.copyOf(trusted);
    allowed = List.copyOf(allowed);
  }

  /** Thresholds, and nothing that is accepted. */
  public Policy(Optional<Severity> failOn, Severity minimum, boolean incompleteFails) {
    this(failOn, minimum, incompleteFails, Set.of(), List.of(), List.of(), Optional.empty());
  }

  /** The same policy with a baseline. */
  public Policy withBaseline(Baseline known) {
    return new Policy(failOn, minimum, incompleteFails, off, trusted, allowed, Optional.of(known));
  }

  /** Whether a finding is at or above the threshold. */
  public boolean fails(Finding finding) {
    return failOn.isPresent() && finding.rule().severity().compareTo(failOn.get()) >= 0;
  }

  /** Whether a finding is reported. */
  public boolean shows(Finding finding) {
    return finding.rule().severity().compareTo(minimum) >= 0;
  }

  /** Decides on everything that a scan has found. */
  public Decision decide(Report scan, Context context) {
    Deciding deciding = new Deciding(context);
    List<DecidedFile> files = scan.results().stream().map(deciding::file).toList();
    return new Decision(this, scan, files, deciding.notes());
  }

  /** One pass over the results, which remembers the entries that were met. */
  private final class Deciding {
    private final Context context;
    private final ImportLists lists = new ImportLists();
    private final Set<Allow> met = new LinkedHashSet<>();
    private final Set<Allow> alarming = new LinkedHashSet<>();

    Deciding(Context context) {
      this.context = context;
    }

    DecidedFile file(Result result) {
      List<Decided> decided = new ArrayList<>();
      List<Fingerprint> fingerprints = Fingerprint.ofFile(result.findings());
      for (int i = 0; i < fingerprints.size(); i++) {
        Finding finding = result.findings().get(i);
        decided.add(
            new Decided(finding, fingerprints.get(i), standing(finding, fingerprints.get(i))));
      }
      boolean unreadIsKnown =
          baseline.isPresent()
              && baseline.get().knows(result.path(), result.outcome(), context.digests());
      return new DecidedFile(result, decided, context.gate().mayFail(result.path()), unreadIsKnown);
    }

    private Standing standing(Finding finding, Fingerprint fingerprint) {
      if (off.contains(finding.rule().id())) {
        return new Standing.Off();
      }
      if (Trust.covers(trusted, finding, lists)) {
        return new Standing.Trusted();
      }
      List<Allow> entries =
          allowed.stream().filter(entry -> entry.covers(finding, context.digests())).toList();
      met.addAll(entries);
      Optional<Allow> holding =
          entries.stream().filter(entry -> !entry.hasExpired(context.today())).findFirst();
      if (holding.isPresent()) {
        return new Standing.Allowed(holding.get());
      }
      if (baseline.isPresent()
          && baseline.get().knows(finding, fingerprint.toString(), context.digests())) {
        return new Standing.Known();
      }
      alarming.addAll(entries);
      return new Standing.Active();
    }

    List<Note> notes() {
      List<Note> notes = new ArrayList<>();
      for (Allow entry : allowed) {
        if (alarming.contains(entry)) {
          String day = entry.expires().map(Object::toString).orElse("");
          notes.add(
              new Note(
                  Note.Kind.EXPIRED,
                  entry.at() + ": expired on " + day + " and alarms again: " + entry.subject()));
        } else if (context.whole() && !met.contains(entry)) {
          notes.add(
              new Note(
                  Note.Kind.STALE,
                  entry.at() + ": accepts what is not found any more: " + entry.subject()));
        }
      }
      return notes;
    }
  }
}
