package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.policy.Policy;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole reports, as they were looked at by a person. {@code -Dgolden.write=true} writes them anew;
 * the difference is for review.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/modelscan/report");
  private static final Look COLOUR = new Look(true, 100, Look.Detail.NORMAL);
  private static final Look NARROW = new Look(false, 60, Look.Detail.NORMAL);
  private static final Look BRIEF = new Look(false, 100, Look.Detail.BRIEF);
  private static final Look FULL = new Look(false, 100, Look.Detail.FULL);
  private static final Policy LENIENT = new Policy(Optional.empty(), Severity.LOW, false);

  record Case(String file, String format, Look look, Report report, Policy policy) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("console.txt", "console", Look.PLAIN, Samples.report(), Policy.DEFAULT),
        new Case("console-colour.txt", "console", COLOUR, Samples.report(), Policy.DEFAULT),
        new Case("console-narrow.txt", "console", NARROW, Samples.report(), Policy.DEFAULT),
        new Case("console-brief.txt", "console", BRIEF, Samples.report(), Policy.DEFAULT),
        new Case("console-full.txt", "console", FULL, Samples.report(), Policy.DEFAULT),
        new Case("console-lenient.txt", "console", Look.PLAIN, Samples.report(), LENIENT),
        new Case("console-clean.txt", "console", Look.PLAIN, Samples.clean(), Policy.DEFAULT),
        new Case("console-empty.txt", "console", Look.PLAIN, Samples.empty(), Policy.DEFAULT),
        new Case("report.json", "json", Look.PLAIN, Samples.report(), Policy.DEFAULT),
        new Case("report.md", "markdown", Look.PLAIN, Samples.report(), Policy.DEFAULT),
        new Case("clean.md", "markdown", Look.PLAIN, Samples.clean(), Policy.DEFAULT),
        new Case("commands.txt", "github", Look.PLAIN, Samples.report(), Policy.DEFAULT),
        new Case("commands-lenient.txt", "github", Look.PLAIN, Samples.report(), LENIENT),
        new Case("policy.txt", "console", Look.PLAIN, Samples.report(), Samples.policy()),
        new Case("policy-full.txt", "console", FULL, Samples.report(), Samples.policy()),
        new Case("policy.json", "json", Look.PLAIN, Samples.report(), Samples.policy()),
        new Case("policy.md", "markdown", Look.PLAIN, Samples.report(), Samples.policy()),
        new Case("expired.txt", "console", Look.PLAIN, Samples.report(), Samples.expiredPolicy()),
        new Case("expired.md", "markdown", Look.PLAIN, Samples.report(), Samples.expiredPolicy()),
        new Case(
            "commands-expired.txt",
            "github",
            Look.PLAIN,
            Samples.report(),
            Samples.expiredPolicy()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAsItWas(Case one) throws IOException {
    String written = Samples.written(one.format(), one.look(), one.report(), one.policy());
    check(one.file(), written);
    assertThat(Samples.written(one.format(), one.look(), one.report(), one.policy()))
        .isEqualTo(written);
  }

  /** Without the rules, which have their own pages and tests, and the positions in their list. */
  @ParameterizedTest
  @ValueSource(strings = {"report", "policy"})
  void sarifIsAsItWas(String name) throws IOException {
    Policy policy = name.equals("policy") ? Samples.policy() : Policy.DEFAULT;
    String written = Samples.written("sarif", Look.PLAIN, Samples.report(), policy);
    assertThat(SarifSchema.errors(written)).isEmpty();
    ObjectNode log = (ObjectNode) JsonMapper.shared().readTree(written);
    ((ObjectNode) log.at("/runs/0/tool/driver")).remove("rules");
    log.at("/runs/0/results").forEach(result -> ((ObjectNode) result).remove("ruleIndex"));
    String rest =
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n";
    check(name + ".sarif", rest.replace("\r\n", "\n"));
    assertThat(Samples.written("sarif", Look.PLAIN, Samples.report(), policy)).isEqualTo(written);
  }

  private static void check(String file, String written) throws IOException {
    Path golden = FOLDER.resolve(file);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, written);
    }
    assertThat(written).isEqualTo(Files.readString(golden));
  }
}
