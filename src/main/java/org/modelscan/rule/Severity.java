package org.modelscan.rule;

import java.util.Locale;

/** How bad a finding is, mildest first. */
public enum Severity {
  /** Worth knowing. */
  LOW,
  /** Code that is not in the file is needed, or a shape that parsers have been attacked with. */
  MEDIUM,
  /** A file is read, or code runs under a common option. */
  HIGH,
  /**
   * Code runs, a file is written or data is sent when the model is loaded or used as documented.
   */
  CRITICAL;

  /** The name in reports and options, such as {@code high}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
