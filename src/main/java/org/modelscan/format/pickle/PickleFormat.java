package org.modelscan.format.pickle;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * Python pickles under any name: one, or several in a row (as in the legacy files of PyTorch), and
 * what follows them.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py</a>
 */
public final class PickleFormat implements Format {
  private static final Identity IDENTITY =
      new Identity(
          "pickle",
          "Python pickle",
          Identity.Kind.MODEL,
          "the PROTO opcode, or opcodes of protocol 0 or 1 that run to a STOP or to an import",
          "every import and call, followed through indirection; every pickle in the file",
          "imports, and what the pickle does as Python-like text");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  @Override
  public Match probe(Head head) throws IOException {
    return Probe.of(head);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Bytes bytes = artifact.bytes();
    if (TorchTarPart.isNamed(artifact.name())) {
      TorchTarPart.read(artifact.name(), bytes, out);
    }
    long position = 0;
    Match match = Probe.of(artifact.head());
    boolean doubtful = false;
    boolean framesDiffer = false;
    while (true) {
      Machine machine = new Machine(bytes, out.budget());
      Machine.End end;
      try {
        end = machine.run(position);
      } catch (IOException | RuntimeException | Error unread) {
        machine.state(out); // a limit or a defect never hides what was found before
        throw unread;
      }
      boolean whole = end == Machine.End.STOP && machine.isSound();
      if (position > 0 && match == Match.LIKELY && !whole) {
        break; // judged as a file of its own, with its own doubt
      }
      machine.state(out);
      asPlainPickle(bytes, position, machine, out);
      // Once is enough: what is read there goes on in the same way.
      framesDiffer = framesDiffer || PickleReader.readsFramesApart(position, machine, end, out);
      if (!whole) {
        out.incomplete(machine.brokenAt(), "pickle breaks: " + machine.broken());
      }
      // A few letters of a text can pass for a pickle of a constant.
      doubtful |= match == Match.LIKELY && !(whole && machine.importsSoundly());
      position = machine.position();
      Head rest = new Head(bytes.from(position));
      if (whole && rest.length() == 0) {
        return;
      }
      match = Probe.of(rest);
      if (match == Match.NO || end != Machine.End.STOP) {
        break;
      }
    }
    if (doubtful) {
      out.doubtful();
    }
    out.member("bytes from " + position, bytes.from(position));
  }

  /**
   * Where arrays of joblib were passed over, what {@code pickle.load} would run there instead: it
   * knows of no arrays, so that opcodes can stand in their place.
   */
  private static void asPlainPickle(Bytes bytes, long position, Machine read, Facts out)
      throws IOException {
    if (!read.passesOverData()) {
      return;
    }
    Machine plain = new Machine(bytes, out.budget());
    plain.readPlainly();
    plain.run(position);
    if (plain.importsBehindArray()) {
      plain.state(out);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Description.of(artifact, out);
  }
}
