package org.modelscan.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Surroundings;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Rules;

@Timeout(60)
class ScanTest {
  /** An empty list, protocol 4. */
  private static final byte[] MODEL = HexFormat.of().parseHex("80045d942e");

  /** {@code {'weights': [1, 2, 3]}}, protocol 4, without its end. */
  private static final byte[] CUT_MODEL =
      HexFormat.of().parseHex("80049518000000000000007d948c0777656967687473945d94284b014b024b03");

  private static final byte[] TEXT = {'h', 'e', 'l', 'l', 'o', '\n'};

  private final Judge judge = new Judge(new Rules(), new ImportLists());

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/machine/x"), "vanished during the scan"),
        Arguments.of(new AccessDeniedException("/machine/x"), "permission denied"),
        Arguments.of(
            new FileSystemException("/machine/x", null, "Input/output error"),
            "cannot be read: Input/output error"),
        Arguments.of(new IOException("stale handle"), "cannot be read: stale handle"),
        Arguments.of(
            new IllegalStateException("x"),
            "internal error: " + IllegalStateException.class.getName() + ": x"),
        Arguments.of(new StackOverflowError(), "nested too deeply"),
        Arguments.of(new OutOfMemoryError(), "needs more memory than there is"),
        Arguments.of(new AssertionError("x"), "internal error: java.lang.AssertionError: x"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failureOfOneFileIsItsOwnOutcome(Throwable failure, String reason) throws Exception {
    List<InMemory> candidates =
        List.of(
            new InMemory("a", MODEL),
            new InMemory("b", MODEL).failingAtOpen(failure),
            new InMemory("c", MODEL).failingAtRead(failure),
            new InMemory("d", MODEL));

    Report report = scan(2, candidates);

    assertThat(report.results())
        .extracting(Result::path, Result::outcome)
        .containsExactly(
            tuple("a", new Outcome.Complete()),
            tuple("b", new Outcome.Incomplete(reason)),
            tuple("c", new Outcome.Incomplete(reason)),
            tuple("d", new Outcome.Complete()));
  }

  @Test
  void resultsDoNotDependOnTheNumberOfJobs() throws Exception {
    Random random = new Random(7);
    List<InMemory> candidates =
        IntStream.range(0, 500)
            .mapToObj(i ->
                new InMemory(
                    "file-%03d".formatted(i),
                    List.of(MODEL, CUT_MODEL, TEXT).get(random.nextInt(3))))
            .toList();

    Report alone = scan(1, candidates);

    assertThat(alone.results()).hasSizeBetween(200, 450);
    assertThat(alone.results()).extracting(Result::path).isSorted();
    for (int jobs : new int[] {2, 7, 1000}) {
      Report together = scan(jobs, candidates);
      assertThat(together.results()).isEqualTo(alone.results());
      assertThat(together.files()).isEqualTo(500);
    }
  }

  @Test
  void filesThatAreNoModelsAreNamedOnRequest() throws Exception {
    List<InMemory> candidates = List.of(new InMemory("a.txt", TEXT), new InMemory("b", MODEL));

    assertThat(scan(1, candidates).skipped()).isEmpty();
    Report report = new Scan(judge, Limits.DEFAULT, 1, true).run(candidates, _ -> {});
    assertThat(report.skipped()).containsExactly("a.txt");
    assertThat(report.results()).extracting(Result::path).containsExactly("b");
    assertThat(report.files()).isEqualTo(2);
  }

  @Test
  void settledCandidateIsNotOpened() throws Exception {
    Outcome outcome = new Outcome.NotScanned("a link");
    InMemory settled =
        new InMemory("a", MODEL).failingAtOpen(new AssertionError("opened")).settledAs(outcome);

    assertThat(scan(1, List.of(settled)).results())
        .containsExactly(new Result("a", "", outcome, List.of(), List.of(), 0));
  }

  @Test
  void everythingOpenedIsClosed() throws Exception {
    InMemory complete = new InMemory("a", MODEL);
    InMemory failing = new InMemory("b", MODEL).failingAtRead(new IOException("x"));

    scan(1, List.of(complete, failing));

    assertThat(complete.open).hasValue(0);
    assertThat(failing.open).hasValue(0);
  }

  @Test
  void everyResultIsHeardOfOnce() throws Exception {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    List<InMemory> candidates =
        IntStream.range(0, 100).mapToObj(i -> new InMemory("f" + i, TEXT)).toList();

    new Scan(judge, Limits.DEFAULT, 4, false).run(candidates, result -> heard.add(result.path()));

    assertThat(heard).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void listenerThatFailsDoesNotPassForACompleteScan() {
    Scan scan = new Scan(judge, Limits.DEFAULT, 1, false);
    List<InMemory> candidates = List.of(new InMemory("a", MODEL), new InMemory("b", MODEL));

    assertThatThrownBy(() ->
            scan.run(
                candidates,
                _ -> {
                  throw new IllegalStateException("closed");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("0 of 2 files were scanned")
        .hasRootCauseMessage("closed");
  }

  @Test
  void interruptEndsTheScan() {
    Thread scanning = Thread.currentThread();
    List<InMemory> candidates =
        IntStream.range(0, 100_000).mapToObj(i -> new InMemory("f" + i, TEXT)).toList();
    Scan scan = new Scan(judge, Limits.DEFAULT, 2, false);

    AtomicBoolean interrupted = new AtomicBoolean();

    assertThatThrownBy(() ->
            scan.run(
                candidates,
                _ -> {
                  if (interrupted.compareAndSet(false, true)) {
                    scanning.interrupt();
                  }
                }))
        .isInstanceOf(InterruptedException.class);
  }

  private Report scan(int jobs, List<InMemory> candidates) throws InterruptedException {
    return new Scan(judge, Limits.DEFAULT, jobs, false).run(candidates, _ -> {});
  }

  /** A candidate that can be made to fail, and counts what is open. */
  private static final class InMemory implements Candidate {
    private final String path;
    private final byte[] content;
    private final AtomicInteger open = new AtomicInteger();
    private Optional<Throwable> atOpen = Optional.empty();
    private Optional<Throwable> atRead = Optional.empty();
    private Optional<Outcome> settled = Optional.empty();

    InMemory(String path, byte[] content) {
      this.path = path;
      this.content = content;
    }

    InMemory failingAtOpen(Throwable failure) {
      atOpen = Optional.of(failure);
      return this;
    }

    InMemory failingAtRead(Throwable failure) {
      atRead = Optional.of(failure);
      return this;
    }

    InMemory settledAs(Outcome outcome) {
      settled = Optional.of(outcome);
      return this;
    }

    @Override
    public String path() {
      return path;
    }

    @Override
    public Optional<Outcome> settled() {
      return settled;
    }

    @Override
    public Bytes open(Budget budget) throws IOException {
      raise(atOpen);
      open.incrementAndGet();
      HeapBytes bytes = new HeapBytes(content);
      return new Bytes() {
        @Override
        public int read(long offset, byte[] into, int at, int length) throws IOException {
          raise(atRead);
          return bytes.read(offset, into, at, length);
        }

        @Override
        public long size() {
          return content.length;
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }

    @Override
    public Surroundings surroundings(Budget budget) {
      return Surroundings.NONE;
    }

    private static void raise(Optional<Throwable> failure) throws IOException {
      if (failure.isPresent()) {
        switch (failure.get()) {
          case IOException exception -> throw exception;
          case RuntimeException exception -> throw exception;
          case Error error -> throw error;
          default -> throw new IllegalArgumentException(failure.get());
        }
      }
    }
  }
}
