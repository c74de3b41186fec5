package org.modelscan.source;

import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Surroundings;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;

/**
 * A path that is not opened, and why.
 *
 * @param path as reports show it
 * @param outcome what is said of it
 */
public record Settled(String path, Outcome outcome) implements Candidate {
  @Override
  public Optional<Outcome> settled() {
    return Optional.of(outcome);
  }

  @Override
  public Bytes open(Budget budget) {
    throw new IllegalStateException("is not to be opened: " + path);
  }

  @Override
  public Surroundings surroundings(Budget budget) {
    return Surroundings.NONE;
  }
}
