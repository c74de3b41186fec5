package org.modelscan.github;

import java.util.Locale;

/** The outputs of {@code action.yml}. */
public enum Output {
  RESULT("`passed`, `findings`, `incomplete`, or `error` where there is no verdict."),
  EXIT_CODE("The exit status of the scan: 0, 1, 2, 4 or 70."),
  FINDINGS("Number of findings."),
  CRITICAL("Number of critical findings."),
  HIGH("Number of high findings."),
  MEDIUM("Number of medium findings."),
  LOW("Number of low findings."),
  FAILING("Number of findings that fail the job."),
  MODELS("Number of models; the folder of a SavedModel is one."),
  INCOMPLETE("Number of models that could not be read fully."),
  NOT_SCANNED("Number of models that were not read at all, such as Git LFS pointers."),
  SARIF_FILE("Path of the SARIF report, relative to the workspace."),
  JSON_FILE("Path of the JSON report, relative to the workspace."),
  SARIF_ID("Id of the upload to code scanning; empty where there was none.");

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String description;

  Output(String description) {
    this.description = description;
  }

  /** The name in a workflow, such as {@code exit-code}. */
  public String id() {
    return id;
  }

  /** What it means, for action.yml and the README. */
  public String description() {
    return description;
  }
}
