package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * The fixtures are the test: a file in {@code malicious} must be found, one in {@code benign} must
 * not and must be read to its end, one in {@code malformed} must never pass for clean. Which rules
 * each file meets stands in the folder's {@code expected.txt}; run with {@code
 * -Dfixtures.update=true} to write it anew, and read the difference.
 */
class FixturesTest {
  private static final Path FIXTURES = Path.of("fixtures");

  @TestFactory
  Stream<DynamicTest> eachFormat() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      return folders
          .filter(Files::isDirectory)
          .filter(folder -> !folder.endsWith("make"))
          .sorted()
          .map(folder ->
              DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
          .toList()
          .stream();
    }
  }

  @Test
  void everyRuleIsMetByAFixture() {
    Set<RuleId> met =
        Scanned.folder(FIXTURES, FixturesTest::isFixture).stream()
            .flatMap(result -> result.findings().stream())
            .map(finding -> finding.rule().id())
            .collect(Collectors.toSet());
    Set<RuleId> missing = new TreeSet<>(List.of(RuleId.values()));
    missing.removeAll(met);
    missing.remove(RuleId.ONNX_EXTERNAL_DATA_LINK); // needs a link on disk: ExternalDataLinkTest
    missing.remove(RuleId.MISSING_PART); // needs a folder on disk: ShardIndexTest
    assertThat(missing).as("rules without a fixture").isEmpty();
  }

  private static void check(Path folder) throws IOException {
    List<String> wrong = new ArrayList<>();
    StringBuilder found = new StringBuilder();
    for (Result result : Scanned.folder(folder, FixturesTest::isFixture)) {
      problem(result).ifPresent(problem -> wrong.add(problem + ": " + Scanned.line(result)));
      found.append(result.path()).append(": ").append(summary(result)).append('\n');
    }
    assertThat(wrong).isEmpty();
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("fixtures.update")) {
      Files.writeString(expected, found.toString());
    }
    assertThat(found.toString()).isEqualTo(Files.readString(expected));
  }

  private static Optional<String> problem(Result result) {
    boolean right =
        switch (result.path().split("/", 2)[0]) {
          case "malicious" -> Scanned.isAtLeast(result, Severity.MEDIUM);
          case "benign" ->
              !Scanned.isAtLeast(result, Severity.MEDIUM)
                  && !(result.outcome() instanceof Outcome.Incomplete);
          case "malformed" ->
              !(result.outcome() instanceof Outcome.Complete) || !result.findings().isEmpty();
          default -> false;
        };
    return right ? Optional.empty() : Optional.of("not as its folder says");
  }

  private static String summary(Result result) {
    String outcome =
        switch (result.outcome()) {
          case Outcome.Complete _ -> "complete";
          case Outcome.Incomplete _ -> "incomplete";
          case Outcome.NotScanned _ -> "not scanned";
          case Outcome.NotAModel _ -> "not a model";
        };
    return Stream.concat(
            Stream.of(outcome),
            result.findings().stream().map(finding -> finding.rule().id().id()).sorted().distinct())
        .collect(Collectors.joining(" "));
  }

  private static boolean isFixture(Path file) {
    String name = file.toString();
    return !name.endsWith("expected.txt") && !name.contains("make") && !name.endsWith(".md");
  }
}
