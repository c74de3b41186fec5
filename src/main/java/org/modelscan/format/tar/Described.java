package org.modelscan.format.tar;

import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Outline;

/** Shows what a reader states as lines of a description. */
record Described(Outline out, Budget budget) implements Facts {
  Described(Outline out) {
    this(out, new Budget(Limits.DEFAULT));
  }

  @Override
  public void fact(Fact fact) {
    if (fact instanceof Fact.Contradiction(long _, String what, String evidence)) {
      out.entry(what, evidence);
    }
  }

  @Override
  public void member(String name, Bytes content) {
    out.member(name, content);
  }

  @Override
  public void incomplete(long offset, String reason) {
    out.entry("problem", reason);
  }

  @Override
  public void notScanned(String name, String reason) {
    out.entry(name, reason);
  }

  @Override
  public void doubtful() {}
}
