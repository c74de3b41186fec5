package org.modelscan.policy;

import java.util.List;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * A file, and how the policy sees what was found in it.
 *
 * @param result as it was scanned
 * @param findings all of them, in their order
 * @param mayFail whether it can fail the run; a file that cannot was there before
 * @param unreadIsKnown whether the baseline accepts that it could not be read fully
 */
public record DecidedFile(
    Result result, List<Decided> findings, boolean mayFail, boolean unreadIsKnown) {
  /** Copies the list. */
  public DecidedFile {
    findings = List.copyOf(findings);
  }

  /** Whether something of it could not be read, or nothing was. */
  public boolean isUnread() {
    return switch (result.outcome()) {
      case Outcome.Incomplete _, Outcome.NotScanned _ -> true;
      case Outcome.Complete _, Outcome.NotAModel _ -> false;
    };
  }
}
