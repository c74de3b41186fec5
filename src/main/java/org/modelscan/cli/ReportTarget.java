package org.modelscan.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.report.Reports;

/**
 * A report that was asked for.
 *
 * @param format one of {@link Reports#FORMATS}
 * @param file where it goes; empty for standard output
 */
record ReportTarget(String format, Optional<Path> file) {

  /**
   * The reports that options ask for: a console report where they ask for none.
   *
   * @param reports values of the form {@code FORMAT[=FILE]}
   * @param output the file of a single report
   */
  static List<ReportTarget> of(List<String> reports, Optional<String> output) throws UsageError {
    List<ReportTarget> targets = new ArrayList<>();
    for (String report : reports.isEmpty() ? List.of("console") : reports) {
      targets.add(parse(report));
    }
    if (output.isPresent()) {
      if (targets.size() > 1 || targets.getFirst().file().isPresent()) {
        throw new UsageError("-o names the file of a single report; use -r FORMAT=FILE for each");
      }
      return List.of(
          new ReportTarget(targets.getFirst().format(), ScanOptions.outputFile(output.get())));
    }
    Set<Optional<Path>> taken = new HashSet<>();
    for (ReportTarget target : targets) {
      if (!taken.add(target.file().map(Path::toAbsolutePath).map(Path::normalize))) {
        throw new UsageError("two reports go to " + target.destination());
      }
    }
    return targets;
  }

  private static ReportTarget parse(String report) throws UsageError {
    int equals = report.indexOf('=');
    String format = equals < 0 ? report : report.substring(0, equals);
    if (!Reports.FORMATS.contains(format)) {
      throw new UsageError(
          "no report format " + format + "; there are " + String.join(", ", Reports.FORMATS));
    }
    return new ReportTarget(
        format,
        equals < 0 ? Optional.empty() : ScanOptions.outputFile(report.substring(equals + 1)));
  }

  /** Where it goes, for a message. */
  String destination() {
    return file.map(Path::toString).orElse("standard output");
  }
}
