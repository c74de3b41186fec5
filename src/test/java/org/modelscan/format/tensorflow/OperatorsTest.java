package org.modelscan.format.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operator lists are data: every line of them must mean something. */
class OperatorsTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/modelscan/operators");

  private static List<String> lines(String name) throws IOException {
    try (Stream<String> lines = Files.lines(FOLDER.resolve(name), StandardCharsets.UTF_8)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }

  @Test
  void everyEntryIsUniqueAndHasAReason() throws IOException {
    List<String> lines = lines("tensorflow.txt");
    assertThat(lines).hasSizeGreaterThan(80).allMatch(line -> line.split(" ", 5).length == 5);
    assertThat(lines.stream().map(line -> line.split(" ", 3)[1])).doesNotHaveDuplicates();
    assertThat(Operators.tensorFlow().names()).hasSameSizeAs(lines);
  }

  @Test
  void everyKnownOperatorIsListedOnce() throws IOException {
    assertThat(lines("tensorflow-known.txt").stream().map(line -> line.split(" ", 2)[0]))
        .hasSizeGreaterThan(1563)
        .doesNotHaveDuplicates();
  }

  @Test
  void everyTargetIsAnInputOrAnAttribute() {
    Operators operators = Operators.tensorFlow();
    for (String name : operators.names()) {
      assertThat(operators.knows(name)).as(name).isTrue();
      assertThat(operators.find(name).orElseThrow().targets())
          .as(name)
          .allMatch(target -> target.startsWith("@") || operators.inputs(name).contains(target));
    }
  }
}
