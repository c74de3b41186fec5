package org.modelscan.format;

import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/** Passes on what a reader states. Who listens in, or changes some of it, overrides that. */
public interface PassedOn extends Facts {
  /** Where all goes. */
  Facts out();

  @Override
  default void fact(Fact fact) {
    out().fact(fact);
  }

  @Override
  default void member(String name, Bytes content) {
    out().member(name, content);
  }

  @Override
  default void incomplete(long offset, String reason) {
    out().incomplete(offset, reason);
  }

  @Override
  default void notScanned(String name, String reason) {
    out().notScanned(name, reason);
  }

  @Override
  default void doubtful() {
    out().doubtful();
  }

  @Override
  default Budget budget() {
    return out().budget();
  }
}
