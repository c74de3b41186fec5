package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shared corpus, where it lies beside the project: each file has the verdict that is expected
 * of it.
 */
class CorpusTest {
  /** A Torch7 file that is nothing but a Lua function, made to test just that. */
  private static final String LUA_FUNCTION = "testfiles_x86_64/function.t7";

  @Test
  void picklesHaveTheirVerdicts() throws Exception {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    Path pickles = corpus.get().resolve("pickle");
    JsonNode expected =
        JsonMapper.shared().readTree(Files.readString(pickles.resolve("expected.json")));
    List<String> wrong = new ArrayList<>();
    TreeMap<String, int[]> table = new TreeMap<>();
    for (Result result : Scanned.folder(pickles, file -> !file.endsWith("expected.json"))) {
      JsonNode entry = expected.get(result.path());
      String verdict = entry.get("verdict").asString();
      boolean right =
          switch (verdict) {
            case "malicious" -> Scanned.isAtLeast(result, Severity.HIGH);
            case "suspicious" -> Scanned.isAtLeast(result, Severity.MEDIUM);
            default ->
                !Scanned.isAtLeast(result, Severity.MEDIUM)
                    && !(result.outcome() instanceof Outcome.Incomplete);
          };
      int[] counts =
          table.computeIfAbsent(verdict + " " + entry.get("class").asString(), _ -> new int[2]);
      counts[right ? 0 : 1]++;
      if (!right) {
        wrong.add(verdict + ": " + Scanned.line(result));
      }
    }
    table.forEach((name, counts) ->
        System.out.println(name + ": " + counts[0] + " right, " + counts[1] + " wrong"));
    assertThat(wrong).isEmpty();
  }

  @Test
  void realFilesRaiseNothingHigh() {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    List<String> wrong =
        Scanned.folder(
                corpus.get().resolve("real"),
                file -> !file.endsWith("manifest.json") && !file.endsWith(LUA_FUNCTION))
            .stream()
            .filter(result ->
                Scanned.isAtLeast(result, Severity.HIGH)
                    || result.outcome() instanceof Outcome.Incomplete)
            .map(Scanned::line)
            .toList();
    assertThat(wrong).isEmpty();
  }
}
