package org.modelscan.format.pickle;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Artifact;
import org.modelscan.format.Head;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** Describes pickles for a person: what each imports and does, in order, with offsets. */
final class Description {
  private static final int LINES = 500;

  private Description() {}

  static void of(Artifact artifact, Outline out) throws IOException {
    Bytes bytes = artifact.bytes();
    long position = 0;
    int number = 1;
    do {
      Outline section = out.section("pickle " + number++ + " at byte " + position);
      Machine machine = new Machine(bytes, new Budget(Limits.DEFAULT));
      int[] lines = {0};
      machine.trace((offset, text) -> {
        if (lines[0]++ < LINES) {
          section.entry("%8d".formatted(offset), text);
        }
      });
      Machine.End end = machine.run(position);
      if (lines[0] > LINES) {
        section.line("… and " + (lines[0] - LINES) + " more");
      }
      section.entry("opcodes", String.valueOf(machine.opcodes()));
      if (machine.brokenAt() >= 0) {
        section.entry("breaks", machine.broken() + " at byte " + machine.brokenAt());
      }
      position = machine.position();
      if (end != Machine.End.STOP) {
        return;
      }
    } while (Probe.of(new Head(bytes.from(position))) != Match.NO);
  }
}
