package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Symbol;
import org.modelscan.format.numpy.Dtype;

/**
 * Runs one pickle symbolically: all opcodes, nothing imported, nothing executed. Calls count when
 * they are made, whatever becomes of their results. Where Python would stop with an error, the
 * first such place is noted and reading goes on with unknown values, so that no trick on the stack
 * hides what comes after it; only bytes that are no opcode end it.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Modules/_pickle.c">_pickle.c</a>, whose
 *     leniency this follows
 */
final class Machine {
  /** How a pickle ended. */
  enum End {
    /** At its STOP. */
    STOP,
    /** The content ended before. */
    CUT,
    /** At a byte that is no opcode, or an argument that cannot be passed over. */
    BROKEN
  }

  private static final int WINDOW = 1 << 16;
  private static final long UNKNOWN = Value.NOTHING_KNOWN;

  private final Bytes bytes;
  private final Budget budget;
  private final Soundness soundness = new Soundness();
  private final PickleInput input;
  private final Stack stack;
  private final Memo memo;
  private final Tuples tuples = new Tuples();
  private final Values values;
  private final PlainOpcodes plainOpcodes;
  private final Imports imports;
  private final Folding folding;
  private final Expressions expressions;
  private final StateCode stateCode;
  private final ArrayWrappers wrappers;
  private final Notes notes;

  private boolean importsSoundly;
  private long opcodes;
  private long charged;

  private boolean plain;
  private boolean lost;
  private boolean metArray;
  private boolean importsBehindArray;
  private boolean firstArrayIsData;
  private @Nullable Trace trace;

  /** Hears of what a pickle does, in order; for {@code inspect}. */
  interface Trace {
    /** An event with its offset. */
    void event(long offset, String text);
  }

  Machine(Bytes bytes, Budget budget) {
    this(bytes, budget, WINDOW);
  }

  /** A machine that reads {@code windowSize} bytes at a time. */
  Machine(Bytes bytes, Budget budget, int windowSize) {
    this.bytes = bytes;
    this.budget = budget;
    this.input = new PickleInput(bytes, windowSize, soundness);
    this.stack = new Stack(budget, soundness);
    this.memo = new Memo(budget);
    this.values = new Values(bytes, budget, tuples);
    this.plainOpcodes = new PlainOpcodes(input, stack, memo, tuples);
    this.imports = new Imports(budget);
    this.folding = new Folding(this, budget);
    this.expressions = new Expressions(this, bytes);
    this.stateCode = new StateCode(this);
    this.wrappers = new ArrayWrappers(this);
    this.notes = new Notes(budget);
  }

  /** Tells {@code listener} of calls and imports as they happen. */
  void trace(Trace listener) {
    this.trace = listener;
  }

  /**
   * Reads as {@code pickle.load} does, for which a wrapper of joblib is an object like any other
   * and the array behind it is opcodes; ends at the first error.
   */
  void readPlainly() {
    this.plain = true;
  }

  /** Whether the first array of joblib is data, which a plain loader would run as opcodes. */
  boolean passesOverData() {
    return firstArrayIsData;
  }

  /** Whether anything was imported behind the first array, before the first error. */
  boolean importsBehindArray() {
    return importsBehindArray;
  }

  /** States what was found: once, after {@link #run}, however that ended. */
  void state(Facts out) {
    notes.stateFacts(out); // first, so that of one subject the finding that shows code stays
    imports.state(out);
    stateCode.state(out);
    notes.stateMembers(out);
  }

  /**
   * Whether anything was imported under a name that Python could import, before the first error.
   */
  boolean importsSoundly() {
    return importsSoundly;
  }

  /**
   * Whether Python would have run without an error up to the end, or up to where the content is
   * cut.
   */
  boolean isSound() {
    return soundness.isSound();
  }

  /** Number of opcodes run. */
  long opcodes() {
    return opcodes;
  }

  /** Offset of the first place where Python would have stopped with an error, or -1. */
  long brokenAt() {
    return soundness.brokenAt();
  }

  /** Why Python would have stopped there. */
  String broken() {
    return soundness.reason();
  }

  /** Offset after the last opcode that was read. */
  long position() {
    return input.position();
  }

  /**
   * What a loader comes to that has read frames ahead and drops their rest, where that is something
   * else: the pickle at {@code start} once more, or what follows it after its {@code end}.
   */
  Optional<Bytes> withFramesDropped(long start, End end) throws IOException {
    return input.withFramesDropped(start, end == End.STOP);
  }

  /** Runs from {@code start} to the pickle's end. */
  End run(long start) throws IOException {
    input.seek(start);
    while (true) {
      opcodes += plainOpcodes.run(!wrappers.isWaiting() && !imports.stateRuns());
      if (input.isLow()) {
        input.fill();
        charge();
      }
      if (input.isAtEnd()) {
        return cut(input.position(), "ends without STOP");
      }
      long offset = input.position();
      opcodes++;
      switch (input.opcode()) {
        case 'K' -> constant(offset, 1); // BININT1
        case 'M' -> constant(offset, 2); // BININT2
        case 'J' -> constant(offset, 4); // BININT
        case 'G' -> constant(offset, 8); // BINFLOAT
        case 'N', 0x88, 0x89 ->
            stack.push(Value.of(Value.CONSTANT, offset)); // NONE, NEWTRUE, NEWFALSE
        case 0x8a -> skipping(Value.CONSTANT, offset, input.number(1)); // LONG1
        case 0x8b -> skipping(Value.CONSTANT, offset, input.signed()); // LONG4
        case 'I', 'L', 'F' -> line(Value.CONSTANT, offset); // INT, LONG, FLOAT
        case 'S', 'V' -> line(Value.TEXT, offset); // STRING, UNICODE
        case 'U', 0x8c ->
            skipping(Value.TEXT, offset, input.number(1)); // SHORT_BINSTRING, SHORT_BINUNICODE
        case 'T' -> skipping(Value.TEXT, offset, input.signed()); // BINSTRING
        case 'X' -> skipping(Value.TEXT, offset, input.number(4)); // BINUNICODE
        case 0x8d -> skipping(Value.TEXT, offset, input.number(8)); // BINUNICODE8
        case 'C' -> bytes(offset, input.number(1)); // SHORT_BINBYTES
        case 'B' -> bytes(offset, input.number(4)); // BINBYTES
        case 0x8e, 0x96 -> bytes(offset, input.number(8)); // BINBYTES8, BYTEARRAY8
        case 0x97 -> stack.push(UNKNOWN); // NEXT_BUFFER
        case 0x98 -> {} // READONLY_BUFFER
        case ']' -> stack.push(Value.of(Value.LIST, offset)); // EMPTY_LIST
        case '}' -> stack.push(Value.of(Value.DICT, offset)); // EMPTY_DICT
        case 0x8f -> stack.push(Value.of(Value.SET, offset)); // EMPTY_SET
        case ')' -> stack.push(tuples.add(stack.values, 0, 0)); // EMPTY_TUPLE
        case 0x85 -> tuple(1, offset); // TUPLE1
        case 0x86 -> tuple(2, offset); // TUPLE2
        case 0x87 -> tuple(3, offset); // TUPLE3
        case 't' -> tuple(stack.depth - stack.mark(offset), offset); // TUPLE
        case 'l' -> collect(Value.LIST, offset); // LIST
        case 'd' -> dict(offset); // DICT
        case 0x91 -> collect(Value.SET, offset); // FROZENSET
        case 'a' -> { // APPEND
          stack.pop(offset);
          changes(offset);
        }
        case 's' -> { // SETITEM
          items(stack.depth - 2, offset);
          stack.pop(offset);
          stack.pop(offset);
          changes(offset);
        }
        case 'e', 'u', 0x90 -> { // APPENDS, SETITEMS, ADDITEMS
          int first = stack.mark(offset);
          items(first, offset);
          stack.depth = first;
          changes(offset);
        }
        case '(' -> stack.pushMark(); // MARK
        case '0' -> stack.popValueOrMark(offset); // POP
        case '1' -> stack.depth = stack.mark(offset); // POP_MARK
        case '2' -> stack.push(stack.top(offset)); // DUP
        case 'q' -> memo.put(input.number(1), stack.top(offset)); // BINPUT
        case 'r' -> memo.put(input.number(4), stack.top(offset)); // LONG_BINPUT
        case 0x94 -> memo.put(memo.count(), stack.top(offset)); // MEMOIZE
        case 'p' -> { // PUT
          long index = input.lineNumber(offset);
          if (index >= 0) {
            memo.put(index, stack.top(offset));
          }
        }
        case 'h' -> get(input.number(1), offset); // BINGET
        case 'j' -> get(input.number(4), offset); // LONG_BINGET
        case 'g' -> get(input.lineNumber(offset), offset); // GET
        case 'c' -> stack.push(global(offset)); // GLOBAL
        case 0x93 -> stackGlobal(offset); // STACK_GLOBAL
        case 0x82 -> extension(input.number(1), offset); // EXT1
        case 0x83 -> extension(input.number(2), offset); // EXT2
        case 0x84 -> extension(input.signed(), offset); // EXT4
        case 'R' -> { // REDUCE
          long arguments = stack.pop(offset);
          stack.push(call(stack.pop(offset), arguments, offset, "REDUCE"));
        }
        case 0x81 -> { // NEWOBJ
          long arguments = stack.pop(offset);
          stack.push(call(stack.pop(offset), arguments, offset, "NEWOBJ"));
        }
        case 0x92 -> { // NEWOBJ_EX
          stack.pop(offset);
          long arguments = stack.pop(offset);
          stack.push(call(stack.pop(offset), arguments, offset, "NEWOBJ_EX"));
        }
        case 'i' -> { // INST
          long callee = global(offset);
          long arguments = toMark(offset);
          stack.push(call(callee, arguments, offset, "INST"));
        }
        case 'o' -> { // OBJ
          long arguments = toMark(offset);
          stack.push(call(values.element(arguments, 0), values.rest(arguments, 1), offset, "OBJ"));
        }
        case 'b' -> build(offset); // BUILD
        case 'P' -> line(Value.PERSISTENT, offset); // PERSID
        case 'Q' -> { // BINPERSID
          stack.push(persistent(stack.pop(offset), offset));
        }
        case 0x80 -> { // PROTO
          if (input.number(1) > 5) {
            fails(offset, "pickle protocol is not known");
          }
        }
        case 0x95 -> input.frame(input.number(8), offset); // FRAME
        case '.' -> { // STOP
          charge();
          return End.STOP;
        }
        default -> {
          input.back();
          fails(offset, "byte that is no opcode");
          return End.BROKEN;
        }
      }
      if (input.isPastEnd()) {
        input.backToEnd();
        return cut(offset, "argument goes past the end");
      }
      if (lost || (plain && !isSound())) {
        return End.BROKEN;
      }
    }
  }

  private void charge() throws BudgetSpent {
    budget.opcodes(opcodes - charged);
    charged = opcodes;
  }

  private void constant(long offset, int width) throws BudgetSpent {
    input.number(width);
    stack.push(Value.of(Value.CONSTANT, offset));
  }

  /** Pushes a value whose content is passed over, not read. */
  private void skipping(int kind, long offset, long length) throws IOException {
    input.skip(length, offset);
    stack.push(Value.of(kind, offset));
  }

  private void bytes(long offset, long length) throws IOException {
    input.skipBytes(length, offset);
    stack.push(Value.of(Value.BYTES, offset));
  }

  private void line(int kind, long offset) throws IOException {
    input.line();
    stack.push(Value.of(kind, offset));
  }

  // --- stack and memo ---

  private void get(long index, long offset) throws BudgetSpent {
    long value = index < 0 ? Memo.ABSENT : memo.get(index);
    if (value == Memo.ABSENT) {
      fails(offset, "memo has no such entry");
      value = UNKNOWN;
    }
    stack.push(value);
  }

  private void tuple(int count, long offset) throws BudgetSpent {
    int missing = Math.max(0, count - stack.depth);
    if (missing > 0) {
      fails(offset, "stack underflow");
    }
    int length = count - missing;
    long tuple = tuples.add(stack.values, stack.depth - length, length);
    stack.depth -= length;
    stack.push(tuple);
  }

  private long toMark(long offset) {
    int start = stack.mark(offset);
    long arguments = tuples.add(stack.values, start, stack.depth - start);
    stack.depth = start;
    return arguments;
  }

  private void collect(int kind, long offset) throws BudgetSpent {
    stack.depth = stack.mark(offset);
    stack.push(Value.of(kind, offset));
  }

  private void dict(long offset) throws IOException {
    int start = stack.mark(offset);
    long dict = Value.of(Value.DICT, offset);
    if (imports.stateRunsSince() <= offset) {
      stateCode.items(dict, stack.values, start, stack.depth, offset);
    }
    if (wrappers.isWaiting()) {
      wrappers.items(dict, stack.values, start, stack.depth);
    }
    stack.depth = start;
    stack.push(dict);
  }

  // --- what matters ---

  private long global(long offset) throws IOException {
    String module = input.name();
    String name = input.name();
    if (input.isPastEnd()) {
      return UNKNOWN;
    }
    return imported(new Symbol(module, name), offset, "GLOBAL");
  }

  private void stackGlobal(long offset) throws IOException {
    long nameValue = stack.pop(offset);
    long moduleValue = stack.pop(offset);
    Optional<String> name = values.text(nameValue);
    Optional<String> module = values.text(moduleValue);
    if (name.isEmpty() || module.isEmpty()) {
      String subject = render(moduleValue) + " . " + render(nameValue);
      notes.odd(offset, Fact.PickleOddity.Kind.COMPUTED_NAME, subject, "import " + subject);
      stack.push(UNKNOWN);
      return;
    }
    stack.push(imported(new Symbol(module.get(), name.get()), offset, "STACK_GLOBAL"));
  }

  private long imported(Symbol symbol, long offset, String opcode) throws IOException {
    boolean soundly = isSound() && isIdentifier(symbol.module()) && isIdentifier(symbol.name());
    importsSoundly |= soundly;
    importsBehindArray |= soundly && metArray;
    long value = imports.value(symbol, offset, opcode);
    if (trace != null) {
      trace.event(offset, "import " + render(value));
    }
    return value;
  }

  private static boolean isIdentifier(String dotted) {
    return !dotted.isEmpty()
        && dotted.chars().allMatch(c -> Character.isUnicodeIdentifierPart(c) || c == '.');
  }

  private void extension(long code, long offset) throws IOException {
    Optional<Symbol> registered = folding.extension(code);
    if (registered.isPresent()) {
      stack.push(imports.value(registered.get(), offset, "EXT"));
    } else {
      notes.odd(offset, Fact.PickleOddity.Kind.EXTENSION_CODE, "extension " + code, "");
      fails(offset, "extension code is not registered");
      stack.push(UNKNOWN);
    }
  }

  /**
   * What a loader gives for a persistent id. Legacy files of torch write the class of a layer as
   * {@code ('module', class, file, source)}, of which only the class counts
   * (torch/serialization.py).
   */
  private long persistent(long id, long offset) throws IOException {
    boolean type =
        Value.kind(values.element(id, 1)) == Value.IMPORT
            && values.text(values.element(id, 0)).filter("module"::equals).isPresent();
    return type ? values.element(id, 1) : Value.of(Value.PERSISTENT, offset);
  }

  private long call(long callee, long arguments, long offset, String opcode) throws IOException {
    long result = folding.call(callee, arguments, offset, opcode);
    if (!plain && Value.kind(result) == Value.INSTANCE && imports.of(result).isArrayWrapper) {
      wrappers.made();
    }
    if (trace != null) {
      trace.event(offset, evidence(render(callee), arguments));
    }
    return result;
  }

  /** Items from {@code start} on go into what is below them. */
  private void items(int start, long offset) throws IOException {
    if (imports.stateRunsSince() <= offset && start > 0) {
      stateCode.items(stack.values[start - 1], stack.values, start, stack.depth, offset);
    }
    if (wrappers.isWaiting() && start > 0) {
      wrappers.items(stack.values[start - 1], stack.values, start, stack.depth);
    }
  }

  private void build(long offset) throws IOException {
    long state = stack.pop(offset);
    if (Value.kind(stack.top(offset)) == Value.FOLDED) {
      folding.set(stack.top(offset), state);
    }
    if (imports.stateRunsSince() <= offset && Value.kind(stack.top(offset)) == Value.INSTANCE) {
      Symbol symbol = imports.of(stack.top(offset)).symbol;
      stateCode.set(symbol, state, imports.stateRunsSince(), offset);
    }
    changes(offset);
    if (trace != null) {
      trace.event(offset, render(stack.top(offset)) + ".__setstate__(" + render(state) + ")");
    }
    long target = stack.top(offset);
    if (Value.kind(target) == Value.INSTANCE && imports.of(target).isArrayWrapper) {
      wrapped(imports.of(target).symbol, state, offset);
    }
  }

  /**
   * What joblib reads when the state of one of its wrappers is set; a plain loader reads nothing.
   */
  private void wrapped(Symbol wrapper, long state, long offset) throws IOException {
    boolean first = !metArray;
    metArray = true;
    if (!plain) {
      boolean isData = wrappers.read(wrapper, state, offset);
      firstArrayIsData |= first && isData;
      long subclass = wrappers.subclass(state);
      if (Value.kind(subclass) == Value.IMPORT) {
        stack.replaceTop(Value.of(Value.INSTANCE, Value.payload(subclass)));
      }
    }
  }

  /**
   * State, items or attributes are set on what is on top of the stack: odd where that is an import
   * itself.
   */
  private void changes(long offset) throws IOException {
    long target = stack.top(offset);
    if (Value.kind(target) == Value.IMPORT) {
      String symbol = imports.of(target).symbol.toString();
      notes.odd(
          offset, Fact.PickleOddity.Kind.BUILD_ON_IMPORT, symbol, symbol + ".__setstate__(…)");
    }
  }

  private End cut(long offset, String reason) {
    soundness.cut(offset, reason);
    return End.CUT;
  }

  // --- for Folding, Expressions and ArrayWrappers ---

  /** Python would stop here; the first such place is noted. */
  void fails(long offset, String reason) {
    soundness.fails(offset, reason);
  }

  /** Where a loader's own reads of the file start: behind the frame, which it has read ahead. */
  long fileOffset() {
    return input.fileOffset();
  }

  /** A loader has read the file up to {@code offset} by itself. */
  void continueAt(long offset) throws BudgetSpent {
    input.continueAt(offset);
    charge();
  }

  /** There is no place from which reading could go on. */
  void loses() {
    lost = true;
  }

  /** Tells the listener of an event. */
  void event(long offset, String text) {
    if (trace != null) {
      trace.event(offset, text);
    }
  }

  /** The content that is read. */
  Bytes bytes() {
    return bytes;
  }

  /** What reading may use. */
  Budget budget() {
    return budget;
  }

  /** The data type that a value is, where it is known. */
  Optional<Dtype> dtype(long value) {
    return folding.dtype(value);
  }

  /** What values hold. */
  Values values() {
    return values;
  }

  Imports imports() {
    return imports;
  }

  /** What is found besides the imports. */
  Notes notes() {
    return notes;
  }

  /** Notes bytes that the pickle loads; false where the value is no bytes that are known. */
  boolean nested(long value, String name) throws IOException {
    Optional<Bytes> content = values.content(value);
    if (content.isPresent()) {
      notes.member(name, content.get());
    }
    return content.isPresent();
  }

  /** The memo's value, for reading an expression again. */
  long memo(long index) {
    long value = memo.get(index);
    return value == Memo.ABSENT ? UNKNOWN : value;
  }

  /** A result of {@link Folding}, as text. */
  String describe(long folded, int depth) throws IOException {
    return folding.describe(folded, depth);
  }

  /** A value as Python would write it, in short. */
  String render(long value) throws IOException {
    return render(value, 0);
  }

  /** A value inside another, {@code depth} levels deep: results can be made to hold themselves. */
  String render(long value, int depth) throws IOException {
    return expressions.of(value, depth).toString();
  }

  /** A call as Python would write it. */
  String evidence(String callee, long arguments) throws IOException {
    return evidence(callee, arguments, 0);
  }

  /** A call inside another value. */
  String evidence(String callee, long arguments, int depth) throws IOException {
    return expressions.call(callee, arguments, depth);
  }
}
