package org.modelscan.github;

import java.util.List;
import java.util.function.Predicate;
import org.modelscan.policy.Decided;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.scan.Candidate;

/**
 * A scan of a job, and what is known of it.
 *
 * @param candidates what was scanned
 * @param decision what the policy makes of it
 * @param digests hashes of the files
 * @param changes what the event lists
 * @param touched what that touches
 * @param policy that held
 * @param partial whether only what the event touches was scanned
 */
record Scanned(
    List<? extends Candidate> candidates,
    Decision decision,
    Digests digests,
    Changes changes,
    Touched touched,
    HeldPolicy policy,
    boolean partial) {

  /** The decision on some files only. */
  Decision only(Predicate<DecidedFile> wanted) {
    return with(decision.files().stream().filter(wanted).toList());
  }

  /** The decision without what is accepted or switched off. */
  Decision active() {
    return with(
        decision.files().stream()
            .map(file ->
                new DecidedFile(
                    file.result(),
                    file.findings().stream().filter(Decided::isActive).toList(),
                    file.mayFail(),
                    file.unreadIsKnown()))
            .toList());
  }

  private Decision with(List<DecidedFile> files) {
    return new Decision(
        decision.policy(),
        decision.scan().withResults(files.stream().map(DecidedFile::result).toList()),
        files,
        decision.notes());
  }
}
