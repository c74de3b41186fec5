package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Report;

class WorkflowCommandsReportTest {
  @Test
  void theRunnerKeepsTenOfAKindAndTheLastOneCountsTheRest() {
    Report report =
        new Report(
            List.of(
                Samples.complete("a.pkl", "pickle", 1, findings(RuleId.PICKLE_READS_FILE, 12)),
                Samples.complete("b.pkl", "pickle", 1, findings(RuleId.PICKLE_RUNS_CODE, 1)),
                Samples.complete("c.pkl", "pickle", 1, findings(RuleId.PICKLE_UNKNOWN_IMPORT, 10))),
            3,
            Duration.ZERO);
    List<RunnerCommand> commands =
        Samples.written("github", Look.PLAIN, report)
            .lines()
            .map(line -> RunnerCommand.parse(line).orElseThrow())
            .toList();
    assertThat(Stream.of("error", "warning", "notice"))
        .extracting(kind -> commands.stream().filter(one -> one.name().equals(kind)).count())
        .containsExactly(10L, 10L, 0L);
    assertThat(commands.getFirst().properties())
        .containsEntry("title", "critical: pickle-runs-code");
    assertThat(commands.get(9).data()).startsWith("4 more");
  }

  @Test
  void textComesThroughTheRunnerUnchanged() {
    Finding finding =
        Samples.finding(
            RuleId.PICKLE_RUNS_CODE,
            new Place("100%/a,b:c.pkl", List.of(), 1),
            "exec",
            "calls exec: 100%0A",
            "exec('50%')");
    Report report =
        new Report(
            List.of(Samples.complete("100%/a,b:c.pkl", "pickle", 1, finding)), 1, Duration.ZERO);
    RunnerCommand command =
        RunnerCommand.parse(Samples.written("github", Look.PLAIN, report).strip()).orElseThrow();
    assertThat(command.properties()).containsEntry("file", "100%/a,b:c.pkl");
    assertThat(command.data().lines().limit(2))
        .containsExactly("calls exec: 100%0A", "exec('50%')");
  }

  private static Finding[] findings(RuleId rule, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Samples.finding(rule, new Place("x", List.of(), i), "s" + i, "message", ""))
        .toArray(Finding[]::new);
  }
}
