package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
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
    readsFramesApart(position, machine, end, out);
    if (end != Machine.End.STOP || !machine.isSound()) {
      out.incomplete(machine.brokenAt(), "pickle breaks: " + machine.broken());
    }
    return machine.position();
  }

  /**
   * States what a loader reads that drops the rest of frames, where that is not what {@code
   * machine} has read: Python's own does so with files that cannot be peeked into, such as a
   * BytesIO.
   *
   * @return whether that is something else
   */
  static boolean readsFramesApart(long position, Machine machine, Machine.End end, Facts out)
      throws IOException {
    Optional<Bytes> other = machine.withFramesDropped(position, end);
    if (other.isPresent()) {
      String what = "a pickle goes past the end of its frame, or ends before it";
      out.fact(new Fact.Contradiction(position, what, ""));
      out.member("as read frame by frame from " + position, other.get());
    }
    return other.isPresent();
  }
}
