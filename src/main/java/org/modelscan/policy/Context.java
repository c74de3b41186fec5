package org.modelscan.policy;

import java.time.LocalDate;

/**
 * What a policy must know of a scan to decide on it.
 *
 * @param gate which files may fail the run
 * @param digests hashes of the scanned files
 * @param today the day in UTC, which ends entries
 * @param whole whether all was scanned that the policy is for, so that an entry that nothing was
 *     found for is of no use any more
 */
public record Context(Gate gate, Digests digests, LocalDate today, boolean whole) {
  /** Everything may fail, no hash is known, and every day is over. */
  public static final Context NONE = new Context(Gate.ALL, Digests.NONE, LocalDate.MAX, false);
}
