package org.modelscan.scan;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.rule.Judge;

/**
 * Scans candidates, several at once. Results stand in the order of the candidates, whatever
 * finishes first; whatever goes wrong with one of them becomes its own outcome.
 *
 * @param judge what is a finding
 * @param limits for each file
 * @param jobs files read at once, at least 1
 * @param keepSkipped whether the report names the files that are no models
 */
public record Scan(Judge judge, Limits limits, int jobs, boolean keepSkipped) {
  /** Bytes of address space; a thread takes of it what it needs. Formats bound their recursion. */
  private static final long STACK = 8L << 20;

  /** Needs at least one job. */
  public Scan {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs: " + jobs);
    }
  }

  /**
   * Scans all candidates.
   *
   * @param done hears of each result when it is there: in any order, from several threads at once
   * @throws InterruptedException where the calling thread is interrupted; what is being read is
   *     given up
   */
  public Report run(List<? extends Candidate> candidates, Consumer<Result> done)
      throws InterruptedException {
    long start = System.nanoTime();
    AtomicReferenceArray<Result> kept = new AtomicReferenceArray<>(candidates.size());
    AtomicInteger next = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();
    Runnable work =
        () -> {
          int index = next.getAndIncrement();
          while (index < candidates.size()) {
            Result result = one(candidates.get(index));
            if (keepSkipped || result.isModel()) {
              kept.set(index, result);
            }
            done.accept(result);
            finished.incrementAndGet();
            index = next.getAndIncrement();
          }
        };
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(jobs, candidates.size()); i++) {
      Thread worker = new Thread(null, work, "scan-" + i, STACK);
      worker.setDaemon(true);
      worker.setUncaughtExceptionHandler((_, thrown) -> defect.set(thrown));
      worker.start();
      workers.add(worker);
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } finally {
      next.set(candidates.size());
    }
    if (finished.get() != candidates.size()) {
      throw new IllegalStateException(
          finished.get() + " of " + candidates.size() + " files were scanned", defect.get());
    }
    return report(kept, Duration.ofNanos(System.nanoTime() - start));
  }

  private static Report report(AtomicReferenceArray<Result> kept, Duration duration) {
    List<Result> results = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (int i = 0; i < kept.length(); i++) {
      Result result = kept.get(i);
      if (result == null) {
        continue; // no model, and not asked for
      }
      if (result.isModel()) {
        results.add(result);
      } else {
        skipped.add(result.path());
      }
    }
    return new Report(SavedModelFolder.joined(results), skipped, kept.length(), duration);
  }

  private Result one(Candidate candidate) {
    Optional<Outcome> settled = candidate.settled();
    if (settled.isPresent()) {
      return unread(candidate, settled.get());
    }
    Budget budget = new Budget(limits);
    try (Opened opened = new Opened(candidate, budget)) {
      return new ArtifactScan(candidate.path(), budget, opened, judge).scan(opened.content());
    } catch (IOException unreadable) {
      return unread(candidate, Outcome.Incomplete.unreadable(unreadable));
    } catch (StackOverflowError deep) {
      return incomplete(candidate, "nested too deeply");
    } catch (OutOfMemoryError large) {
      return incomplete(candidate, "needs more memory than there is");
    } catch (RuntimeException | Error defect) {
      return incomplete(candidate, "internal error: " + defect);
    }
  }

  private static Result incomplete(Candidate candidate, String reason) {
    return unread(candidate, new Outcome.Incomplete(reason));
  }

  private static Result unread(Candidate candidate, Outcome outcome) {
    List<String> problems =
        outcome instanceof Outcome.Incomplete(String reason) ? List.of(reason) : List.of();
    return new Result(candidate.path(), "", outcome, List.of(), problems, 0);
  }
}
