package org.modelscan.format.archive;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.PassedOn;

/** Shows each member of a container to a watcher before it is handed over; passes all else on. */
public record MemberWatch(Facts out, Watcher watcher) implements PassedOn {
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
}
