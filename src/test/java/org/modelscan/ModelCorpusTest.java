package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * Archives and native formats of the shared corpus, where it lies beside the project: each file is
 * recognised and read to its end.
 */
class ModelCorpusTest {
  @ParameterizedTest
  @CsvSource({
    "mar, torchserve, 8",
    "zip, mleap, 8",
    "npz, npz, 41",
    "torchscript, torch-zip, 1",
    "executorch, executorch, 3",
    "torch7, torch7, 9",
    "pmml, pmml, 1",
    "other-tgz, gzip, 12",
    "other-tar, tar, 4",
    "other-xml, openvino, 6",
    "xgboost-or-model, xgboost-binary, 3",
    "json-config, xgboost-json, 2",
    "r-serialized, gzip, 1",
    "r-serialized, bzip2, 1",
  })
  void modelsAreRecognisedAndRead(String folder, String format, int count) {
    List<Result> results =
        Scanned.folder(real().resolve(folder), _ -> true).stream()
            .filter(result -> result.format().equals(format))
            .toList();
    assertThat(results).hasSize(count);
    assertThat(results)
        .allSatisfy(result ->
            assertThat(result.outcome())
                .as(Scanned.line(result))
                .isInstanceOf(Outcome.Complete.class));
  }

  /** Handlers are code that runs, and so is a Lua function. */
  @Test
  void onlyCodeIsReported() {
    Map<String, Integer> found = new TreeMap<>();
    for (String folder : List.of("mar", "torch7", "zip", "npz", "executorch", "r-serialized")) {
      for (Result result : Scanned.folder(real().resolve(folder), _ -> true)) {
        result.findings().stream()
            .filter(finding -> finding.rule().severity().compareTo(Severity.MEDIUM) >= 0)
            .forEach(finding -> found.merge(finding.rule().id().id(), 1, Integer::sum));
      }
    }
    assertThat(found).isEqualTo(Map.of("torchserve-handler", 9, "torch7-function", 1));
  }

  private static Path real() {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    return corpus.get().resolve("real");
  }
}
