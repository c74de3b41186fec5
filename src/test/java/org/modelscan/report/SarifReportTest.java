package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelscan.Scanned;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.Rule;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SarifReportTest {
  @Test
  void isValid() {
    assertThat(SarifSchema.errors(sarif(Samples.report()))).isEmpty();
    assertThat(SarifSchema.errors(sarif(Samples.clean()))).isEmpty();
    assertThat(SarifSchema.errors(sarif(Samples.empty()))).isEmpty();
  }

  @Test
  void isValidForAllFixtures() {
    List<Result> results = Scanned.folder(Path.of("fixtures"), _ -> true);
    Report report = new Report(results.stream().filter(Result::isModel).toList(), 1, Duration.ZERO);
    assertThat(report.findings()).isNotEmpty();
    assertThat(SarifSchema.errors(sarif(report))).isEmpty();
  }

  @Test
  void theSchemaFindsErrors() {
    String sarif = sarif(Samples.report());
    assertThat(SarifSchema.errors(sarif.replace("\"level\": \"error\"", "\"level\": \"critical\"")))
        .isNotEmpty();
    assertThat(SarifSchema.errors(sarif.replace("encoder%20v2.pt", "encoder v2.pt"))).isNotEmpty();
  }

  @Test
  void resultsStandThereWhenEmpty() {
    assertThat(run(Samples.empty()).get("results").isArray()).isTrue();
    assertThat(run(Samples.empty()).get("results")).isEmpty();
  }

  @Test
  void listsEveryRuleWithWhatCodeScanningNeeds() {
    List<Rule> rules = Samples.RULES.all();
    JsonNode listed = run(Samples.empty()).at("/tool/driver/rules");
    assertThat(listed).hasSize(rules.size());
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      JsonNode entry = listed.get(i);
      assertThat(entry.get("id").asString()).isEqualTo(rule.id().id());
      assertThat(entry.get("name").asString()).matches("([A-Z][a-z0-9]*)+").hasSizeLessThan(256);
      assertThat(entry.at("/shortDescription/text").asString()).isEqualTo(rule.title());
      assertThat(entry.at("/fullDescription/text").asString()).isNotBlank().hasSizeLessThan(1025);
      assertThat(entry.at("/help/text").asString())
          .contains("What to do")
          .doesNotContain("#", "`", "](");
      assertThat(entry.at("/help/markdown").asString()).contains("## What to do");
      assertThat(URI.create(entry.get("helpUri").asString()).isAbsolute()).isTrue();
      assertThat(entry.at("/properties/severity").asString()).isEqualTo(rule.severity().id());
      assertThat(entry.at("/properties/tags")).hasSizeLessThanOrEqualTo(10);
      assertThat(entry.at("/properties/tags/0").asString()).isEqualTo("security");
      assertThat(gitHubSeverity(entry.at("/properties/security-severity").asString()))
          .isEqualTo(rule.severity().id());
    }
  }

  /** The ranges of "About alerts" in GitHub's documentation on code scanning. */
  private static String gitHubSeverity(String score) {
    double number = Double.parseDouble(score);
    if (number > 9.0) {
      return "critical";
    }
    return number >= 7.0 ? "high" : number >= 4.0 ? "medium" : "low";
  }

  @Test
  void resultsPointToTheirRulesAndArtifacts() {
    JsonNode run = run(Samples.report());
    assertThat(run.get("results")).hasSize(2);
    for (JsonNode result : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(rule.at("/defaultConfiguration/level")).isEqualTo(result.get("level"));
      JsonNode location = result.at("/locations/0/physicalLocation/artifactLocation");
      JsonNode artifact = run.at("/artifacts/" + location.get("index").asInt());
      assertThat(artifact.at("/location/uri")).isEqualTo(location.get("uri"));
    }
  }

  @Test
  void placesAreThoseOfTheFile() {
    JsonNode results = run(Samples.report()).get("results");
    JsonNode inFile = results.get(0).at("/locations/0/physicalLocation/region");
    assertThat(inFile.get("startLine").asInt()).isEqualTo(1);
    assertThat(inFile.get("byteOffset").asInt()).isEqualTo(27);
    assertThat(inFile.get("byteLength").asInt()).isEqualTo(1);
    JsonNode inMember = results.get(1).at("/locations/0/physicalLocation/region");
    assertThat(inMember.get("byteOffset").asInt()).isZero();
    assertThat(inMember.get("byteLength").asInt()).isEqualTo(4_711);
    assertThat(results.get(1).at("/locations/0/logicalLocations"))
        .extracting(one -> one.get("fullyQualifiedName").asString())
        .containsExactly("models/encoder v2.pt!archive/data.pkl", "mycompany.layers.Encoder");
  }

  @Test
  void tellsWhatWasNotRead() {
    JsonNode run = run(Samples.report());
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    assertThat(run.at("/invocations/0/toolExecutionNotifications"))
        .extracting(one -> one.at("/descriptor/id").asString())
        .containsExactly("incomplete", "not-scanned");
    assertThat(run.get("artifacts"))
        .extracting(one -> one.at("/properties/status").asString())
        .containsExactly("scanned", "scanned", "incomplete", "scanned", "not-scanned");
  }

  @Test
  void equalFindingsOfAFileStayApart() {
    Finding first = unknown("a.pt", "one.pkl", 5);
    Finding second = unknown("a.pt", "one.pkl", 900);
    Finding elsewhere = unknown("b.pt", "one.pkl", 5);
    Report report =
        new Report(
            List.of(
                Samples.complete("a.pt", "torch-zip", 10, first, second),
                Samples.complete("b.pt", "torch-zip", 10, elsewhere)),
            2,
            Duration.ZERO);
    List<String> hashes = new ArrayList<>();
    for (JsonNode result : run(report).get("results")) {
      hashes.add(result.at("/partialFingerprints/primaryLocationLineHash").asString());
    }
    String content = first.fingerprint();
    assertThat(hashes).containsExactly(content + ":1", content + ":2", content + ":1");
  }

  @Test
  void keepsTheMostSevereOfMoreThanCodeScanningTakes() {
    Finding critical =
        Samples.finding(
            RuleId.PICKLE_RUNS_COMMAND, new Place("z.pkl", List.of(), 1), "os.system", "calls", "");
    List<Finding> many =
        IntStream.range(0, SarifSelection.MOST + 7)
            .mapToObj(i -> unknown("a.pt", "member", i))
            .toList();
    Report report =
        new Report(
            List.of(
                Samples.complete("a.pt", "torch-zip", 10, many.toArray(Finding[]::new)),
                Samples.complete("z.pkl", "pickle", 10, critical)),
            2,
            Duration.ZERO);
    JsonNode run = run(report);
    assertThat(run.get("results")).hasSize(SarifSelection.MOST);
    assertThat(run.get("results").get(SarifSelection.MOST - 1).get("ruleId").asString())
        .isEqualTo("pickle-runs-command");
    assertThat(run.at("/invocations/0/toolExecutionNotifications/0/message/text").asString())
        .isEqualTo("Of 25008 findings, the 25000 most severe are listed.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "models/a.pkl -> models/a.pkl",
        "a b.pkl -> a%20b.pkl",
        "100%.pkl -> 100%25.pkl",
        "a#b?c.pkl -> a%23b%3Fc.pkl",
        "c:/x.pkl -> c%3A/x.pkl",
        "-rf.pkl -> -rf.pkl",
        "a\\b.pkl -> a%5Cb.pkl",
        "../../etc/x.pkl -> etc/x.pkl",
        "/etc/x.pkl -> etc/x.pkl",
        "//host/x.pkl -> host/x.pkl",
        "é/模型.pkl -> %C3%A9/%E6%A8%A1%E5%9E%8B.pkl",
        "[x]{y}|z^`.pkl -> %5Bx%5D%7By%7D%7Cz%5E%60.pkl",
      })
  void pathsBecomeUris(String path, String uri) {
    assertThat(Escape.forUri(path)).isEqualTo(uri);
    assertThat(URI.create(uri).isAbsolute()).isFalse();
  }

  @Test
  void aHashHasNoOffset() {
    assertThat(unknown("a.pt", "m", 1).fingerprint())
        .isEqualTo(unknown("b.pt", "m", 2).fingerprint())
        .isNotEqualTo(unknown("a.pt", "n", 1).fingerprint());
  }

  private static Finding unknown(String path, String member, long offset) {
    return Samples.finding(
        RuleId.PICKLE_UNKNOWN_IMPORT,
        new Place(path, List.of(member), offset),
        "mycompany.Net",
        "needs mycompany.Net, code that is not in the file",
        "");
  }

  private static String sarif(Report report) {
    return Samples.written("sarif", Look.PLAIN, report);
  }

  private static JsonNode run(Report report) {
    return JsonMapper.shared().readTree(sarif(report)).at("/runs/0");
  }
}
