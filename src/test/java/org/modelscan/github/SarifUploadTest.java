package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.modelscan.policy.Context;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Policy;
import org.modelscan.report.Reporter;
import org.modelscan.report.Reports;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GitHub's limits are met by keeping the most severe. */
class SarifUploadTest {
  private static final Rules RULES = new Rules();
  private static final Reporter REPORTER = Reports.sarif(RULES, "1.2.3", "modelscan");

  private static Decision decision(int files) {
    Random random = new Random(1);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      String path = "m" + i + ".pkl";
      RuleId rule = i % 10 == 0 ? RuleId.PICKLE_RUNS_COMMAND : RuleId.PICKLE_UNKNOWN_IMPORT;
      String evidence = Long.toHexString(random.nextLong()).repeat(3);
      Finding finding =
          new Finding(RULES.get(rule), new Place(path, List.of(), i), "x.y" + i, "m", evidence);
      results.add(
          new Result(path, "pickle", new Outcome.Complete(), List.of(finding), List.of(), 9));
    }
    return Policy.DEFAULT.decide(new Report(results, files, Duration.ZERO), Context.NONE);
  }

  private static List<String> rules(SarifUpload.Packed packed) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(packed.sarif());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      JsonNode run = JsonMapper.shared().readTree(in.readAllBytes()).at("/runs/0");
      assertThat(run.get("artifacts").size()).isGreaterThanOrEqualTo(run.get("results").size());
      return run.get("results")
          .valueStream()
          .map(result -> result.get("ruleId").asString())
          .collect(Collectors.toList());
    }
  }

  @Test
  void whatFitsIsWhole() throws IOException {
    SarifUpload.Packed packed = SarifUpload.toGitHub(REPORTER).pack(decision(100));
    assertThat(packed.leftOut()).isEmpty();
    assertThat(rules(packed)).hasSize(100);
  }

  @Test
  void tooManyFindingsLeaveTheMostSevere() throws IOException {
    SarifUpload.Packed packed = new SarifUpload(REPORTER, 12, 1 << 20).pack(decision(100));
    assertThat(packed.leftOut()).contains("Code scanning gets the 12 most severe of 100 findings.");
    assertThat(rules(packed)).hasSize(12).filteredOn("pickle-runs-command"::equals).hasSize(10);
  }

  @Test
  void tooManyBytesLeaveTheMostSevere() throws IOException {
    int largest = 60_000;
    SarifUpload.Packed packed = new SarifUpload(REPORTER, 2_000, largest).pack(decision(2_000));
    assertThat(Base64.getDecoder().decode(packed.sarif())).hasSizeLessThanOrEqualTo(largest);
    assertThat(packed.leftOut()).isPresent();
    assertThat(rules(packed)).contains("pickle-runs-command");
  }
}
