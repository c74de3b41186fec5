package org.modelscan.format.archive;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/** Shows each member of a container to a watcher before it is handed over; passes all else on. */
public record MemberWatch(Facts out, Watcher watcher) implements Facts {
  /** Looks at a member and states what its container alone can tell. */
  @FunctionalInterface
  public interface Watcher {
    /** Called once for each reading of each member. */
    void see(String name, Bytes content, Facts out) throws IOException;
  }

  @Override
  public void member(String name, Bytes content) {
    try {
      watcher.see(name, content, out);
    } catch (IOException unreadable) {
      out.incomplete(-1, name + ": " + unreadable.getMessage());
    }
    out.member(name, content);
  }

  @Override
  public void fact(Fact fact) {
    out.fact(fact);
  }

  @Override
  public void incomplete(long offset, String reason) {
    out.incomplete(offset, reason);
  }

  @Override
  public void notScanned(String name, String reason) {
    out.notScanned(name, reason);
  }

  @Override
  public void doubtful() {
    out.doubtful();
  }

  @Override
  public Budget budget() {
    return out.budget();
  }
}
