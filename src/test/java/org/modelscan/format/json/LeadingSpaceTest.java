package org.modelscan.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Scanned;
import org.modelscan.rule.Finding;
import org.modelscan.rule.RuleId;

/** Parsers of JSON pass over white space, so that any of it before a model hides nothing. */
class LeadingSpaceTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hf-config",
        "keras-json",
        "mxnet",
        "onnx",
        "paddle",
        "shard-index",
        "tfjs",
        "xgboost"
      })
  void findingsBehindWhiteSpaceAreTheSame(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("fixtures", folder, "malicious"))) {
      List<Path> models = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(models).isNotEmpty();
      for (Path model : models) {
        byte[] content = Files.readAllBytes(model);
        if (new String(content, StandardCharsets.ISO_8859_1).strip().startsWith("{")
            || content[0] == '[') {
          for (int length : new int[] {1, 4090, 10_000}) {
            assertThat(rules(model, behind(length, content)))
                .as("%s behind %d", model, length)
                .isEqualTo(rules(model, content));
          }
        }
      }
    }
  }

  private static byte[] behind(int length, byte[] content) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(
        "\n \t\r".repeat(length / 4 + 1).substring(0, length).getBytes(StandardCharsets.UTF_8));
    text.writeBytes(content);
    return text.toByteArray();
  }

  private static List<RuleId> rules(Path model, byte[] content) {
    return Scanned.content(model.getFileName().toString(), content).findings().stream()
        .map(Finding::rule)
        .map(rule -> rule.id())
        .toList();
  }
}
