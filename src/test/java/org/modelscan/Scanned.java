package org.modelscan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.FileBytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Surroundings;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Rules;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;
import org.modelscan.scan.Scan;

/** Scans folders for tests, and knows where the test data is. */
public final class Scanned {
  private static final Judge JUDGE = new Judge(new Rules(), new ImportLists());

  private Scanned() {}

  /** The shared corpus beside the project, where it is there. */
  public static Optional<Path> corpus() {
    Path corpus = Path.of("..", "shared", "corpus");
    return Files.isDirectory(corpus) ? Optional.of(corpus) : Optional.empty();
  }

  /** The results of all files below a folder, also of those that are no models, sorted by path. */
  public static List<Result> folder(Path root, Predicate<Path> wanted) {
    try (Stream<Path> files = Files.walk(root)) {
      List<OnDisk> candidates =
          files
              .filter(Files::isRegularFile)
              .filter(wanted)
              .sorted()
              .map(file -> new OnDisk(root.relativize(file).toString(), file))
              .toList();
      List<Result> results = Collections.synchronizedList(new ArrayList<>());
      new Scan(JUDGE, Limits.DEFAULT, 2, false).run(candidates, results::add);
      results.sort(Comparator.comparing(Result::path));
      return results;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The result of one file that is only in memory. */
  public static Result content(String path, byte[] content) {
    return content(path, content, Limits.DEFAULT);
  }

  /** The same within other limits. */
  public static Result content(String path, byte[] content, Limits limits) {
    try {
      List<Result> results = new ArrayList<>();
      new Scan(JUDGE, limits, 1, false).run(List.of(new InMemory(path, content)), results::add);
      return results.getFirst();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The worst severity of a result's findings. */
  public static Optional<Severity> worst(Result result) {
    return result.findings().stream()
        .map(finding -> finding.rule().severity())
        .max(Severity::compareTo);
  }

  /** Whether the worst finding is at least this bad. */
  public static boolean isAtLeast(Result result, Severity severity) {
    return worst(result).filter(worst -> worst.compareTo(severity) >= 0).isPresent();
  }

  /** One line for an assertion's message. */
  public static String line(Result result) {
    String found =
        result.findings().stream()
            .map(finding -> finding.rule().id().id() + " " + finding.symbol())
            .limit(4)
            .toList()
            .toString();
    return result.path()
        + " ["
        + result.format()
        + "] "
        + found
        + (result.outcome() instanceof Outcome.Incomplete(String reason)
            ? " incomplete: " + reason
            : "");
  }

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

  private record OnDisk(String path, Path file) implements Candidate {
    @Override
    public Bytes open(Budget budget) throws IOException {
      return new FileBytes(file, budget);
    }

    @Override
    public Surroundings surroundings(Budget budget) {
      return Surroundings.NONE;
    }
  }
}
