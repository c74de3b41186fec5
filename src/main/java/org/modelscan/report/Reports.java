package org.modelscan.report;

import java.util.List;
import java.util.Optional;
import org.modelscan.rule.Rules;

/** The report formats by the names that users give. */
public final class Reports {
  /** All names. */
  public static final List<String> FORMATS =
      List.of("console", "sarif", "json", "markdown", "github");

  private Reports() {}

  /**
   * The reporter of a format.
   *
   * @param look for the formats that people read in a terminal
   * @param rules what a report lists as rules
   * @param version of the program, such as {@code 1.2.0}
   * @return empty where there is no format of this name
   */
  public static Optional<Reporter> named(String format, Look look, Rules rules, String version) {
    return switch (format) {
      case "console" -> Optional.of(new ConsoleReport(look));
      case "sarif" -> Optional.of(sarif(rules, version, ""));
      case "json" -> Optional.of(new JsonReport(version));
      case "markdown" -> Optional.of(new MarkdownReport());
      case "github" -> Optional.of(new WorkflowCommandsReport());
      default -> Optional.empty();
    };
  }

  /**
   * The reporter of SARIF.
   *
   * @param category keeps several runs of one commit apart; empty where there is only one
   */
  public static Reporter sarif(Rules rules, String version, String category) {
    return new SarifReport(rules, version, category);
  }
}
