package org.modelscan.format.executorch;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.flatbuffer.Flatbuffer;
import org.modelscan.format.flatbuffer.Table;
import org.modelscan.format.flatbuffer.Vector;

/**
 * ExecuTorch programs. The runtime that executes one trusts its indexes (CVE-2025-30402 and those
 * after it), so each is held against what it indexes.
 *
 * @see <a href="https://github.com/pytorch/executorch/blob/main/schema/program.fbs">program.fbs</a>
 */
public final class ExecuTorchFormat implements Format {
  private static final int TEXT_LIMIT = 256;
  private static final int HEADER_AT = 8;

  /** The identifier of the first schema; its last two characters are a version. */
  private static final String IDENTIFIER = "ET";

  @Override
  public Identity identity() {
    return new Identity(
        "executorch",
        "ExecuTorch program",
        Identity.Kind.MODEL,
        "a FlatBuffer with the identifier ET12",
        "indexes of values, operators and delegates, places of segments, bounds of all structures",
        "methods, operators and delegates");
  }

  @Override
  public Match probe(Head head) {
    return head.has(4, IDENTIFIER) && Character.isDigit(head.u8(6)) && Character.isDigit(head.u8(7))
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Table program = Flatbuffer.root(artifact.bytes());
    Vector plans = program.vector(1, 4);
    for (long i = 0; i < plans.length(); i++) {
      new Plan(plans.table(i), out).check();
    }
    Vector buffers = program.vector(2, 4);
    for (long i = 0; i < buffers.length(); i++) {
      out.budget().opcodes(1);
      buffers.table(i).vector(0, 1);
    }
    segments(program, artifact.bytes(), out);
  }

  /** Segments lie behind the program, from where the extended header says. */
  private static void segments(Table program, Bytes content, Facts out) throws IOException {
    Vector segments = program.vector(4, 4);
    Cursor header = new Cursor(content, HEADER_AT);
    boolean extended = segments.length() > 0 && header.utf8(2).equals("eh");
    header.seek(HEADER_AT + 16L);
    long base = extended ? header.i64le() : 0;
    long size = content.size();
    for (long i = 0; i < segments.length(); i++) {
      Table segment = segments.table(i);
      long offset = number(segment, 0);
      long length = number(segment, 1);
      boolean fits =
          base >= 0
              && base <= size
              && offset >= 0
              && length >= 0
              && offset <= size - base
              && length <= size - base - offset;
      if (!fits) {
        out.fact(
            new Fact.OutOfRange(
                segment.position(),
                "place of a segment",
                "segment %d: %d bytes from %d + %d of %d"
                    .formatted(i, length, base, offset, size)));
      }
    }
  }

  /** The schema had 32 bits for places and sizes first; which it is shows in the table's length. */
  private static long number(Table segment, int field) throws IOException {
    boolean both = segment.has(0) && segment.has(1);
    boolean wide = segment.inlineLength() >= (both ? 20 : 12);
    return wide ? segment.i64(field, 0) : segment.u32(field, 0);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Table program = Flatbuffer.root(artifact.bytes());
    out.entry("version", Long.toString(program.u32(0, 0)));
    Vector plans = program.vector(1, 4);
    for (long i = 0; i < plans.length(); i++) {
      Table plan = plans.table(i);
      Outline method = out.section("method " + plan.text(0, TEXT_LIMIT));
      method.entry("values", Long.toString(plan.vector(2, 4).length()));
      Map<String, Integer> operators = new TreeMap<>();
      Vector named = plan.vector(6, 4);
      for (long j = 0; j < named.length(); j++) {
        Table operator = named.table(j);
        String overload = operator.text(1, TEXT_LIMIT);
        operators.merge(
            operator.text(0, TEXT_LIMIT) + (overload.isEmpty() ? "" : "." + overload),
            1,
            Integer::sum);
      }
      operators.keySet().forEach(name -> method.entry("operator", name));
      Vector delegates = plan.vector(7, 4);
      for (long j = 0; j < delegates.length(); j++) {
        method.entry("delegate", delegates.table(j).text(0, TEXT_LIMIT));
      }
    }
  }

  /** One method and what its instructions refer to. */
  private static final class Plan {
    private static final int KERNEL_CALL = 1;
    private static final int DELEGATE_CALL = 2;
    private static final int MOVE_CALL = 3;
    private static final int JUMP = 4;
    private static final int FREE_CALL = 5;

    private final Facts out;
    private final long values;
    private final long operators;
    private final long delegates;
    private final Vector inputs;
    private final Vector outputs;
    private final Vector chains;
    private final Vector valueTables;
    private boolean wrong;

    Plan(Table plan, Facts out) throws IOException {
      this.out = out;
      this.valueTables = plan.vector(2, 4);
      this.values = valueTables.length();
      this.inputs = plan.vector(3, 4);
      this.outputs = plan.vector(4, 4);
      this.chains = plan.vector(5, 4);
      this.operators = plan.vector(6, 4).length();
      this.delegates = plan.vector(7, 4).length();
    }

    void check() throws IOException {
      for (long i = 0; i < values; i++) {
        out.budget().opcodes(1);
        valueTables.table(i).table(1);
      }
      indexes("input of a method", inputs, values);
      indexes("output of a method", outputs, values);
      for (long i = 0; i < chains.length(); i++) {
        Vector instructions = chains.table(i).vector(2, 4);
        for (long j = 0; j < instructions.length(); j++) {
          out.budget().opcodes(1);
          instruction(instructions.table(j), instructions.length());
        }
      }
    }

    private void instruction(Table instruction, long instructions) throws IOException {
      Optional<Table> arguments = instruction.table(1);
      if (arguments.isEmpty()) {
        return;
      }
      Table call = arguments.get();
      switch (instruction.i8(0, 0)) {
        case KERNEL_CALL -> {
          index("operator of a call", call, call.i32(0, 0), operators);
          indexes("argument of a call", call.vector(1, 4), values);
        }
        case DELEGATE_CALL -> {
          index("delegate of a call", call, call.i32(0, 0), delegates);
          indexes("argument of a call", call.vector(1, 4), values);
        }
        case MOVE_CALL -> {
          index("value that is moved", call, call.i32(0, 0), values);
          index("value that is moved", call, call.i32(1, 0), values);
        }
        case JUMP -> {
          index("condition of a jump", call, call.i32(0, 0), values);
          index("target of a jump", call, call.i32(1, 0), instructions + 1);
        }
        case FREE_CALL -> index("value that is freed", call, call.i32(0, 0), values);
        default -> {}
      }
    }

    private void indexes(String what, Vector vector, long limit) throws IOException {
      for (long i = 0; i < vector.length(); i++) {
        check(what, vector.position() + 4 * i, vector.i32(i), limit);
      }
    }

    private void index(String what, Table table, int index, long limit) {
      check(what, table.position(), index, limit);
    }

    private void check(String what, long at, int index, long limit) {
      if ((index < 0 || index >= limit) && !wrong) {
        wrong = true; // one is enough: a damaged file has thousands
        out.fact(new Fact.OutOfRange(at, what, index + " of " + limit));
      }
    }
  }
}
