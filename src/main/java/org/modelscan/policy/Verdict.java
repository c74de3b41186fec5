package org.modelscan.policy;

/**
 * What a policy says of a scan.
 *
 * @param policy the policy that was asked
 * @param failing findings at or above its threshold
 * @param hidden those of them that are below the severity that is reported
 * @param incomplete models that could not be read fully, and may fail
 * @param notScanned models that were not read at all, and may fail
 */
public record Verdict(Policy policy, long failing, long hidden, long incomplete, long notScanned) {

  /** What the build makes of it, mildest first. */
  public enum Status {
    /** Nothing that fails. */
    PASSED,
    /** No finding fails, but a model could not be read fully. */
    INCOMPLETE,
    /** A finding fails. */
    FINDINGS
  }

  /** Findings win over what could not be read. */
  public Status status() {
    if (failing > 0) {
      return Status.FINDINGS;
    }
    return policy.incompleteFails() && incomplete + notScanned > 0
        ? Status.INCOMPLETE
        : Status.PASSED;
  }

  /** Whether the build fails. */
  public boolean failed() {
    return status() != Status.PASSED;
  }
}
