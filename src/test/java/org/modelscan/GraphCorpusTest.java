package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * Graphs of the shared corpus, where it lies beside the project: each is recognised, read to its
 * end, and harmless.
 */
class GraphCorpusTest {
  /** Folder of the corpus, what its models are, and how many of its files are that. */
  private record Expected(String folder, String format, int models) {}

  private static final List<Expected> KINDS =
      List.of(
          new Expected("savedmodel", "tensorflow-savedmodel", 20),
          new Expected("onnx", "onnx", 105),
          new Expected("tflite", "tflite", 82));

  @Test
  void modelsAreRecognisedReadAndHarmless() {
    Path real = real();
    for (Expected kind : KINDS) {
      List<Result> results = Scanned.folder(real.resolve(kind.folder()), _ -> true);
      assertThat(results).hasSize(kind.models());
      assertThat(results)
          .as(kind.folder())
          .allMatch(result -> result.format().equals(kind.format()));
      assertHarmless(results);
    }
  }

  @Test
  void graphsOfAllKindsAreToldFromOtherProtocolBuffers() {
    Path real = real();
    List<Result> results = new ArrayList<>();
    Stream.of("tf-graph-or-pb", "savedmodel-misc", "pbtxt", "paddle", "other-index", "other-bin")
        .forEach(folder -> results.addAll(Scanned.folder(real.resolve(folder), _ -> true)));
    Map<String, Integer> formats = new TreeMap<>();
    results.forEach(result -> formats.merge(result.format(), 1, Integer::sum));
    assertThat(formats)
        .containsEntry("tensorflow-graph", 3)
        .containsEntry("tensorflow-savedmodel", 3)
        .containsEntry("tensorflow-checkpoint", 1)
        .containsEntry("paddle-program", 1)
        .containsEntry("paddle-parameters", 2)
        .containsEntry("", 34);
    assertHarmless(results);
  }

  private static Path real() {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    return corpus.get().resolve("real");
  }

  private static void assertHarmless(List<Result> results) {
    Map<Severity, Integer> findings = new EnumMap<>(Severity.class);
    for (Result result : results) {
      result
          .findings()
          .forEach(finding -> findings.merge(finding.rule().severity(), 1, Integer::sum));
      assertThat(result.outcome())
          .as(Scanned.line(result))
          .isNotInstanceOf(Outcome.Incomplete.class);
    }
    assertThat(findings).doesNotContainKeys(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL);
  }
}
