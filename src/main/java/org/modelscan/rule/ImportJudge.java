package org.modelscan.rule;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Symbol;
import org.modelscan.rule.ImportLists.Entry;
import org.modelscan.rule.Judge.Verdict;

/** Judges imports by the lists. What a name steps through counts as much as where it starts. */
final class ImportJudge {
  /** Attributes by which any object leads to the whole interpreter. */
  private static final Set<String> ESCAPES =
      Set.of(
          "__globals__",
          "__builtins__",
          "__subclasses__",
          "__bases__",
          "__base__",
          "__mro__",
          "__class__",
          "__dict__",
          "__init__",
          "__new__",
          "__code__",
          "__closure__",
          "__func__",
          "__self__",
          "__getattribute__",
          "__getattr__",
          "__setattr__",
          "__import__",
          "__loader__",
          "__spec__",
          "__reduce__",
          "__reduce_ex__",
          "f_globals",
          "f_builtins",
          "gi_frame",
          "cr_frame",
          "tb_frame",
          "func_globals");

  /** Methods of data classes that read, write or run: no setting of a model keeps one. */
  private static final Pattern ACTS =
      Pattern.compile(
          "(save|load|dump|export|write|read|open|download|upload|exec|eval|query|merge_from)(_.*)?"
              + "|tofile|fromfile|from_(file|pickle|url|pretrained)|show"
              + "|to_(pickle|csv|sql|hdf|parquet|excel|json|feather|html|stata|xml|orc|gbq|clipboard)");

  private final ImportLists lists;

  ImportJudge(ImportLists lists) {
    this.lists = lists;
  }

  Optional<Verdict> judge(Fact.Import named) {
    Symbol symbol = named.symbol();
    Optional<Symbol> reached = reachedThroughAnotherModule(symbol);
    if (reached.isPresent()) {
      return listed(named, reached.get(), lists.find(reached.get()).orElseThrow());
    }
    Optional<Entry> entry = lists.find(symbol);
    if (entry.isPresent() && entry.get().kind() != ImportClass.UNKNOWN) {
      return listed(named, symbol, entry.get());
    }
    for (String component : symbol.name().split("\\.", -1)) {
      if (ESCAPES.contains(component)) {
        return verdict(
            RuleId.PICKLE_UNLISTED_IMPORT,
            named,
            symbol,
            "reaches into the interpreter through " + component);
      }
    }
    if (named.use() == Fact.Import.Use.IMPORTED && isAttributeOfSafe(symbol)) {
      return Optional.empty(); // a bound method of a data class, kept as data
    }
    if (entry.isEmpty() && (lists.isKnown(symbol.topPackage()) || symbol.module().isEmpty())) {
      return verdict(
          RuleId.PICKLE_UNLISTED_IMPORT,
          named,
          symbol,
          "imports " + symbol + ", which models made with " + symbol.topPackage() + " do not need");
    }
    return unknown(named, symbol);
  }

  private static Optional<Verdict> unknown(Fact.Import named, Symbol symbol) {
    return verdict(
        RuleId.PICKLE_UNKNOWN_IMPORT,
        named,
        symbol,
        "needs " + symbol + ", code that is not in the file");
  }

  private Optional<Verdict> listed(Fact.Import named, Symbol symbol, Entry entry) {
    boolean used = named.use() != Fact.Import.Use.IMPORTED;
    return switch (entry.kind()) {
      case SAFE -> Optional.empty();
      case VALUE -> used ? misused(named, symbol, entry) : Optional.empty();
      case INSTANCE ->
          switch (named.use()) {
            case IMPORTED, MADE -> Optional.empty();
            case CALLED, FOLDED, UNRESOLVED -> misused(named, symbol, entry);
          };
      case INDIRECT ->
          switch (named.use()) {
            case IMPORTED, FOLDED -> Optional.empty();
            case MADE, CALLED, UNRESOLVED -> unresolved(named, symbol, "calls ");
          };
      case IMPORTER, NESTED ->
          switch (named.use()) {
            case FOLDED -> Optional.empty();
            case IMPORTED -> unresolved(named, symbol, "keeps ");
            case MADE, CALLED, UNRESOLVED -> unresolved(named, symbol, "calls ");
          };
      case BYTECODE -> bytecode(named, symbol, entry);
      case COMMAND -> dangerous(RuleId.PICKLE_RUNS_COMMAND, named, symbol, entry, used);
      case CODE -> dangerous(RuleId.PICKLE_RUNS_CODE, named, symbol, entry, used);
      case NATIVE -> dangerous(RuleId.PICKLE_LOADS_NATIVE_CODE, named, symbol, entry, used);
      case DESERIALISES -> dangerous(RuleId.PICKLE_DESERIALISES, named, symbol, entry, used);
      case WRITES -> dangerous(RuleId.PICKLE_WRITES_FILE, named, symbol, entry, used);
      case READS -> dangerous(RuleId.PICKLE_READS_FILE, named, symbol, entry, used);
      case NETWORK -> dangerous(RuleId.PICKLE_OPENS_NETWORK, named, symbol, entry, used);
      case INTERPRETER -> dangerous(RuleId.PICKLE_CHANGES_INTERPRETER, named, symbol, entry, used);
      case UNKNOWN -> unknown(named, symbol);
    };
  }

  private static Optional<Verdict> unresolved(Fact.Import named, Symbol symbol, String does) {
    return verdict(
        RuleId.PICKLE_UNRESOLVED_CALL,
        named,
        symbol,
        does + symbol + ", which reaches what is not known before it is loaded");
  }

  /** A name that models keep, used as no pickler writes it. */
  private static Optional<Verdict> misused(Fact.Import named, Symbol symbol, Entry entry) {
    return verdict(
        RuleId.PICKLE_UNLISTED_IMPORT,
        named,
        symbol,
        "calls " + symbol + " when it is loaded, which models do not need: " + entry.reason());
  }

  private static Optional<Verdict> dangerous(
      RuleId rule, Fact.Import named, Symbol symbol, Entry entry, boolean used) {
    return used
        ? verdict(rule, named, symbol, "calls " + symbol + " when it is loaded: " + entry.reason())
        : verdict(
            RuleId.PICKLE_DANGEROUS_IMPORT,
            named,
            symbol,
            "imports " + symbol + ": " + entry.reason());
  }

  /** Where the code itself could be read, that is a fact of its own. */
  private static Optional<Verdict> bytecode(Fact.Import named, Symbol symbol, Entry entry) {
    if (named.use() == Fact.Import.Use.FOLDED) {
      return Optional.empty();
    }
    String top = symbol.topPackage();
    // The picklers of functions spread one function over many imports: that is one finding.
    String subject =
        top.equals("cloudpickle") || top.equals("dill") ? top + " code" : symbol.toString();
    return Optional.of(
        new Verdict(
            RuleId.PYTHON_BYTECODE,
            subject,
            "carries Python bytecode (" + symbol + "): " + entry.reason(),
            named.evidence()));
  }

  private static Optional<Verdict> verdict(
      RuleId rule, Fact.Import named, Symbol symbol, String message) {
    String written = named.written().equals(symbol) ? "" : " (written as " + named.written() + ")";
    return Optional.of(
        new Verdict(
            rule, symbol.toString(), message + written + " · " + named.trace(), named.evidence()));
  }

  /**
   * {@code shutil} + {@code os.system} is {@code os.system}, and so is {@code random} + {@code
   * _os.system}. Only the name is walked by attributes; a module of that name inside a package
   * ({@code mycompany.code}) is another module.
   */
  private Optional<Symbol> reachedThroughAnotherModule(Symbol symbol) {
    String[] path = symbol.name().split("\\.", -1);
    for (int start = 0; start < path.length - 1; start++) {
      String module = path[start].replaceFirst("^_+", "");
      for (int end = start + 2; end <= path.length; end++) {
        Symbol reached =
            new Symbol(module, String.join(".", Arrays.copyOfRange(path, start + 1, end)));
        Optional<Entry> entry = lists.find(reached);
        if (entry.isPresent() && isDangerous(entry.get().kind())) {
          return Optional.of(reached);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isDangerous(ImportClass kind) {
    return switch (kind) {
      case SAFE, VALUE, INSTANCE, INDIRECT, IMPORTER, NESTED, UNKNOWN -> false;
      case BYTECODE, COMMAND, CODE, NATIVE, DESERIALISES, WRITES, READS, NETWORK, INTERPRETER ->
          true;
    };
  }

  private boolean isAttributeOfSafe(Symbol symbol) {
    String name = symbol.name();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && !name.startsWith("__", dot + 1)
        && !ACTS.matcher(name.substring(dot + 1)).matches()
        && lists
            .find(new Symbol(symbol.module(), name.substring(0, dot)))
            .filter(entry ->
                switch (entry.kind()) {
                  case SAFE, VALUE, INSTANCE -> true;
                  default -> false;
                })
            .isPresent();
  }
}
