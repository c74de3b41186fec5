package org.modelscan.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Surroundings;

/** What the scan of one candidate has opened: the candidate, and the files beside it. */
final class Opened implements Surroundings, AutoCloseable {
  private final List<Bytes> all = new ArrayList<>(1);
  private final Bytes content;
  private final Surroundings surroundings;
  private final Budget budget;

  Opened(Candidate candidate, Budget budget) throws IOException {
    this.content = candidate.open(budget);
    this.surroundings = candidate.surroundings(budget);
    this.budget = budget;
    all.add(content);
  }

  Bytes content() {
    return content;
  }

  @Override
  public Optional<Bytes> open(String relativePath) throws IOException {
    budget.member();
    Optional<Bytes> neighbour = surroundings.open(relativePath);
    neighbour.ifPresent(all::add);
    return neighbour;
  }

  @Override
  public boolean isLinked(String relativePath) throws IOException {
    return surroundings.isLinked(relativePath);
  }

  @Override
  public boolean exists(String relativePath) throws IOException {
    return surroundings.exists(relativePath);
  }

  @Override
  public void close() {
    for (Bytes bytes : all) {
      try {
        bytes.close();
      } catch (IOException ignored) {
        // Nothing was written, so nothing is lost; the result stands.
      }
    }
  }
}
