package org.modelscan.github;

import java.util.List;
import java.util.Locale;

/**
 * The inputs of {@code action.yml}. None that a configuration file can set has a default there: an
 * input that is not given must be told from one that is.
 */
public enum Input {
  PATH("Files and folders to scan, one a line (default: the whole repository)."),
  SCOPE(
      "What is scanned: `all` (default), or `changed` for only what the event changes, in very"
          + " large repositories."),
  GATE(
      "Which findings can fail the job: `changed` for those in files that the event adds or changes"
          + " (default for pull requests and the merge queue), or `all` (default elsewhere)."),
  FAIL_ON("Lowest severity that fails: `critical`, `high` (default), `medium`, `low` or `never`."),
  MIN_SEVERITY("Lowest severity that is reported (default: `low`)."),
  INCOMPLETE(
      "Whether a model that could not be fully scanned fails the job: `fail` (default) or `warn`."),
  INCLUDE("Patterns of files to scan, one a line, relative to the repository."),
  EXCLUDE("Patterns of files to leave out, one a line."),
  CONFIG("Configuration file (default: `.github/modelscan.yml`, where it is there)."),
  BASELINE("File of known findings, as `modelscan --write-baseline` writes it."),
  SARIF_FILE("Where the SARIF report goes (default: `modelscan.sarif` in the workspace)."),
  JSON_FILE("Where the JSON report goes (default: `modelscan.json` in the workspace)."),
  UPLOAD_SARIF(
      "Upload to code scanning: `auto` (default: wherever it can work), `always` (fails the job"
          + " where it does not work) or `never`."),
  CATEGORY("Keeps apart several uploads and comments for one commit (default: `modelscan`)."),
  COMMENT("Comment on the pull request: `on-findings` (default), `always` or `never`."),
  COMMENT_AUTHOR(
      "Login of the token's account, where it is that of an app (default:"
          + " `github-actions[bot]`)."),
  SUMMARY("Whether the job gets a summary page: `true` (default) or `false`."),
  ANNOTATIONS("Whether findings become annotations: `true` (default) or `false`."),
  LFS(
      "What is done about Git LFS pointers: `auto` (default) reads what they stand for from the"
          + " server where the token is for it, without a checkout; `fetch` also without a token;"
          + " `report` says that they are not scanned."),
  REPORT(
      "In a `workflow_run` workflow: the JSON report that the run on a fork's pull request left as"
          + " an artifact. Comments, and scans nothing."),
  TOKEN("Token for GitHub's API (default: that of the job).");

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String description;

  Input(String description) {
    this.description = description;
  }

  /** The name in a workflow, such as {@code fail-on}. */
  public String id() {
    return id;
  }

  /** What it means, for action.yml and the README. */
  public String description() {
    return description;
  }

  /** The variable that the runner sets: it keeps the dash (ContainerActionHandler.cs). */
  String variable() {
    return "INPUT_" + id.toUpperCase(Locale.ROOT);
  }

  /** All names. */
  static List<String> ids() {
    return List.of(values()).stream().map(Input::id).toList();
  }
}
