package org.modelscan.format.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.bytes.Limits;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Result;
import org.modelscan.scan.Scan;
import org.modelscan.source.Filter;
import org.modelscan.source.WorkTree;

/** Whether the files of an index lie beside it can only be seen on disk. */
class ShardIndexTest {
  private static final String INDEX = "model.safetensors.index.json";

  @TempDir private Path root;

  @BeforeEach
  void copyIndex() throws IOException {
    Files.copy(Path.of("fixtures/shard-index/benign", INDEX), root.resolve(INDEX));
    Files.writeString(root.resolve("model-00001-of-00002.safetensors"), "x");
  }

  private List<String> found() throws IOException, InterruptedException {
    List<Result> results = Collections.synchronizedList(new ArrayList<>());
    new Scan(new Judge(new Rules(), new ImportLists()), Limits.DEFAULT, 1, false)
        .run(WorkTree.find(List.of(root), List.of(), Filter.ALL).candidates(), results::add);
    return results.stream()
        .flatMap(result -> result.findings().stream())
        .map(finding -> finding.rule().id().id() + " " + finding.symbol())
        .toList();
  }

  @Test
  void missingShardIsNamed() throws Exception {
    assertThat(found()).containsExactly("missing-part model-00002-of-00002.safetensors");
  }

  @Test
  void completeModelIsOrdinary() throws Exception {
    Files.writeString(root.resolve("model-00002-of-00002.safetensors"), "x");
    assertThat(found()).isEmpty();
  }
}
