package org.modelscan.container.zip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.modelscan.Scanned;
import org.modelscan.rule.Finding;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Result;

/**
 * Each kind of disagreement has a fixture of its name, whose pickle is found and whose disagreement
 * is stated. Ordinary archives of all kinds state none.
 */
class DisagreementTest {
  private static final List<Result> ZIPS =
      Scanned.folder(Path.of("fixtures/zip"), file -> file.toString().endsWith(".zip"));

  @ParameterizedTest
  @EnumSource(Disagreement.class)
  void isStatedAndHidesNothing(Disagreement disagreement) {
    String name = disagreement.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Result result = malicious(name);
    assertThat(contradictions(result)).contains(disagreement.what());
    assertThat(Scanned.isAtLeast(result, Severity.HIGH)).as(Scanned.line(result)).isTrue();
  }

  @Test
  void ordinaryArchivesContradictNothing() {
    List<Result> benign =
        ZIPS.stream().filter(result -> result.path().startsWith("benign/")).toList();
    assertThat(benign).hasSizeGreaterThan(15);
    assertThat(benign)
        .allSatisfy(result -> assertThat(result.findings()).as(result.path()).isEmpty());
  }

  @Test
  void cutArchivesAreStillRead() {
    assertThat(Stream.of("no-end-record", "no-end-record-streamed"))
        .allSatisfy(name -> {
          Result result = malicious(name);
          assertThat(Scanned.isAtLeast(result, Severity.HIGH)).isTrue();
          assertThat(result.problems()).isNotEmpty();
        });
  }

  /** What is left of a header is no member, and no archive of its own either. */
  @Test
  void whatIsCutIsHandedOverOnce() {
    Result cut =
        ZIPS.stream()
            .filter(result -> result.path().equals("malformed/cut-in-second-header.zip"))
            .findFirst()
            .orElseThrow();
    assertThat(cut.problems()).isNotEmpty();
    assertThat(cut.problems())
        .noneMatch(problem -> problem.matches("(?s).*in no member.*in no member.*"));
  }

  private static Result malicious(String name) {
    return ZIPS.stream()
        .filter(result -> result.path().equals("malicious/" + name + ".zip"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fixture " + name));
  }

  private static List<String> contradictions(Result result) {
    return result.findings().stream()
        .filter(finding -> finding.rule().id() == RuleId.CONTAINER_CONTRADICTION)
        .map(Finding::symbol)
        .toList();
  }
}
