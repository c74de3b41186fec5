package org.modelscan.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/** The machine against damaged and hostile pickles. */
class MachineTest {
  /** Keeps facts and member names as text. */
  private static final class Recorder implements Facts {
    private final List<String> lines = new ArrayList<>();
    private final Budget budget = new Budget(Limits.DEFAULT);

    @Override
    public void fact(Fact fact) {
      lines.add(fact.toString());
    }

    @Override
    public void member(String name, Bytes content) {
      lines.add("member " + name);
    }

    @Override
    public void incomplete(long offset, String reason) {
      lines.add("incomplete " + reason);
    }

    @Override
    public void notScanned(String name, String reason) {
      lines.add("not scanned " + reason);
    }

    @Override
    public void doubtful() {
      lines.add("doubtful");
    }

    @Override
    public Budget budget() {
      return budget;
    }
  }

  @Test
  void whatIsFoundDoesNotDependOnTheWindow() throws IOException {
    for (Path file : fixtures()) {
      byte[] content = Files.readAllBytes(file);
      List<String> whole = run(content, 1 << 16);
      for (int window : new int[] {16, 17, 31, 64}) {
        assertThat(run(content, window)).as(file + " in windows of " + window).isEqualTo(whole);
      }
    }
  }

  @Test
  void damageNeverEscapesAsAnythingButInputErrors() throws IOException {
    Random random = new Random(20_26);
    for (Path file : fixtures()) {
      byte[] content = Files.readAllBytes(file);
      if (content.length > 20_000) {
        continue;
      }
      for (int i = 0; i < 60; i++) {
        byte[] damaged = Arrays.copyOf(content, random.nextInt(content.length + 1));
        for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        run(damaged, 64); // any other exception fails the test
      }
    }
  }

  @Test
  void whatRanBeforeTheCutIsFoundAtEveryCut() throws IOException {
    byte[] payload = Files.readAllBytes(Path.of("fixtures/pickle/malicious/runs-command.p0.pkl"));
    int called = new String(payload, StandardCharsets.ISO_8859_1).indexOf("\nRp") + 2;
    assertThat(called).isGreaterThan(10);
    for (int length = called; length <= payload.length; length++) {
      assertThat(run(Arrays.copyOf(payload, length), 32).toString())
          .contains("use=CALLED", "os.system('echo");
    }
  }

  @Test
  void floodsEndInABudget() {
    Limits small =
        new Limits(1 << 30, 1 << 30, 1 << 30, 1000, 1000, 16, 1 << 30, 10_000, 1 << 20, 1000, 60);
    byte[] marks = new byte[1 << 20];
    Arrays.fill(marks, (byte) '(');
    byte[] values = new byte[1 << 20];
    Arrays.fill(values, (byte) 'N');
    byte[] memo = new byte[1 << 20];
    memo[0] = 'N';
    Arrays.fill(memo, 1, memo.length, (byte) 0x94);
    for (byte[] flood : List.of(marks, values, memo, sparseMemo())) {
      assertThatThrownBy(() -> new Machine(new HeapBytes(flood), new Budget(small)).run(0))
          .isInstanceOf(BudgetSpent.class)
          .hasMessageContaining("memory-entries");
    }
  }

  /** Puts far apart in the memo. */
  private static byte[] sparseMemo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('N');
    for (int i = 0; i < 100_000; i++) {
      int index = i * 40_000;
      out.writeBytes(
          new byte[] {
            'r', (byte) index, (byte) (index >> 8), (byte) (index >> 16), (byte) (index >> 24)
          });
    }
    return out.toByteArray();
  }

  private static List<String> run(byte[] content, int window) throws IOException {
    Recorder recorder = new Recorder();
    Machine machine = new Machine(new HeapBytes(content), recorder.budget(), window);
    Machine.End end = machine.run(0);
    machine.state(recorder);
    recorder.lines.add(end + " " + machine.brokenAt() + " " + machine.broken());
    return recorder.lines;
  }

  private static List<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("fixtures"))) {
      return files
          .filter(file -> file.toString().endsWith(".pkl") || file.toString().endsWith(".joblib"))
          .sorted()
          .toList();
    }
  }
}
