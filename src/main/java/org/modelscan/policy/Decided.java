package org.modelscan.policy;

import org.modelscan.rule.Finding;
import org.modelscan.rule.Fingerprint;

/**
 * A finding, and how the policy sees it.
 *
 * @param fingerprint counted among all findings of its file, however the policy sees the others
 */
public record Decided(Finding finding, Fingerprint fingerprint, Standing standing) {
  /** Whether it is neither accepted nor switched off. */
  public boolean isActive() {
    return standing instanceof Standing.Active;
  }
}
