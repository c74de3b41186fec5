package org.modelscan.format.pickle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
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
  private static final int LONGEST_NAME = 4096;
  private static final long UNKNOWN = Value.of(Value.UNKNOWN, 0);

  private final Bytes bytes;
  private final Budget budget;
  private final Imports imports;
  private final Folding folding;
  private final Memo memo;
  private final Tuples tuples = new Tuples();
  private final Expressions expressions;
  private final StateCode stateCode = new StateCode(this);
  private final ArrayWrappers wrappers = new ArrayWrappers(this);
  private final List<Fact> oddities = new ArrayList<>();
  private final List<String> carriedNames = new ArrayList<>();
  private final List<Nested> nested = new ArrayList<>();

  private final byte[] window;
  private long base;
  private int at;
  private int limit;

  private long[] stack = new long[256];
  private int depth;
  private int[] marks = new int[64];
  private int markCount;

  private boolean sound = true;
  private boolean importsSoundly;
  private boolean ended;
  private long opcodes;
  private long charged;
  private long brokenAt = -1;

  // The frame that is read, and what was read behind it before its end was reached.
  private long frameEnd;
  private long holeEnd = -1;

  private boolean plain;
  private boolean lost;
  private boolean metArray;
  private boolean importsBehindArray;
  private boolean firstArrayIsData;
  private String broken = "";
  private @Nullable Trace trace;

  /** Bytes that the pickle itself loads. */
  private record Nested(String name, Bytes content) {}

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
    this.window = new byte[windowSize];
    this.budget = budget;
    this.imports = new Imports(budget);
    this.folding = new Folding(this, budget);
    this.memo = new Memo(budget);
    this.expressions = new Expressions(this, bytes);
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
    oddities.forEach(out::fact); // first, so that of one subject the finding that shows code stays
    imports.state(out);
    stateCode.state(out);
    nested.forEach(one -> out.member(one.name(), one.content()));
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
    return sound;
  }

  /** Number of opcodes run. */
  long opcodes() {
    return opcodes;
  }

  /** Offset of the first place where Python would have stopped with an error, or -1. */
  long brokenAt() {
    return brokenAt;
  }

  /** Why Python would have stopped there. */
  String broken() {
    return broken;
  }

  /** Offset after the last opcode that was read. */
  long position() {
    return base + at;
  }

  /** Runs from {@code start} to the pickle's end. */
  End run(long start) throws IOException {
    base = start;
    while (true) {
      if (limit - at < 16 && !ended) {
        fill();
      }
      if (at == limit) {
        if (holeEnd >= 0 && position() == frameEnd) {
          leaveFrame();
          continue;
        }
        return cut(position(), "ends without STOP");
      }
      long offset = base + at;
      opcodes++;
      switch (window[at++] & 0xff) {
        case 'K' -> constant(offset, 1); // BININT1
        case 'M' -> constant(offset, 2); // BININT2
        case 'J' -> constant(offset, 4); // BININT
        case 'G' -> constant(offset, 8); // BINFLOAT
        case 'N', 0x88, 0x89 -> push(Value.of(Value.CONSTANT, offset)); // NONE, NEWTRUE, NEWFALSE
        case 0x8a -> skipping(Value.CONSTANT, offset, number(1)); // LONG1
        case 0x8b -> skipping(Value.CONSTANT, offset, signed()); // LONG4
        case 'I', 'L', 'F' -> line(Value.CONSTANT, offset); // INT, LONG, FLOAT
        case 'S', 'V' -> line(Value.TEXT, offset); // STRING, UNICODE
        case 'U', 0x8c ->
            skipping(Value.TEXT, offset, number(1)); // SHORT_BINSTRING, SHORT_BINUNICODE
        case 'T' -> skipping(Value.TEXT, offset, signed()); // BINSTRING
        case 'X' -> skipping(Value.TEXT, offset, number(4)); // BINUNICODE
        case 0x8d -> skipping(Value.TEXT, offset, number(8)); // BINUNICODE8
        case 'C' -> skipping(Value.BYTES, offset, number(1)); // SHORT_BINBYTES
        case 'B' -> skipping(Value.BYTES, offset, number(4)); // BINBYTES
        case 0x8e, 0x96 -> skipping(Value.BYTES, offset, number(8)); // BINBYTES8, BYTEARRAY8
        case 0x97 -> push(UNKNOWN); // NEXT_BUFFER
        case 0x98 -> {} // READONLY_BUFFER
        case ']' -> push(Value.of(Value.LIST, offset)); // EMPTY_LIST
        case '}' -> push(Value.of(Value.DICT, offset)); // EMPTY_DICT
        case 0x8f -> push(Value.of(Value.SET, offset)); // EMPTY_SET
        case ')' -> push(tuples.add(stack, 0, 0)); // EMPTY_TUPLE
        case 0x85 -> tuple(1, offset); // TUPLE1
        case 0x86 -> tuple(2, offset); // TUPLE2
        case 0x87 -> tuple(3, offset); // TUPLE3
        case 't' -> tuple(depth - mark(offset), offset); // TUPLE
        case 'l' -> collect(Value.LIST, offset); // LIST
        case 'd' -> dict(offset); // DICT
        case 0x91 -> collect(Value.SET, offset); // FROZENSET
        case 'a' -> { // APPEND
          pop(offset);
          changes(offset);
        }
        case 's' -> { // SETITEM
          items(depth - 2, offset);
          pop(offset);
          pop(offset);
          changes(offset);
        }
        case 'e', 'u', 0x90 -> { // APPENDS, SETITEMS, ADDITEMS
          int first = mark(offset);
          items(first, offset);
          depth = first;
          changes(offset);
        }
        case '(' -> pushMark(); // MARK
        case '0' -> { // POP
          if (markCount > 0 && marks[markCount - 1] == depth) {
            markCount--;
          } else {
            pop(offset);
          }
        }
        case '1' -> depth = mark(offset); // POP_MARK
        case '2' -> push(top(offset)); // DUP
        case 'q' -> memo.put(number(1), top(offset)); // BINPUT
        case 'r' -> memo.put(number(4), top(offset)); // LONG_BINPUT
        case 0x94 -> memo.put(memo.count(), top(offset)); // MEMOIZE
        case 'p' -> { // PUT
          long index = lineNumber(offset);
          if (index >= 0) {
            memo.put(index, top(offset));
          }
        }
        case 'h' -> get(number(1), offset); // BINGET
        case 'j' -> get(number(4), offset); // LONG_BINGET
        case 'g' -> get(lineNumber(offset), offset); // GET
        case 'c' -> push(global(offset)); // GLOBAL
        case 0x93 -> stackGlobal(offset); // STACK_GLOBAL
        case 0x82 -> extension(number(1), offset); // EXT1
        case 0x83 -> extension(number(2), offset); // EXT2
        case 0x84 -> extension(signed(), offset); // EXT4
        case 'R' -> { // REDUCE
          long arguments = pop(offset);
          push(call(pop(offset), arguments, offset, "REDUCE"));
        }
        case 0x81 -> { // NEWOBJ
          long arguments = pop(offset);
          push(call(pop(offset), arguments, offset, "NEWOBJ"));
        }
        case 0x92 -> { // NEWOBJ_EX
          pop(offset);
          long arguments = pop(offset);
          push(call(pop(offset), arguments, offset, "NEWOBJ_EX"));
        }
        case 'i' -> { // INST
          long callee = global(offset);
          long arguments = toMark(offset);
          push(call(callee, arguments, offset, "INST"));
        }
        case 'o' -> { // OBJ
          long arguments = toMark(offset);
          push(call(element(arguments, 0), rest(arguments, 1), offset, "OBJ"));
        }
        case 'b' -> build(offset); // BUILD
        case 'P' -> line(Value.PERSISTENT, offset); // PERSID
        case 'Q' -> { // BINPERSID
          push(persistent(pop(offset), offset));
        }
        case 0x80 -> { // PROTO
          if (number(1) > 5) {
            fails(offset, "pickle protocol is not known");
          }
        }
        case 0x95 -> { // FRAME: a hint for reading ahead
          long length = number(8);
          if (holeEnd >= 0) {
            fails(offset, "frame inside a frame");
          } else {
            frameEnd = length < 0 ? Long.MAX_VALUE : position() + length;
          }
        }
        case '.' -> { // STOP
          charge();
          return End.STOP;
        }
        default -> {
          at--;
          fails(offset, "byte that is no opcode");
          return End.BROKEN;
        }
      }
      if (at > limit) {
        at = limit;
        return cut(offset, "argument goes past the end");
      }
      if (lost || (plain && !sound)) {
        return End.BROKEN;
      }
    }
  }

  // --- reading ---

  /** Goes on at {@code offset}. */
  private void seek(long offset) {
    if (offset >= base && offset <= base + limit) {
      at = (int) (offset - base);
    } else {
      base = offset;
      at = 0;
      limit = 0;
    }
    ended = false;
  }

  /** The frame is read to its end; what follows it has been read already. */
  private void leaveFrame() {
    long next = holeEnd;
    holeEnd = -1;
    seek(next);
  }

  /** Moves what is left to the front of the window and fills the rest. */
  private void fill() throws IOException {
    int rest = limit - at;
    System.arraycopy(window, at, window, 0, rest);
    base += at;
    at = 0;
    int wanted = window.length - rest;
    if (holeEnd >= 0) {
      wanted = (int) Math.max(0, Math.min(wanted, frameEnd - base - rest));
    }
    limit = rest + bytes.read(base + rest, window, rest, wanted);
    ended = limit < window.length;
    charge();
  }

  private void charge() throws BudgetSpent {
    budget.opcodes(opcodes - charged);
    charged = opcodes;
  }

  /**
   * A little-endian number of a fixed-width argument; past the end it is whatever, and the caller's
   * check ends the run.
   */
  private long number(int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (at + i < window.length ? window[at + i] & 0xff : 0);
    }
    at += width;
    return value;
  }

  /** Four bytes with their sign. */
  private int signed() {
    return (int) number(4);
  }

  private void constant(long offset, int width) throws BudgetSpent {
    at += width;
    push(Value.of(Value.CONSTANT, offset));
  }

  /** Pushes a value whose content is passed over, not read. */
  private void skipping(int kind, long offset, long length) throws IOException {
    if (length < 0) {
      fails(offset, "negative length");
      at = limit + 1;
      return;
    }
    push(Value.of(kind, offset));
    if (length <= limit - at) {
      at += (int) length;
    } else {
      long next = base + at + length;
      boolean beyondFrame = holeEnd >= 0 && next > frameEnd;
      if (next < 0 || beyondFrame || bytes.read(next - 1, new byte[1], 0, 1) == 0) {
        at = limit + 1;
      } else {
        base = next;
        at = 0;
        limit = 0;
        ended = false;
      }
    }
  }

  private void line(int kind, long offset) throws IOException {
    endOfLine();
    push(Value.of(kind, offset));
  }

  /** Passes over a line; at the end of the content, past it. */
  private void endOfLine() throws IOException {
    while (at <= limit) {
      for (int i = at; i < limit; i++) {
        if (window[i] == '\n') {
          at = i + 1;
          return;
        }
      }
      at = limit;
      fill();
      if (limit == 0) {
        at = 1; // past the end
        return;
      }
    }
  }

  /** A line as text, cut at the longest name. */
  private String name() throws IOException {
    long start = base + at;
    endOfLine();
    if (at > limit) {
      return ""; // the caller's check ends the run
    }
    long length = base + at - 1 - start;
    if (start >= base) {
      int from = (int) (start - base);
      return new String(window, from, (int) Math.min(length, LONGEST_NAME), StandardCharsets.UTF_8);
    }
    return new String(
        bytes.upTo(start, (int) Math.min(length, LONGEST_NAME)), StandardCharsets.UTF_8);
  }

  private long lineNumber(long offset) throws IOException {
    String line = name().strip();
    try {
      long number = line.length() > 18 ? -1 : Long.parseLong(line.replace("_", ""));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException other) {
      // falls through: Python refuses it as well
    }
    fails(offset, "memo index is no number");
    return -1;
  }

  // --- stack and memo ---

  private void push(long value) throws BudgetSpent {
    if (depth == stack.length) {
      budget.entries(depth * 2L);
      stack = Arrays.copyOf(stack, depth * 2);
    }
    stack[depth++] = value;
  }

  private long pop(long offset) {
    if (depth == 0) {
      fails(offset, "stack underflow");
      return UNKNOWN;
    }
    if (markCount > 0 && marks[markCount - 1] >= depth) {
      fails(offset, "unexpected mark");
      markCount--;
    }
    return stack[--depth];
  }

  private long top(long offset) {
    if (depth == 0) {
      fails(offset, "stack underflow");
      return UNKNOWN;
    }
    return stack[depth - 1];
  }

  private void pushMark() throws BudgetSpent {
    if (markCount == marks.length) {
      budget.entries(markCount);
      marks = Arrays.copyOf(marks, markCount * 2);
    }
    marks[markCount++] = depth;
  }

  /** Takes the last mark off; where there is none, everything on the stack counts as above it. */
  private int mark(long offset) {
    if (markCount == 0) {
      fails(offset, "no mark");
      return 0;
    }
    return Math.min(marks[--markCount], depth);
  }

  private void get(long index, long offset) throws BudgetSpent {
    long value = index < 0 ? Memo.ABSENT : memo.get(index);
    if (value == Memo.ABSENT) {
      fails(offset, "memo has no such entry");
      value = UNKNOWN;
    }
    push(value);
  }

  private void tuple(int count, long offset) throws BudgetSpent {
    int missing = Math.max(0, count - depth);
    if (missing > 0) {
      fails(offset, "stack underflow");
    }
    int length = count - missing;
    long tuple = tuples.add(stack, depth - length, length);
    depth -= length;
    push(tuple);
  }

  private long toMark(long offset) {
    int start = mark(offset);
    long arguments = tuples.add(stack, start, depth - start);
    depth = start;
    return arguments;
  }

  private void collect(int kind, long offset) throws BudgetSpent {
    depth = mark(offset);
    push(Value.of(kind, offset));
  }

  private void dict(long offset) throws IOException {
    int start = mark(offset);
    long dict = Value.of(Value.DICT, offset);
    if (imports.stateRunsSince() <= offset) {
      stateCode.items(dict, stack, start, depth, offset);
    }
    if (wrappers.isWaiting()) {
      wrappers.items(dict, stack, start, depth);
    }
    depth = start;
    push(dict);
  }

  // --- what matters ---

  private long global(long offset) throws IOException {
    String module = name();
    String name = name();
    return imported(new Symbol(module, name), offset, "GLOBAL");
  }

  private void stackGlobal(long offset) throws IOException {
    long nameValue = pop(offset);
    long moduleValue = pop(offset);
    Optional<String> name = text(nameValue);
    Optional<String> module = text(moduleValue);
    if (name.isEmpty() || module.isEmpty()) {
      String subject = render(moduleValue) + " . " + render(nameValue);
      odd(offset, Fact.PickleOddity.Kind.COMPUTED_NAME, subject, "import " + subject);
      push(UNKNOWN);
      return;
    }
    push(imported(new Symbol(module.get(), name.get()), offset, "STACK_GLOBAL"));
  }

  private long imported(Symbol symbol, long offset, String opcode) throws IOException {
    boolean soundly = sound && isIdentifier(symbol.module()) && isIdentifier(symbol.name());
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
      push(imports.value(registered.get(), offset, "EXT"));
    } else {
      odd(offset, Fact.PickleOddity.Kind.EXTENSION_CODE, "extension " + code, "");
      fails(offset, "extension code is not registered");
      push(UNKNOWN);
    }
  }

  /**
   * What a loader gives for a persistent id. Legacy files of torch write the class of a layer as
   * {@code ('module', class, file, source)}, of which only the class counts
   * (torch/serialization.py).
   */
  private long persistent(long id, long offset) throws IOException {
    boolean type =
        Value.kind(element(id, 1)) == Value.IMPORT
            && text(element(id, 0)).filter("module"::equals).isPresent();
    return type ? element(id, 1) : Value.of(Value.PERSISTENT, offset);
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
      stateCode.items(stack[start - 1], stack, start, depth, offset);
    }
    if (wrappers.isWaiting() && start > 0) {
      wrappers.items(stack[start - 1], stack, start, depth);
    }
  }

  private void build(long offset) throws IOException {
    long state = pop(offset);
    if (Value.kind(top(offset)) == Value.FOLDED) {
      folding.set(top(offset), state);
    }
    if (imports.stateRunsSince() <= offset && Value.kind(top(offset)) == Value.INSTANCE) {
      Symbol symbol = imports.of(top(offset)).symbol;
      stateCode.set(symbol, state, imports.stateRunsSince(), offset);
    }
    changes(offset);
    if (trace != null) {
      trace.event(offset, render(top(offset)) + ".__setstate__(" + render(state) + ")");
    }
    long target = top(offset);
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
        stack[depth - 1] = Value.of(Value.INSTANCE, Value.payload(subclass));
      }
    }
  }

  /**
   * State, items or attributes are set on what is on top of the stack: odd where that is an import
   * itself.
   */
  private void changes(long offset) throws IOException {
    long target = top(offset);
    if (Value.kind(target) == Value.IMPORT) {
      String symbol = imports.of(target).symbol.toString();
      odd(offset, Fact.PickleOddity.Kind.BUILD_ON_IMPORT, symbol, symbol + ".__setstate__(…)");
    }
  }

  private End cut(long offset, String reason) {
    boolean before = sound;
    fails(offset, reason);
    sound = before;
    return End.CUT;
  }

  /** Python would stop here; the first such place is noted. */
  void fails(long offset, String reason) {
    sound = false;
    if (brokenAt < 0) {
      brokenAt = offset;
      broken = reason;
    }
  }

  // --- for Folding, Expressions and ArrayWrappers ---

  /** Where a loader's own reads of the file start: behind the frame, which it has read ahead. */
  long fileOffset() {
    return holeEnd >= 0 ? holeEnd : Math.max(position(), frameEnd);
  }

  /** A loader has read the file up to {@code offset} by itself. */
  void continueAt(long offset) throws IOException {
    if (position() < frameEnd) {
      holeEnd = offset;
      limit = (int) Math.min(limit, frameEnd - base);
    } else {
      holeEnd = -1;
      seek(offset);
    }
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

  /** Notes a part of the content that is loaded as a file of its own. */
  void member(String name, Bytes content) throws BudgetSpent {
    if (nested.size() >= mostFacts()) {
      throw new BudgetSpent("findings", mostFacts() + " nested files");
    }
    nested.add(new Nested(name, content));
  }

  /** Notes another file that is opened while this one is loaded. */
  void opens(Fact.ExternalFile file) {
    if (oddities.size() < mostFacts()) {
      oddities.add(file);
    }
  }

  /** The data type that a value is, where it is known. */
  Optional<Dtype> dtype(long value) {
    return folding.dtype(value);
  }

  Imports imports() {
    return imports;
  }

  /** Notes an oddity; floods of them are cut by the limit on findings. */
  void odd(long offset, Fact.PickleOddity.Kind kind, String subject, String evidence) {
    if (oddities.size() < budget.limits().findings()) {
      oddities.add(new Fact.PickleOddity(offset, kind, subject, evidence));
    }
  }

  /** Most facts of a kind that are kept. */
  int mostFacts() {
    return budget.limits().findings();
  }

  /** Notes a code object that lies in the file. */
  void carries(Fact.EmbeddedCode code) {
    if (oddities.size() < budget.limits().findings()) {
      oddities.add(code);
      carriedNames.addAll(code.names());
    }
  }

  /** Notes that a function made of such code is called: by then all code before it is known. */
  void runsCarriedCode(long offset, String evidence) {
    if (oddities.size() < budget.limits().findings()) {
      oddities.add(
          new Fact.EmbeddedCode(
              offset, imports.codePickler(), carriedNames, Fact.EmbeddedCode.Use.RUNS, evidence));
    }
  }

  /** Notes bytes that the pickle loads; false where the value is no bytes that are known. */
  boolean nested(long value, String name) throws IOException {
    Optional<Bytes> content = content(value);
    if (content.isEmpty() || nested.size() >= budget.limits().findings()) {
      return false;
    }
    nested.add(new Nested(name, content.get()));
    return true;
  }

  /** The content of bytes, or of a string that is encoded to bytes. */
  Optional<Bytes> content(long value) throws IOException {
    int kind = Value.kind(value);
    if (kind != Value.BYTES && kind != Value.ENCODED && kind != Value.TEXT) {
      return Optional.empty();
    }
    Instruction instruction = new Disassembler(bytes, Value.payload(value)).next();
    if (kind == Value.BYTES) {
      return Optional.of(bytes.slice(instruction.content(), instruction.length()));
    }
    budget.entries(instruction.length() / 8);
    return Disassembler.argument(bytes, instruction, Integer.MAX_VALUE) instanceof String text
        ? Optional.of(new HeapBytes(text.getBytes(StandardCharsets.ISO_8859_1)))
        : Optional.empty();
  }

  /** The text of a string, where the value is one. */
  Optional<String> text(long value) throws IOException {
    if (Value.kind(value) != Value.TEXT) {
      return Optional.empty();
    }
    return expressions.text(Value.payload(value));
  }

  /** The number, where the value is an integer. */
  Optional<Long> integer(long value) throws IOException {
    return Value.kind(value) == Value.CONSTANT
        ? expressions.integer(Value.payload(value))
        : Optional.empty();
  }

  /** Number of elements of a tuple; 0 where the value is none that is known. */
  int length(long tuple) {
    return Value.kind(tuple) == Value.TUPLE ? Math.max(0, tuples.length(tuple)) : 0;
  }

  /** An element of a tuple, or unknown. */
  long element(long tuple, int index) {
    return Value.kind(tuple) == Value.TUPLE ? tuples.get(tuple, index) : UNKNOWN;
  }

  /** Whether all that is to know of a tuple is known. */
  boolean isKnownTuple(long value) {
    return Value.kind(value) == Value.TUPLE && tuples.length(value) >= 0;
  }

  /** A tuple without its first elements; unknown stays unknown. */
  long rest(long tuple, int from) {
    if (!isKnownTuple(tuple)) {
      return UNKNOWN;
    }
    long[] kept = new long[Math.max(0, Math.min(length(tuple), Tuples.KEPT) - from)];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = element(tuple, from + i);
    }
    return tuples.add(kept, 0, kept.length);
  }

  /** Two tuples in a row. */
  long concatenate(long first, long second) {
    int left = Math.min(length(first), Tuples.KEPT);
    int right = Math.min(length(second), Tuples.KEPT);
    long[] kept = new long[left + right];
    for (int i = 0; i < left + right; i++) {
      kept[i] = i < left ? element(first, i) : element(second, i - left);
    }
    return tuples.add(kept, 0, kept.length);
  }

  /** The memo's value, for reading an expression again. */
  long memo(long index) {
    long value = memo.get(index);
    return value == Memo.ABSENT ? UNKNOWN : value;
  }

  /** A result of {@link Folding}, as text. */
  String describe(long folded) throws IOException {
    return folding.describe(folded);
  }

  /** A value as Python would write it, in short. */
  String render(long value) throws IOException {
    return expressions.of(value).toString();
  }

  /** A call as Python would write it. */
  String evidence(String callee, long arguments) throws IOException {
    return expressions.call(callee, arguments);
  }
}
