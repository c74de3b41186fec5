package org.modelscan.format.pickle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Symbol;

/** The names that a pickle imports, each once, and what it does with them. */
final class Imports {
  /** Calls whose evidence is kept; a file may call one name millions of times. */
  private static final int SHOWN = 2;

  /** One imported name. */
  static final class Entry {
    final Symbol written;
    final Symbol symbol;
    final Fold fold;
    final boolean isArrayWrapper;
    private final long offset;
    private final String how;
    private final List<String> shown = new ArrayList<>(1);
    private long made;
    private long calls;
    private long folded;
    private long unresolved;
    private String calledAt = "";

    private Entry(Symbol written, long offset, String how) {
      this.written = written;
      this.symbol = Names.normalise(written);
      this.fold = Fold.of(symbol);
      this.isArrayWrapper = ArrayWrapper.isNamed(symbol);
      this.offset = offset;
      this.how = how;
    }

    /** Whether the evidence of the next call is still wanted. */
    boolean wantsEvidence() {
      return shown.size() < SHOWN;
    }

    void called(long at, String opcode, String evidence) {
      if (fold == Fold.NONE && opcode.startsWith("NEWOBJ")) {
        made++;
      } else {
        calls++;
      }
      if (calledAt.isEmpty()) {
        calledAt = ", " + opcode + " at byte " + at;
      }
      if (wantsEvidence() && !evidence.isEmpty() && !shown.contains(evidence)) {
        shown.add(evidence);
      }
    }

    /** The last call was followed to what it reaches. */
    void folded() {
      folded++;
    }

    /** The last call has operands that are not known. */
    void unresolved() {
      unresolved++;
    }

    private Fact.Import fact() {
      Fact.Import.Use use =
          calls == 0
              ? made == 0 ? Fact.Import.Use.IMPORTED : Fact.Import.Use.MADE
              : unresolved > 0
                  ? Fact.Import.Use.UNRESOLVED
                  : folded == calls ? Fact.Import.Use.FOLDED : Fact.Import.Use.CALLED;
      String evidence = shown.isEmpty() ? symbol.toString() : String.join("; ", shown);
      return new Fact.Import(
          offset, symbol, written, use, evidence, how + " at byte " + offset + calledAt);
    }
  }

  private final Budget budget;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Symbol, Integer> indices = new HashMap<>();
  private long stateRunsSince = Long.MAX_VALUE;

  Imports(Budget budget) {
    this.budget = budget;
  }

  /** The value of a name; {@code how} says which opcode or call names it. */
  long value(Symbol written, long offset, String how) throws BudgetSpent {
    Integer index = indices.get(written);
    if (index == null) {
      index = entries.size();
      budget.entries(index * 64L); // an entry takes the room of about that many
      Entry entry = new Entry(written, offset, how);
      entries.add(entry);
      if (StateCode.concerns(entry.symbol)) {
        stateRunsSince = Math.min(stateRunsSince, offset);
      }
      indices.put(written, index);
    }
    return Value.of(Value.IMPORT, index);
  }

  /** The name behind an imported name or an instance of one. */
  Entry of(long value) {
    return entries.get((int) Value.payload(value));
  }

  /**
   * Offset of the first import whose instances run a part of their state; none: the largest number.
   */
  long stateRunsSince() {
    return stateRunsSince;
  }

  /** Whose code a file carries: the picklers of functions say it by their imports. */
  String codePickler() {
    for (Entry entry : entries) {
      String top = entry.symbol.topPackage();
      if (top.equals("cloudpickle") || top.equals("dill")) {
        return top + " code";
      }
    }
    return "Python bytecode";
  }

  /** Whether any import runs a part of the state of its instances. */
  boolean stateRuns() {
    return stateRunsSince != Long.MAX_VALUE;
  }

  /** States each name. */
  void state(Facts out) {
    entries.forEach(entry -> out.fact(entry.fact()));
  }
}
