package org.modelscan.format;

import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/**
 * Takes what a reader states for nothing: for a description, which only wants what was read. Who
 * wants some of it extends this and overrides that.
 */
public class Unheard implements Facts {
  private final Budget budget;

  /** One that charges what is read to a budget. */
  public Unheard(Budget budget) {
    this.budget = budget;
  }

  @Override
  public void fact(Fact fact) {}

  @Override
  public void member(String name, Bytes content) {}

  @Override
  public void incomplete(long offset, String reason) {}

  @Override
  public void notScanned(String name, String reason) {}

  @Override
  public void doubtful() {}

  @Override
  public final Budget budget() {
    return budget;
  }
}
