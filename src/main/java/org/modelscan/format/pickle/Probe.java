package org.modelscan.format.pickle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Head;
import org.modelscan.format.Match;

/** Whether content starts like a pickle, by running its first opcodes. */
final class Probe {
  private Probe() {}

  static Match of(Head head) throws IOException {
    if (head.length() == 0 || Opcode.of(head.u8(0)) == null) {
      return Match.NO;
    }
    boolean signed = head.u8(0) == Opcode.PROTO.code() && head.u8(1) <= 5;
    if (!signed && !startsPlausibly(head)) {
      return Match.NO;
    }
    Bytes first = new HeapBytes(head.latin1().getBytes(StandardCharsets.ISO_8859_1));
    Machine machine = new Machine(first, new Budget(Limits.DEFAULT), Head.LENGTH);
    Machine.End end = machine.run(0);
    boolean cutByHead = end == Machine.End.CUT && !head.isAll();
    if (signed && isMoreThanChance(head, machine, end)) {
      return Match.SURE;
    }
    boolean runsOn = end == Machine.End.STOP || cutByHead;
    return machine.importsSoundly() || (runsOn && machine.isSound()) ? Match.LIKELY : Match.NO;
  }

  /**
   * Whether what follows PROTO is more than chance. A model has thousands of tensors, each of which
   * starts with bytes that can be anything: two bytes of signature and one opcode come up among
   * them.
   */
  private static boolean isMoreThanChance(Head head, Machine machine, Machine.End end) {
    boolean framed = head.u8(1) >= 4 && head.u8(2) == Opcode.FRAME.code();
    boolean several = machine.opcodes() >= 4;
    return machine.importsSoundly()
        || (machine.isSound() && (framed || several || end == Machine.End.STOP))
        || (several && end == Machine.End.STOP)
        || machine.opcodes() >= 6;
  }

  /** Opcodes that can come first on an empty stack. */
  private static boolean startsPlausibly(Head head) {
    return switch (head.u8(0)) {
      case '(',
          ']',
          '}',
          ')',
          'c',
          'i',
          'S',
          'V',
          'U',
          'T',
          'X',
          'I',
          'J',
          'K',
          'M',
          'L',
          'F',
          'G',
          'N',
          'P',
          'C',
          'B',
          0x82,
          0x83,
          0x84,
          0x88,
          0x89,
          0x8a,
          0x8b,
          0x8c,
          0x8d,
          0x8e,
          0x8f,
          0x95,
          0x96,
          0x97 ->
          true;
      default -> false;
    };
  }
}
