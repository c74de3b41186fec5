package org.modelscan.policy;

/** How the policy sees a finding. */
public sealed interface Standing {
  /** It is reported, and fails where the thresholds say so. */
  record Active() implements Standing {}

  /** The baseline has it: it was accepted as it was found, and is counted apart. */
  record Known() implements Standing {}

  /** Somebody has looked at it and accepts it. */
  record Allowed(Allow entry) implements Standing {}

  /** An import of one's own code. */
  record Trusted() implements Standing {}

  /** Its rule is switched off. */
  record Off() implements Standing {}
}
