package org.modelscan.policy;

import java.util.Optional;

/** How the policy sees a finding. */
public sealed interface Standing {
  /** It is reported, and fails where the thresholds say so. */
  record Active() implements Standing {}

  /** The baseline has it: it was accepted as it was found, and is counted apart. */
  record Known() implements Standing {}

  /** Somebody has looked at it and accepts it. */
  record Allowed(Allow entry) implements Standing {}

  /** Why somebody accepts it, where somebody does. */
  static Optional<String> reason(Standing standing) {
    return switch (standing) {
      case Allowed(Allow entry) -> Optional.of(entry.reason());
      case Active _, Known _, Trusted _, Off _ -> Optional.empty();
    };
  }

  /** An import of one's own code. */
  record Trusted() implements Standing {}

  /** Its rule is switched off. */
  record Off() implements Standing {}
}
