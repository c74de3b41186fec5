package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the runner reads. */
class RunnerFileTest {
  @TempDir private Path folder;

  @Test
  void outputsAreAppendedBetweenDelimiters() throws IOException {
    Path file = Files.writeString(folder.resolve("output"), "before=1\n");
    RunnerFile.outputs(file, Map.of(Output.SARIF_FILE, "a\nb=c\nEOF", Output.LOW, "1"));
    assertThat(Files.readString(file))
        .matches(
            """
            (?s)before=1
            low<<(modelscan_[0-9a-f-]{36})
            1
            \\1
            sarif-file<<(modelscan_[0-9a-f-]{36})
            a
            b=c
            EOF
            \\2
            """);
  }

  @Test
  void valueWithTheDelimiterIsRefused() {
    assertThatThrownBy(() -> RunnerFile.output("x", "a\ndelimiter\nb", "delimiter"))
        .isInstanceOf(IOException.class);
  }
}
