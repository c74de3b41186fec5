package org.modelscan.scan;

import java.util.List;
import java.util.Optional;
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
 * @param partOf the path of the file that stands for the model that this one is a part of; empty
 *     where it is a model by itself
 */
public record Result(
    String path,
    String format,
    Outcome outcome,
    List<Finding> findings,
    List<String> problems,
    long bytes,
    Optional<String> partOf) {
  /** Copies the lists. */
  public Result {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }

  /** A file that is a part of no other one's model. */
  public Result(
      String path,
      String format,
      Outcome outcome,
      List<Finding> findings,
      List<String> problems,
      long bytes) {
    this(path, format, outcome, findings, problems, bytes, Optional.empty());
  }

  /** The same result with other findings. */
  public Result withFindings(List<Finding> others) {
    return new Result(path, format, outcome, others, problems, bytes, partOf);
  }

  /** The same result of a part of a model. */
  Result withPartOf(Optional<String> graph) {
    return new Result(path, format, outcome, findings, problems, bytes, graph);
  }

  /** The path of the file that stands for the model. */
  public String model() {
    return partOf.orElse(path);
  }

  /** Whether it is a model, or a part of one. */
  public boolean isModel() {
    return !(outcome instanceof Outcome.NotAModel);
  }
}
