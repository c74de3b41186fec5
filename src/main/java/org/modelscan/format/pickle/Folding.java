package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Symbol;
import org.modelscan.format.numpy.Dtype;

/**
 * Calls, followed to what they reach: {@code getattr(<import of os>, "system")} is {@code
 * os.system}. What cannot be followed is stated as unresolved; nothing is ever taken for harmless
 * because it could not be followed.
 */
final class Folding {
  /** What could be computed from a call. */
  private sealed interface Result {
    /** A function with its first operands. */
    record Partial(long function, long arguments) implements Result {}

    /** {@code attrgetter}, or {@code methodcaller} where the attribute is called as well. */
    record Attribute(List<String> names, boolean called, long bound) implements Result {}

    /** {@code itemgetter}. */
    record Item(long key) implements Result {}

    /** A NumPy data type, where it is known; in all else an instance of its class. */
    record Described(long instance, Optional<Dtype> dtype) implements Result {}

    /** An imported module. */
    record Module(String name) implements Result {}

    /** {@code __new__} of a class, to be called with that class or one derived from it. */
    record New(long type) implements Result {}
  }

  /**
   * Where a call is made.
   *
   * @param at offset of the opcode that calls
   * @param opcode its name
   * @param depth calls that lead there from that opcode
   * @param shown how it is written in evidence; empty where callee and arguments say it
   */
  private record Site(long at, String opcode, int depth, String shown) {
    Site deeper() {
      return new Site(at, opcode, depth + 1, shown);
    }

    Site calling(String otherOpcode) {
      return new Site(at, otherOpcode, depth, shown);
    }

    Site showing(String text) {
      return new Site(at, opcode, depth, text);
    }
  }

  /** Longest chain of calls that is followed from one opcode. */
  private static final int DEPTH = 8;

  /** Constants that picklers write by name. */
  private static final Set<Symbol> CONSTANTS =
      Set.of(new Symbol("builtins", "Ellipsis"), new Symbol("builtins", "NotImplemented"));

  private static final long UNKNOWN = Value.NOTHING_KNOWN;

  private final Machine machine;
  private final Values values;
  private final Budget budget;
  private final CarriedCode carriedCode;
  private final List<Result> results = new ArrayList<>();
  private final Map<Long, Symbol> extensions = new HashMap<>();

  Folding(Machine machine, Budget budget) {
    this.machine = machine;
    this.values = machine.values();
    this.budget = budget;
    this.carriedCode = new CarriedCode(machine, budget);
  }

  /**
   * A call.
   *
   * @param arguments a tuple, or unknown
   * @param at offset of the opcode that calls
   * @param opcode its name
   * @return what it gives
   */
  long call(long callee, long arguments, long at, String opcode) throws IOException {
    return call(callee, arguments, new Site(at, opcode, 0, ""));
  }

  private long call(long callee, long arguments, Site site) throws IOException {
    if (site.depth() > DEPTH) {
      machine
          .notes()
          .odd(site.at(), Fact.PickleOddity.Kind.CALL_OF_RESULT, "a long chain of calls", "");
      return UNKNOWN;
    }
    return switch (Value.kind(callee)) {
      case Value.IMPORT -> {
        Imports.Entry entry = machine.imports().of(callee);
        String evidence =
            !entry.wantsEvidence()
                ? ""
                : site.shown().isEmpty()
                    ? machine.evidence(entry.symbol.toString(), arguments)
                    : site.shown();
        entry.called(site.at(), site.opcode(), evidence);
        if (entry.fold == Fold.NONE) {
          handOver(arguments, site);
          yield Value.of(Value.INSTANCE, Value.payload(callee));
        }
        yield fold(entry, callee, arguments, site);
      }
      case Value.FOLDED -> callResult(results.get((int) Value.payload(callee)), arguments, site);
      case Value.INSTANCE -> {
        Imports.Entry maker = machine.imports().of(callee);
        if (maker.fold == Fold.CLASS_CALLER && isCallable(argument(arguments, 0))) {
          yield call(argument(arguments, 0), UNKNOWN, site.deeper());
        }
        String subject = maker.symbol + "(…)";
        String evidence = machine.evidence(subject, arguments);
        if (maker.fold == Fold.FUNCTION) {
          machine.notes().runsCarriedCode(site.at(), machine.imports().codePickler(), evidence);
        } else {
          Fact.PickleOddity.Kind kind =
              site.opcode().startsWith("NEWOBJ")
                  ? Fact.PickleOddity.Kind.CALL_OF_RESULT
                  : Fact.PickleOddity.Kind.CALL_OF_OBJECT;
          machine.notes().odd(site.at(), kind, subject, evidence);
        }
        yield Value.of(Value.INSTANCE, Value.payload(callee));
      }
      default -> {
        machine
            .notes()
            .odd(
                site.at(),
                Fact.PickleOddity.Kind.CALL_OF_RESULT,
                "an unknown value",
                machine.evidence("…", arguments));
        yield UNKNOWN;
      }
    };
  }

  /** What a function does with an operand that is a function is not known: it may call it. */
  private void handOver(long arguments, Site site) {
    for (int i = 0; i < Math.min(values.length(arguments), Tuples.KEPT); i++) {
      long function = argument(arguments, i);
      for (int depth = 0;
          depth < DEPTH
              && Value.kind(function) == Value.FOLDED
              && results.get((int) Value.payload(function)) instanceof Result.Partial partial;
          depth++) {
        function = partial.function();
      }
      if (Value.kind(function) == Value.IMPORT) {
        Imports.Entry entry = machine.imports().of(function);
        if (entry.fold.isOpenEnded()) {
          entry.called(site.at(), site.opcode(), "");
          entry.unresolved();
        }
      }
    }
  }

  private long fold(Imports.Entry entry, long callee, long arguments, Site site)
      throws IOException {
    long at = site.at();
    long first = argument(arguments, 0);
    long second = argument(arguments, 1);
    long instance = Value.of(Value.INSTANCE, Value.payload(callee));
    return switch (entry.fold) {
      case NONE -> instance;
      case DTYPE -> result(new Result.Described(instance, dtypeNamed(first)));
      case CODE -> {
        machine.notes().carries(carriedCode.fact(arguments, at));
        entry.folded();
        yield instance;
      }
      case MARSHAL -> {
        Optional<Fact.EmbeddedCode> code = carriedCode.marshalled(first, at);
        code.ifPresent(machine.notes()::carries);
        yield resolved(entry, code.isPresent() ? instance : UNKNOWN);
      }
      case FUNCTION -> isCarriedCode(first) ? resolved(entry, instance) : instance;
      case GETATTR -> {
        Optional<String> name = values.text(second);
        yield resolved(entry, name.isPresent() ? attribute(first, name.get(), at) : UNKNOWN);
      }
      case GETITEM -> resolved(entry, item(first, second, at));
      case ATTRGETTER -> {
        List<String> names = texts(arguments);
        yield resolved(
            entry, names.isEmpty() ? UNKNOWN : result(new Result.Attribute(names, false, UNKNOWN)));
      }
      case METHODCALLER -> {
        Optional<String> name = values.text(first);
        yield resolved(
            entry,
            name.isPresent()
                ? result(new Result.Attribute(List.of(name.get()), true, values.rest(arguments, 1)))
                : UNKNOWN);
      }
      case ITEMGETTER ->
          resolved(entry, first == UNKNOWN ? UNKNOWN : result(new Result.Item(first)));
      case PARTIAL ->
          resolved(
              entry,
              isCallable(first)
                  ? result(new Result.Partial(first, values.rest(arguments, 1)))
                  : UNKNOWN);
      case CALLS_FIRST -> {
        String shown = machine.evidence(entry.symbol.toString(), arguments);
        yield callOperand(entry, first, UNKNOWN, site.showing(shown));
      }
      case CALLS_SECOND ->
          Value.kind(second) == Value.CONSTANT || values.length(arguments) == 1
              ? resolved(
                  entry, instance) // weakref.ref(object) and weakref.ref(object, None) call nothing
              : callOperand(entry, second, values.rest(arguments, 2), site);
      case APPLY -> callOperand(entry, first, second, site);
      case APPLY_THIRD -> callOperand(entry, first, argument(arguments, 2), site);
      case SECOND_OF_FIRST ->
          values.isKnownTuple(arguments) && values.length(arguments) < 2
              ? resolved(entry, instance)
              : callOperand(entry, second, UNKNOWN, site);
      case CLASS_CALLER -> resolved(entry, instance);
      case ITERATES ->
          values.length(arguments) == 1
              ? resolved(entry, instance)
              : callOperand(entry, first, UNKNOWN, site);
      case NEW_OBJECT -> {
        // copyreg._reconstructor(class, base, state) calls the __init__ of a base that has one.
        boolean initialises = entry.symbol.name().equals("_reconstructor") && !isBuiltIn(second);
        callOperand(
            entry, first, values.rest(arguments, 1), initialises ? site : site.calling("NEWOBJ"));
        yield Value.kind(first) == Value.IMPORT
            ? Value.of(Value.INSTANCE, Value.payload(first))
            : instance;
      }
      // The module's own code runs, so that importing is never followed to something harmless; what
      // it gives is known.
      case IMPORT_MODULE -> {
        Optional<String> name = values.text(first);
        yield name.isPresent() ? result(new Result.Module(name.get())) : UNKNOWN;
      }
      case RESOLVE_NAME -> resolveName(values.text(first), at);
      case IMPORT_NAME -> {
        Optional<String> module = values.text(first);
        Optional<String> name = values.text(second);
        yield resolved(
            entry,
            module.isPresent() && name.isPresent()
                ? machine
                    .imports()
                    .value(new Symbol(module.get(), name.get()), at, entry.symbol + "(…)")
                : UNKNOWN);
      }
      case TYPE ->
          resolved(entry, values.length(arguments) == 1 && isConstant(first) ? instance : UNKNOWN);
      case ADD_EXTENSION -> {
        Optional<String> module = values.text(first);
        Optional<String> name = values.text(second);
        Optional<Long> code = values.integer(argument(arguments, 2));
        if (module.isPresent() && name.isPresent() && code.isPresent()) {
          budget.entries(extensions.size() * 64L);
          extensions.put(code.get(), new Symbol(module.get(), name.get()));
        }
        yield instance;
      }
      case ENCODE ->
          Value.kind(first) == Value.TEXT && isLatin1(values.text(second))
              ? Value.of(Value.ENCODED, Value.payload(first))
              : instance;
      case BYTES -> {
        boolean data = Value.kind(first) == Value.BYTES || Value.kind(first) == Value.ENCODED;
        if (Value.kind(first) == Value.TEXT && isLatin1(values.text(second))) {
          yield Value.of(Value.ENCODED, Value.payload(first));
        }
        yield data ? first : instance;
      }
      case LOADS_OPERANDS -> {
        boolean loads = false;
        for (int i = 0; i < values.length(arguments); i++) {
          loads |= machine.nested(argument(arguments, i), entry.symbol + " at byte " + at);
        }
        yield resolved(entry, loads ? instance : UNKNOWN);
      }
      case LOADS -> {
        if (machine.nested(first, entry.symbol + " at byte " + at)) {
          entry.folded();
        } else {
          entry.unresolved();
        }
        yield instance;
      }
      case TYPE_BY_NAME -> {
        Optional<String> name = values.text(first);
        yield name.isPresent()
            ? machine.imports().value(new Symbol("types", name.get()), at, entry.symbol + "(…)")
            : resolved(entry, UNKNOWN);
      }
    };
  }

  /** What an extension code stands for, where this pickle has registered it. */
  Optional<Symbol> extension(long code) {
    return Optional.ofNullable(extensions.get(code));
  }

  /**
   * State is set on a result: a partial, which is always stored with {@code (function, arguments,
   * keywords, attributes)} as its state, takes its function and operands from there
   * (Modules/_functoolsmodule.c). So is a data type with its details.
   */
  void set(long folded, long state) throws IOException {
    int index = (int) Value.payload(folded);
    switch (results.get(index)) {
      case Result.Partial _ ->
          results.set(
              index, new Result.Partial(argument(state, 0), values.rest(argument(state, 1), 0)));
      case Result.Described(long instance, Optional<Dtype> dtype) ->
          results.set(index, new Result.Described(instance, withState(dtype, state)));
      case Result.Attribute _, Result.Item _, Result.Module _, Result.New _ -> {}
    }
  }

  /** The data type that a value is, where it is one that is known. */
  Optional<Dtype> dtype(long value) {
    return Value.kind(value) == Value.FOLDED
            && results.get((int) Value.payload(value)) instanceof Result.Described described
        ? described.dtype()
        : Optional.empty();
  }

  private Optional<Dtype> dtypeNamed(long value) throws IOException {
    if (Value.kind(value) == Value.IMPORT) {
      Symbol scalar = machine.imports().of(value).symbol;
      // numpy.record stands where others have a name of raw data; its state has the length.
      String name = scalar.name().equals("record") ? "V" : scalar.name();
      return scalar.module().equals("numpy") ? Dtype.ofString(name) : Optional.empty();
    }
    return values.text(value).flatMap(Dtype::ofString);
  }

  /** A state is (version, order, sub-array, names, fields, length, alignment, flags, …). */
  private Optional<Dtype> withState(Optional<Dtype> dtype, long state) throws IOException {
    Optional<Long> length = values.integer(values.element(state, 5));
    Optional<Long> flags = values.integer(values.element(state, 7));
    boolean plain = Value.kind(values.element(state, 2)) == Value.CONSTANT;
    return dtype.isEmpty() || length.isEmpty() || flags.isEmpty()
        ? Optional.empty()
        : dtype.get().withState(length.get(), flags.get(), plain);
  }

  /** How a result is written in evidence. */
  String describe(long folded, int depth) throws IOException {
    return switch (results.get((int) Value.payload(folded))) {
      case Result.Partial(long function, long arguments) ->
          machine.evidence(
              "functools.partial(" + machine.render(function, depth) + ")", arguments, depth);
      case Result.Attribute(List<String> names, boolean called, long _) ->
          called ? "methodcaller('" + names.getFirst() + "')" : "attrgetter" + names;
      case Result.Item(long key) -> "itemgetter(" + machine.render(key, depth) + ")";
      case Result.Described(long instance, Optional<Dtype> _) -> machine.render(instance, depth);
      case Result.Module(String name) -> "<module " + name + ">";
      case Result.New(long type) -> machine.render(type, depth) + ".__new__";
    };
  }

  private long callResult(Result result, long arguments, Site site) throws IOException {
    long at = site.at();
    return switch (result) {
      case Result.Partial(long function, long bound) ->
          call(function, values.concatenate(bound, arguments), site.deeper());
      case Result.Attribute(List<String> names, boolean called, long bound) -> {
        long reached = UNKNOWN;
        for (String name : names) {
          reached = attribute(argument(arguments, 0), name, at);
          if (called || reached == UNKNOWN) {
            reached = call(reached, bound, site.deeper());
          }
        }
        yield reached;
      }
      case Result.Item(long key) -> {
        long reached = item(argument(arguments, 0), key, at);
        if (reached == UNKNOWN && Value.kind(argument(arguments, 0)) != Value.DICT) {
          machine.notes().odd(at, Fact.PickleOddity.Kind.CALL_OF_RESULT, "itemgetter(…)", "");
        }
        yield reached;
      }
      case Result.Described(long instance, Optional<Dtype> _) -> call(instance, arguments, site);
      case Result.Module(String name) -> {
        machine.notes().odd(at, Fact.PickleOddity.Kind.CALL_OF_RESULT, "module " + name, "");
        yield UNKNOWN;
      }
      case Result.New(long type) -> {
        call(type, arguments, site.deeper().calling("NEWOBJ"));
        yield call(
            argument(arguments, 0), values.rest(arguments, 1), site.deeper().calling("NEWOBJ"));
      }
    };
  }

  private boolean isBuiltIn(long value) {
    return Value.kind(value) == Value.IMPORT
        && machine.imports().of(value).symbol.module().equals("builtins");
  }

  private boolean isConstant(long value) {
    return Value.kind(value) == Value.CONSTANT
        || (Value.kind(value) == Value.IMPORT
            && CONSTANTS.contains(machine.imports().of(value).symbol));
  }

  private long callOperand(Imports.Entry entry, long function, long arguments, Site site)
      throws IOException {
    if (!isCallable(function)) {
      entry.unresolved();
      return UNKNOWN;
    }
    entry.folded();
    return call(function, arguments, site.deeper());
  }

  /** Notes whether a call could be followed: to anything but the unknown. */
  private static long resolved(Imports.Entry entry, long reached) {
    if (reached == UNKNOWN) {
      entry.unresolved();
    } else {
      entry.folded();
    }
    return reached;
  }

  private long attribute(long object, String name, long at) throws IOException {
    return switch (Value.kind(object)) {
      case Value.IMPORT, Value.INSTANCE -> {
        if (name.equals("__new__") && Value.kind(object) == Value.IMPORT) {
          yield result(new Result.New(object)); // protocols 2 and 3 write NEWOBJ_EX so
        }
        Symbol of = machine.imports().of(object).symbol;
        yield machine
            .imports()
            .value(new Symbol(of.module(), of.name() + "." + name), at, "getattr");
      }
      case Value.FOLDED ->
          switch (results.get((int) Value.payload(object))) {
            case Result.Module(String module) ->
                machine.imports().value(new Symbol(module, name), at, "getattr");
            case Result.Described(long instance, Optional<Dtype> _) ->
                attribute(instance, name, at);
            case Result.Partial _, Result.Attribute _, Result.Item _, Result.New _ -> UNKNOWN;
          };
      case Value.TEXT -> builtin("str", name, at);
      case Value.BYTES, Value.ENCODED -> builtin("bytes", name, at);
      case Value.LIST -> builtin("list", name, at);
      case Value.DICT -> builtin("dict", name, at);
      case Value.SET -> builtin("set", name, at);
      case Value.TUPLE -> builtin("tuple", name, at);
      case Value.CONSTANT -> builtin("object", name, at);
      default -> UNKNOWN;
    };
  }

  private long builtin(String type, String name, long at) throws IOException {
    return machine.imports().value(new Symbol("builtins", type + "." + name), at, "getattr");
  }

  /**
   * {@code sys.modules["os"]} is the module, {@code typing.List[int]} an annotation; any other item
   * of something imported is not known.
   */
  private long item(long object, long key, long at) throws IOException {
    if (Value.kind(object) == Value.IMPORT) {
      Symbol of = machine.imports().of(object).symbol;
      if (of.module().equals("typing")) {
        return Value.of(Value.INSTANCE, Value.payload(object));
      }
      Optional<String> name = values.text(key);
      if (name.isPresent()) {
        return of.toString().equals("sys.modules")
            ? result(new Result.Module(name.get()))
            : machine
                .imports()
                .value(new Symbol(of.module(), of.name() + "." + name.get()), at, "getitem");
      }
    }
    return UNKNOWN;
  }

  private long resolveName(Optional<String> path, long at) throws IOException {
    if (path.isEmpty()) {
      return UNKNOWN;
    }
    int split =
        path.get().indexOf(':') >= 0 ? path.get().indexOf(':') : path.get().lastIndexOf('.');
    return split < 0
        ? result(new Result.Module(path.get()))
        : machine
            .imports()
            .value(
                new Symbol(path.get().substring(0, split), path.get().substring(split + 1)),
                at,
                "resolve_name");
  }

  private long result(Result result) throws IOException {
    budget.entries(results.size() * 8L);
    results.add(result);
    return Value.of(Value.FOLDED, results.size() - 1L);
  }

  private long argument(long arguments, int index) {
    return values.element(arguments, index);
  }

  private List<String> texts(long arguments) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.length(arguments); i++) {
      values.text(argument(arguments, i)).ifPresent(texts::add);
    }
    return texts;
  }

  private boolean isCarriedCode(long value) {
    return Value.kind(value) == Value.INSTANCE
        && switch (machine.imports().of(value).fold) {
          case CODE, MARSHAL -> true;
          default -> false;
        };
  }

  private static boolean isCallable(long value) {
    return switch (Value.kind(value)) {
      case Value.IMPORT, Value.INSTANCE, Value.FOLDED -> true;
      default -> false;
    };
  }

  private static boolean isLatin1(Optional<String> encoding) {
    return encoding.map(name -> name.equals("latin1") || name.equals("latin-1")).orElse(false);
  }
}
