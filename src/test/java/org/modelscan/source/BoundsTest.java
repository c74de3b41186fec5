package org.modelscan.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.scan.Candidate;

/** What a model file may reach through the names that it holds. */
@Timeout(20)
class BoundsTest {
  private final Budget budget = new Budget(Limits.DEFAULT);
  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void makeTree() throws Exception {
    root = Files.createDirectories(temporary.toRealPath().resolve("root"));
    Files.writeString(temporary.resolve("secret"), "secret");
    Files.createDirectories(root.resolve("models/data"));
    Files.writeString(root.resolve("models/model.onnx"), "model");
    Files.writeString(root.resolve("models/data/weights"), "weights");
    Files.writeString(root.resolve("models/größe"), "unicode");
    Files.writeString(root.resolve("config"), "config");
    Files.createSymbolicLink(root.resolve("models/out"), Path.of("../../secret"));
    Files.createSymbolicLink(root.resolve("models/away"), temporary);
    Files.createSymbolicLink(root.resolve("models/in"), Path.of("../config"));
    new ProcessBuilder("mkfifo", root.resolve("models/pipe").toString()).start().waitFor();
  }

  @Test
  void neighboursInsideAreOpened() throws Exception {
    assertThat(neighbour(root, "data/weights")).contains("weights");
    assertThat(neighbour(root, "./data/../data/weights")).contains("weights");
    assertThat(neighbour(root, "größe")).contains("unicode");
    assertThat(neighbour(root, "../config")).contains("config");
    assertThat(neighbour(root, "in")).contains("config");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "data",
        "missing",
        "missing/../data/weights/..",
        "out",
        "away/secret",
        "../../secret",
        "../models/../../secret",
        "/etc/passwd",
        "//etc/passwd",
        "pipe",
        "a\0b",
        "%2e%2e/%2e%2e/secret",
        "\ud800",
      })
  void everythingElseIsNotThere(String path) throws Exception {
    assertThat(neighbour(root, path)).isEmpty();
  }

  @Test
  void scannedFolderIsTheBoundary() throws Exception {
    assertThat(neighbour(root.resolve("models"), "data/weights")).contains("weights");
    assertThat(neighbour(root.resolve("models"), "../config")).isEmpty();
    assertThat(neighbour(root.resolve("models"), "in")).isEmpty();
  }

  @Test
  void singleFileMayReachItsOwnFolder() throws Exception {
    assertThat(neighbour(root.resolve("models/model.onnx"), "data/weights")).contains("weights");
    assertThat(neighbour(root.resolve("models/model.onnx"), "../config")).isEmpty();
  }

  private Optional<String> neighbour(Path scanned, String relativePath) throws IOException {
    Candidate model =
        WorkTree.find(List.of(scanned), List.of(), Filter.ALL).candidates().stream()
            .filter(candidate -> candidate.path().endsWith("model.onnx"))
            .findFirst()
            .orElseThrow();
    Optional<Bytes> opened = model.surroundings(budget).open(relativePath);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (Bytes bytes = opened.get()) {
      return Optional.of(new String(bytes.upTo(0, 100), UTF_8));
    }
  }
}
