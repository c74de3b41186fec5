package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * Models of all kinds, and the files around them, that are cut, flipped or have large numbers in
 * them end in an outcome, soon, and never in a defect of their reader.
 */
class DamagedModelsTest {
  private static final int CUTS = 6;
  private static final int FLIPS = 14;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "catboost",
        "chat-template",
        "cntk",
        "coreml",
        "dl4j",
        "executorch",
        "flax",
        "ggml",
        "gguf",
        "hf-config",
        "java-serialization",
        "lightgbm",
        "mlflow",
        "mxnet",
        "nemo",
        "nnef",
        "ollama-modelfile",
        "openvino",
        "paddle",
        "pmml",
        "python-config",
        "r",
        "safetensors",
        "shard-index",
        "skops",
        "spark-ml",
        "tfjs",
        "torch7",
        "torch-package",
        "torchscript",
        "xgboost"
      })
  void damageIsAnOutcome(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(Path.of("fixtures", folder))) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("expected.txt"))
              .sorted()
              .toList();
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream error = System.err;
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(defects(files, new Random(folder.hashCode()))).isEmpty();
    } finally {
      System.setErr(error);
    }
    // What a file holds must not reach a terminal past the reports.
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static List<String> defects(List<Path> files, Random random) throws IOException {
    List<String> defects = new ArrayList<>();
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (byte[] damaged : damaged(whole, random)) {
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(30),
            () -> {
              Result result = Scanned.content(file.getFileName().toString(), damaged);
              if (result.outcome() instanceof Outcome.Incomplete(String reason)
                  && (reason.contains("internal error") || reason.contains("memory than"))) {
                defects.add(file + ": " + reason);
              }
            },
            file.toString());
      }
    }
    return defects;
  }

  private static List<byte[]> damaged(byte[] whole, Random random) {
    List<byte[]> made = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      made.add(Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
    }
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = whole.clone();
      for (int bytes = 0; bytes <= i % 4 && whole.length > 0; bytes++) {
        int at = random.nextInt(Math.min(whole.length, 4096));
        flipped[at] =
            i % 2 == 0 ? (byte) random.nextInt() : (byte) (random.nextBoolean() ? 0xff : 0x7f);
      }
      made.add(flipped);
    }
    return made;
  }
}
