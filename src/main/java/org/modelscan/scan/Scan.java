package org.modelscan.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.rule.Judge;

/**
 * Scans candidates, several at once. Results stand in the order of the candidates, whatever
 * finishes first.
 *
 * @param judge what is a finding
 * @param limits for each file
 * @param jobs files read at once
 */
public record Scan(Judge judge, Limits limits, int jobs) {

  /** Scans all candidates; {@code done} hears of each result, in their order. */
  public Report run(List<? extends Candidate> candidates, Consumer<Result> done) {
    long start = System.nanoTime();
    List<Result> results = new ArrayList<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, jobs), Thread.ofPlatform().name("scan-", 0).factory())) {
      List<Future<Result>> futures = new ArrayList<>(candidates.size());
      for (Candidate candidate : candidates) {
        futures.add(workers.submit(() -> one(candidate)));
      }
      for (Future<Result> future : futures) {
        Result result = future.get();
        done.accept(result);
        if (result.isModel()) {
          results.add(result);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
    return new Report(results, candidates.size(), Duration.ofNanos(System.nanoTime() - start));
  }

  private Result one(Candidate candidate) {
    Budget budget = new Budget(limits);
    try (Bytes bytes = candidate.open(budget)) {
      return new ArtifactScan(candidate.path(), budget, candidate.surroundings(budget), judge)
          .scan(bytes);
    } catch (NoSuchFileException vanished) {
      return unreadable(candidate, "vanished during the scan");
    } catch (AccessDeniedException denied) {
      return unreadable(candidate, "permission denied");
    } catch (IOException unreadable) {
      return unreadable(candidate, "cannot be read: " + unreadable.getMessage());
    }
  }

  private static Result unreadable(Candidate candidate, String reason) {
    return new Result(
        candidate.path(), "", new Outcome.Incomplete(reason), List.of(), List.of(reason), 0);
  }
}
