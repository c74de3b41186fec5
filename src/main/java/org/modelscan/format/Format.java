package org.modelscan.format;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.fact.Facts;

/**
 * One model format. Implementations hold no state. To add one: a package with one entry class, a
 * line in {@link Formats}, a fixture folder and a page in {@code docs/formats}.
 */
public interface Format {
  /** What it is. */
  Identity identity();

  /**
   * The id of the more general format that this one is a kind of, such as {@code zip}. Content of
   * both is read by this one alone, which reads all that the general one would.
   */
  default Optional<String> kindOf() {
    return Optional.empty();
  }

  /** Whether content is this format, from its first and last bytes only. */
  Match probe(Head head) throws IOException;

  /**
   * States the facts of an artifact. What was stated before an exception stays.
   *
   * @throws org.modelscan.bytes.MalformedInput where the content contradicts the format
   * @throws org.modelscan.bytes.BudgetSpent where a limit was reached
   */
  void read(Artifact artifact, Facts out) throws IOException;

  /** Describes an artifact for a person. What was described before an exception stays. */
  void describe(Artifact artifact, Outline out) throws IOException;
}
