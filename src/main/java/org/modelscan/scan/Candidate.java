package org.modelscan.scan;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Surroundings;

/** A file that may be a model, from wherever it comes. */
public interface Candidate {
  /** Its path relative to the scanned root, with {@code /} between names: what reports show. */
  String path();

  /**
   * How its scan ends where that is known without opening it: a folder that cannot be listed, a
   * link that leads out of the scanned root. Such a candidate is never opened.
   */
  default Optional<Outcome> settled() {
    return Optional.empty();
  }

  /** Opens its content; the scan closes it. */
  Bytes open(Budget budget) throws IOException;

  /** The files beside it; the scan closes what it opens. */
  Surroundings surroundings(Budget budget);
}
