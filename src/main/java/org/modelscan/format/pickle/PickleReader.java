package org.modelscan.format.pickle;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;

/**
 * Reads one pickle at a place where a loader expects one, without asking whether it looks like one.
 */
public final class PickleReader {
  private PickleReader() {}

  /**
   * States what the pickle at {@code position} does, and where it breaks.
   *
   * @return the offset of what follows it: behind its STOP, or where it cannot be read further
   */
  public static long read(Bytes bytes, long position, Facts out) throws IOException {
    Machine machine = new Machine(bytes, out.budget());
    Machine.End end;
    try {
      end = machine.run(position);
    } catch (IOException | RuntimeException | Error unread) {
      machine.state(out); // a limit or a defect never hides what was found before
      throw unread;
    }
    machine.state(out);
    if (end != Machine.End.STOP || !machine.isSound()) {
      out.incomplete(machine.brokenAt(), "pickle breaks: " + machine.broken());
    }
    return machine.position();
  }
}
