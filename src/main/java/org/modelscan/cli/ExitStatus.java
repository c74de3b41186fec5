package org.modelscan.cli;

import org.modelscan.github.Ending;
import org.modelscan.policy.Verdict;

/**
 * How the process ends; scripts rely on the numbers.
 *
 * <p>{@link #USAGE} wins over {@link #FINDINGS} and {@link #INCOMPLETE}: a run that could not do
 * all it was told (a path is not there, a report cannot be written) has no verdict to offer, though
 * all that could be scanned is in its reports. Among the verdicts findings win.
 */
public enum ExitStatus {
  /** Nothing at or above the threshold. */
  OK(0),
  /** Findings at or above the threshold. */
  FINDINGS(1),
  /** No such findings, but a model could not be fully scanned. */
  INCOMPLETE(2),
  /** Usage or configuration error. */
  USAGE(4),
  /** A defect of this program. */
  INTERNAL(70),
  /** Interrupted, as a shell counts it: 128 and the number of SIGINT. */
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** A bad verdict wins over what did not work beside it. */
  static ExitStatus of(Ending ending) {
    ExitStatus verdict = ending.verdict().map(ExitStatus::of).orElse(OK);
    return verdict == OK && ending.hindered() ? USAGE : verdict;
  }

  static ExitStatus of(Verdict verdict) {
    return switch (verdict.status()) {
      case PASSED -> OK;
      case INCOMPLETE -> INCOMPLETE;
      case FINDINGS -> FINDINGS;
    };
  }
}
