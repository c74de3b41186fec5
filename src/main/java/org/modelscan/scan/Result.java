package org.modelscan.scan;

import java.util.List;
import org.modelscan.rule.Finding;

/**
 * What became of one file.
 *
 * @param path relative to the scanned root, with {@code /} between names
 * @param format the format's id, several joined by {@code +}; empty where none claims it
 * @param outcome how its scan ended
 * @param findings in their order
 * @param problems what could not be read, one line each with its member and offset
 * @param bytes the file's size, 0 where it is not known
 */
public record Result(
    String path,
    String format,
    Outcome outcome,
    List<Finding> findings,
    List<String> problems,
    long bytes) {
  /** Copies the lists. */
  public Result {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /** The same result with other findings. */
  public Result withFindings(List<Finding> others) {
    return new Result(path, format, outcome, others, problems, bytes);
  }

  /** Whether it counts as a model. */
  public boolean isModel() {
    return !(outcome instanceof Outcome.NotAModel);
  }
}
