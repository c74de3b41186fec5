package org.modelscan.format.onnx;

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

/** A plain name beside the model can still lead away: by a link on disk. */
class ExternalDataLinkTest {
  @TempDir private Path root;

  @BeforeEach
  void copyModel() throws IOException {
    // It names model.onnx_data and weights/layer 1.bin.
    Path model = Path.of("fixtures/onnx/benign/external-data.onnx");
    Files.createDirectory(root.resolve("folder"));
    Files.copy(model, root.resolve("folder/model.onnx"));
  }

  private List<String> found() throws IOException, InterruptedException {
    List<Result> results = Collections.synchronizedList(new ArrayList<>());
    new Scan(new Judge(new Rules(), new ImportLists()), Limits.DEFAULT, 1, false)
        .run(WorkTree.find(List.of(root), List.of(), Filter.ALL).candidates(), results::add);
    return results.stream()
        .filter(result -> result.format().equals("onnx"))
        .flatMap(result -> result.findings().stream())
        .map(finding -> finding.rule().id().id() + " " + finding.symbol())
        .toList();
  }

  @Test
  void filesBesideTheModelAreOrdinary() throws Exception {
    Files.writeString(root.resolve("folder/model.onnx_data"), "x");
    assertThat(found()).isEmpty();
  }

  @Test
  void missingFilesAreOrdinary() throws Exception {
    assertThat(found()).isEmpty();
  }

  @Test
  void linkedFileIsFound() throws Exception {
    Files.writeString(root.resolve("secret"), "x");
    Files.createSymbolicLink(root.resolve("folder/model.onnx_data"), Path.of("../secret"));
    assertThat(found()).containsExactly("onnx-external-data-link model.onnx_data");
  }

  @Test
  void danglingLinkIsFound() throws Exception {
    Files.createSymbolicLink(root.resolve("folder/model.onnx_data"), Path.of("/nowhere/at/all"));
    assertThat(found()).containsExactly("onnx-external-data-link model.onnx_data");
  }

  @Test
  void linkedFolderIsFound() throws Exception {
    Files.createDirectory(root.resolve("other"));
    Files.createSymbolicLink(root.resolve("folder/weights"), root.resolve("other"));
    assertThat(found()).containsExactly("onnx-external-data-link weights/layer 1.bin");
  }
}
