package org.modelscan.report;

/** What a run tells of itself (§3.19.23 notifications). */
enum SarifNotice {
  INCOMPLETE("incomplete", "A model could not be read fully"),
  NOT_SCANNED("not-scanned", "A model was not read"),
  RESULTS_LEFT_OUT("results-left-out", "There are more findings than a report can hold");

  private final String id;
  private final String description;

  SarifNotice(String id, String description) {
    this.id = id;
    this.description = description;
  }

  String id() {
    return id;
  }

  String description() {
    return description;
  }
}
