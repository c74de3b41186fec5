package org.modelscan.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Scanned;

/**
 * Containers that are cut at many places, or changed, always come to an end, and never to an
 * internal error.
 */
class DamagedContainersTest {
  private static final int CUTS = 40;
  private static final int CHANGES = 40;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zip",
        "torch-zip",
        "tar",
        "7z",
        "gzip",
        "bzip2",
        "xz",
        "lzma",
        "zstd",
        "lz4",
        "zlib"
      })
  void alwaysEndInAnOutcome(String format) throws IOException {
    List<byte[]> damaged = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("fixtures", format))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        damage(Files.readAllBytes(file), file.getFileName().toString().hashCode(), damaged);
      }
    }
    assertThat(damaged).hasSizeGreaterThan(CUTS);
    for (byte[] content : damaged) {
      assertThat(Scanned.content("damaged", content).problems())
          .as(HexFormat.of().formatHex(content))
          .noneMatch(problem -> problem.contains("internal error"));
    }
  }

  private static void damage(byte[] whole, int seed, List<byte[]> into) {
    Random random = new Random(seed);
    for (int i = 0; i < CUTS && whole.length > 0; i++) {
      into.add(Arrays.copyOf(whole, random.nextInt(whole.length)));
    }
    for (int i = 0; i < CHANGES && whole.length > 0; i++) {
      byte[] changed = whole.clone();
      for (int count = random.nextInt(3); count >= 0; count--) {
        // Most of the structure stands at the start and at the end.
        int place = random.nextInt(whole.length);
        int at =
            switch (random.nextInt(3)) {
              case 0 -> Math.min(place, random.nextInt(64));
              case 1 -> Math.max(place, whole.length - 1 - random.nextInt(64));
              default -> place;
            };
        changed[Math.max(0, at)] = (byte) random.nextInt();
      }
      into.add(changed);
    }
  }
}
