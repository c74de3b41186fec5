package org.modelscan.scan;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Surroundings;

/** A file that may be a model, from wherever it comes. */
public interface Candidate {
  /** Its path relative to the scanned root, with {@code /} between names: what reports show. */
  String path();

  /** Opens its content; the scan closes it. */
  Bytes open(Budget budget) throws IOException;

  /** The files beside it. */
  Surroundings surroundings(Budget budget);
}
