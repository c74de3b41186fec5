package org.modelscan.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/** Arrays of joblib between opcodes: cut, changed, and data that looks like opcodes. */
class ArrayWrappersTest {
  private static final Path FIXTURES = Path.of("fixtures", "joblib");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static boolean isClean(Result result) {
    return result.outcome() instanceof Outcome.Complete
        && !Scanned.isAtLeast(result, Severity.MEDIUM);
  }

  @Test
  @Timeout(120)
  void noCutPassesForClean() throws IOException {
    for (Path file : files("benign")) {
      byte[] content = Files.readAllBytes(file);
      int step = Math.max(1, content.length / 150);
      for (int length = content.length - 1; length > 3; length -= step) {
        Result result = Scanned.content("cut.joblib", Arrays.copyOf(content, length));
        assertThat(isClean(result)).as("%s cut at %d", file, length).isFalse();
      }
    }
  }

  @Test
  @Timeout(120)
  void changedBytesNeverBreakTheReader() throws IOException {
    Random random = new Random(5);
    for (String folder : List.of("malicious", "malformed")) {
      for (Path file : files(folder)) {
        byte[] content = Files.readAllBytes(file);
        for (int round = 0; round < 40; round++) {
          byte[] changed = content.clone();
          for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
          }
          assertThat(Scanned.content("changed.joblib", changed).problems())
              .as(file.toString())
              .noneMatch(problem -> problem.contains("internal error"));
        }
      }
    }
  }

  /** Whatever bytes an array holds, nothing is found in it, and what follows it is found. */
  @Test
  @Timeout(120)
  void dataIsNeverTakenForOpcodes() {
    Random random = new Random(9);
    byte[] call = "cos\nsystem\n(S'echo marker'\ntR.".getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 1200; round++) {
      byte[] data = new byte[random.nextInt(200)];
      random.nextBytes(data);
      if (round % 2 == 0) {
        byte[] opcodes = "N]})(0K\u0001aR.b2elt\u0085\u0094".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < data.length; i++) {
          data[i] = opcodes[random.nextInt(opcodes.length)];
        }
      }
      Result quiet = Scanned.content("data", array(data, new byte[] {'.'}));
      assertThat(isClean(quiet)).as("round %d: %s", round, Scanned.line(quiet)).isTrue();
      Result found = Scanned.content("call", array(data, call));
      assertThat(Scanned.isAtLeast(found, Severity.CRITICAL))
          .as("round %d: %s", round, Scanned.line(found))
          .isTrue();
    }
  }

  /** A wrapper as joblib 0.10 to 1.1 wrote it, its data, and opcodes behind it. */
  private static byte[] array(byte[] data, byte[] behind) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String wrapper =
        "\u0080\u0002cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u0081}(U\u0008subclasscnumpy\nndarray\n"
            + "U\u0005shapeI"
            + data.length
            + "\n\u0085U\u0005orderU\u0001CU\u0005dtypecnumpy\ndtype\nU\u0002u1K\u0000K\u0001\u0087R"
            + "(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\u0000tbU\nallow_mmap\u0088ub";
    out.writeBytes(wrapper.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(data);
    out.writeBytes(behind);
    return out.toByteArray();
  }
}
