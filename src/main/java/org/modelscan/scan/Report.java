package org.modelscan.scan;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Severity;

/**
 * All results of a scan, sorted by path.
 *
 * @param results models and files with problems; files that are no models are only counted
 * @param files files that were looked at
 * @param duration wall time
 */
public record Report(List<Result> results, long files, Duration duration) {
  /** Copies the list. */
  public Report {
    results = List.copyOf(results);
  }

  /** All findings, in their order. */
  public Stream<Finding> findings() {
    return results.stream().flatMap(result -> result.findings().stream());
  }

  /** Number of findings of one severity. */
  public long count(Severity severity) {
    return findings().filter(finding -> finding.rule().severity() == severity).count();
  }

  /** Number of models. */
  public long models() {
    return results.stream().filter(Result::isModel).count();
  }

  /** Number of models that could not be read fully. */
  public long incomplete() {
    return results.stream()
        .filter(result -> result.outcome() instanceof Outcome.Incomplete)
        .count();
  }

  /** Number of models that were not read at all. */
  public long notScanned() {
    return results.stream()
        .filter(result -> result.outcome() instanceof Outcome.NotScanned)
        .count();
  }
}
