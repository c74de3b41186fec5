package org.modelscan.scan;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Severity;

/**
 * All results of a scan, sorted by path.
 *
 * @param results models, each file of them, and files with problems
 * @param skipped paths of the files that are no models, where they were asked for; otherwise these
 *     are only counted
 * @param files files that were looked at
 * @param duration wall time
 */
public record Report(List<Result> results, List<String> skipped, long files, Duration duration) {
  /** Copies the lists. */
  public Report {
    results = List.copyOf(results);
    skipped = List.copyOf(skipped);
  }

  /** A report that only counts the files that are no models. */
  public Report(List<Result> results, long files, Duration duration) {
    this(results, List.of(), files, duration);
  }

  /** The same scan with other results. */
  public Report withResults(List<Result> others) {
    return new Report(others, skipped, files, duration);
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
    return models(Result::isModel);
  }

  /** Number of models that could not be read fully. */
  public long incomplete() {
    return models(result -> result.outcome() instanceof Outcome.Incomplete);
  }

  /** Number of models that were not read at all. */
  public long notScanned() {
    return models(result -> result.outcome() instanceof Outcome.NotScanned);
  }

  private long models(Predicate<Result> wanted) {
    return results.stream().filter(wanted).map(Result::model).distinct().count();
  }
}
