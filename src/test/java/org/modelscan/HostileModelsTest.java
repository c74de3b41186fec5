package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Surroundings;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;
import org.modelscan.scan.Scan;

/**
 * Structured models that are cut off or damaged end in an outcome, in little time, and never in an
 * error of the reader.
 */
class HostileModelsTest {
  private static final Judge JUDGE = new Judge(new Rules(), new ImportLists());
  private static final int STEP = 64;
  private static final int MUTANTS = Integer.getInteger("mutants", 25);
  private static final int SECONDS = 5;

  private record InMemory(String path, byte[] content) implements Candidate {
    @Override
    public Bytes open(Budget budget) {
      return new HeapBytes(content);
    }

    @Override
    public Surroundings surroundings(Budget budget) {
      return Surroundings.NONE;
    }
  }

  private static List<Result> scan(List<InMemory> files) throws InterruptedException {
    List<Result> results = Collections.synchronizedList(new ArrayList<>());
    Limits limits = Limits.DEFAULT;
    Limits shortLimits =
        new Limits(
            limits.bytesRead(),
            limits.bytesFetched(),
            limits.inflated(),
            limits.ratio(),
            limits.members(),
            limits.nesting(),
            limits.opcodes(),
            limits.memoryEntries(),
            limits.spoolMemory(),
            limits.findings(),
            SECONDS);
    new Scan(JUDGE, shortLimits, 2, false).run(files, results::add);
    return results;
  }

  private static List<Path> fixtures() throws IOException {
    List<Path> fixtures = new ArrayList<>();
    for (String folder :
        List.of("hdf5", "keras-h5", "keras-v3", "keras-json", "tensorflow", "onnx", "tflite")) {
      try (Stream<Path> files = Files.walk(Path.of("fixtures", folder))) {
        files
            .filter(file -> Files.isRegularFile(file) && !file.endsWith("expected.txt"))
            .filter(file -> !file.toString().contains("malformed"))
            .sorted()
            .forEach(fixtures::add);
      }
    }
    return fixtures;
  }

  private static void assertSettled(List<Result> results) {
    for (Result result : results) {
      assertThat(result.problems())
          .as(result.path())
          .noneMatch(problem ->
              problem.contains("internal error") || problem.contains("budget spent: seconds"));
    }
  }

  /**
   * HDF5 says where it ends. Messages of protocol buffers may end behind any of their fields, texts
   * behind any line, and FlatBuffers in bytes that nothing points to.
   */
  private static boolean hasAnEnd(Path fixture) {
    return fixture.toString().endsWith(".h5");
  }

  @Test
  void modelsThatAreCutOffAreNeverClean() throws Exception {
    for (Path fixture : fixtures()) {
      byte[] whole = Files.readAllBytes(fixture);
      List<InMemory> cuts = new ArrayList<>();
      int step = Math.max(STEP, whole.length / 100 / STEP * STEP);
      for (int cut = step; cut < whole.length; cut += step) {
        cuts.add(new InMemory(fixture + " cut at " + cut, Arrays.copyOf(whole, cut)));
      }
      List<Result> results = scan(cuts);
      assertSettled(results);
      if (hasAnEnd(fixture)) {
        assertThat(results)
            .allMatch(result ->
                !(result.outcome() instanceof Outcome.Complete) || !result.findings().isEmpty());
      }
    }
  }

  @Test
  void modelsWithFlippedBytesEndInAnOutcome() throws Exception {
    Random random = new Random(25);
    for (Path fixture : fixtures()) {
      List<InMemory> mutants = new ArrayList<>();
      byte[] whole = Files.readAllBytes(fixture);
      for (int i = 0; i < MUTANTS; i++) {
        byte[] mutant = whole.clone();
        for (int flips = 1 << random.nextInt(7); flips > 0; flips--) {
          mutate(mutant, random);
        }
        mutants.add(new InMemory(fixture + " mutant " + i, mutant));
      }
      assertSettled(scan(mutants));
    }
  }

  /**
   * Changes a byte, or puts an address or length where another one was, so that structures meet
   * that should not.
   */
  private static void mutate(byte[] content, Random random) {
    int words = content.length / 8 - 1;
    switch (random.nextInt(3)) {
      case 0 ->
          System.arraycopy(
              content, random.nextInt(words) * 8, content, random.nextInt(words) * 8, 8);
      case 1 -> {
        int at = random.nextInt(words) * 8;
        Arrays.fill(content, at, at + 8, (byte) (random.nextBoolean() ? 0 : 0xff));
      }
      default -> content[random.nextInt(content.length)] = (byte) random.nextInt();
    }
  }

  @Test
  void namesThatAreGivenAgainAndAgainAreReadInLittleTime() throws Exception {
    String again = "\"function\": \"f\", \"class_name\": \"Lambda\", ".repeat(100_000);
    String config = "{\"class_name\": \"Lambda\", \"config\": {" + again + "\"name\": \"l\"}}";
    long start = System.nanoTime();
    List<Result> results =
        scan(List.of(new InMemory("config.json", config.getBytes(StandardCharsets.UTF_8))));
    assertThat(System.nanoTime() - start).isLessThan(SECONDS * 1_000_000_000L);
    assertThat(results.getFirst().findings())
        .extracting(finding -> finding.rule().id())
        .contains(RuleId.CONTAINER_CONTRADICTION);
  }

  @Test
  void structuresThatMultiplyAreReadInNoTime() throws Exception {
    for (String name :
        List.of("exponential-tree", "tree-loop", "continuation-loop", "chain-of-groups")) {
      byte[] content = Files.readAllBytes(Path.of("fixtures", "hdf5", "malformed", name + ".h5"));
      long start = System.nanoTime();
      List<Result> results = scan(List.of(new InMemory(name, content)));
      assertThat(System.nanoTime() - start).as(name).isLessThan(2_000_000_000L);
      assertThat(results.getFirst().outcome()).isInstanceOf(Outcome.Incomplete.class);
    }
  }
}
