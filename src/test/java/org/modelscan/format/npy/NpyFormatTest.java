package org.modelscan.format.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modelscan.Scanned;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

final class NpyFormatTest {
  private static final Path FIXTURES = Path.of("fixtures", "npy");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  @Test
  @Timeout(120)
  void noCutOfAnArrayPassesForClean() throws IOException {
    for (Path file : files("malicious")) {
      if (file.toString().endsWith("-behind-numbers.npy")) {
        continue; // whole arrays without the last one are clean
      }
      byte[] content = Files.readAllBytes(file);
      int start = Math.max(6, content.length - 400);
      for (int length = start; length < content.length; length++) {
        Result result = Scanned.content("cut.npy", Arrays.copyOf(content, length));
        boolean clean =
            result.outcome() instanceof Outcome.Complete
                && !Scanned.isAtLeast(result, Severity.HIGH);
        assertThat(clean).as("%s cut at %d", file, length).isFalse();
      }
    }
  }

  @Test
  @Timeout(120)
  void changedBytesNeverBreakTheReader() throws IOException {
    Random random = new Random(3);
    for (String folder : List.of("malicious", "benign", "malformed")) {
      for (Path file : files(folder)) {
        byte[] content = Files.readAllBytes(file);
        for (int round = 0; round < 60; round++) {
          byte[] changed = content.clone();
          for (int i = random.nextInt(5); i >= 0; i--) {
            changed[random.nextInt(Math.min(changed.length, 200))] = (byte) random.nextInt();
          }
          assertThat(Scanned.content("changed.npy", changed).problems())
              .as(file.toString())
              .noneMatch(problem -> problem.contains("internal error"));
        }
      }
    }
  }
}
