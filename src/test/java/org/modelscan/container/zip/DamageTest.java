package org.modelscan.container.zip;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;

/** Archives that are cut anywhere or changed anywhere end in a result or in a stated reason. */
class DamageTest {
  private static final int CHANGES = 120;

  static List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("fixtures/zip"))) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void cutAtEveryByte(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      check(Arrays.copyOf(whole, length), file + " cut to " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void changedAnywhere(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int round = 0; round < CHANGES; round++) {
      byte[] changed = whole.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        changed[random.nextInt(changed.length)] =
            (byte) (random.nextBoolean() ? random.nextInt() : -random.nextInt(2));
      }
      check(changed, file + " round " + round);
    }
  }

  private static void check(byte[] content, String what) {
    assertThatCode(() -> readAll(new HeapBytes(content))).as(what).doesNotThrowAnyException();
  }

  private static void readAll(Bytes bytes) throws IOException {
    var archive = ZipArchive.find(bytes);
    if (archive.isEmpty()) {
      return;
    }
    try (MemberContent content = new MemberContent(bytes, new Budget(Limits.DEFAULT))) {
      for (ZipMember member : archive.get().members()) {
        for (Reading reading : member.readings()) {
          content.isPlain(reading);
          var opened = content.open(reading);
          if (opened.isPresent()) {
            try (Bytes inside = opened.get().bytes()) {
              inside.upTo(0, 1 << 20);
            }
          }
        }
      }
    } catch (MalformedInput | BudgetSpent stated) {
      // an outcome with its reason
    }
  }
}
