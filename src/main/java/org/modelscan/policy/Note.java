package org.modelscan.policy;

/**
 * What whoever keeps the policy should know.
 *
 * @param kind what it is about
 * @param text one sentence without a full stop; it may quote the policy, so that every sink escapes
 *     it
 */
public record Note(Kind kind, String text) {
  /** What a note is about. */
  public enum Kind {
    /** An entry whose day is over, so that its findings alarm again. */
    EXPIRED,
    /** An entry that nothing was found for. */
    STALE
  }
}
