package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Symbol;

/**
 * Classes that run a part of their state when it is set, though models need them: distributions of
 * scipy execute the text of {@code _parse_arg_template} (scipy/stats/_distn_infrastructure.py),
 * data of statsmodels evaluates its {@code formula} (statsmodels/base/data.py), networks of skorch
 * load the torch file in {@code __cuda_dependent_attributes__} (skorch/net.py). What the libraries
 * write there themselves is harmless; anything else is code in the file that runs.
 *
 * <p>A pickler writes the class before the state, so that the keys of dictionaries need a look only
 * after such a class is imported. State that was made before it, or that is no plain dictionary of
 * literal keys, is no pickler's work and counts as code.
 */
final class StateCode {
  private static final String TEMPLATE = "_parse_arg_template";
  private static final String FORMULA = "formula";
  private static final String TORCH_FILE = "__cuda_dependent_attributes__";

  private static final Set<String> DERIVED =
      Set.of("statsmodels.distributions.discrete", "statsmodels.duration.hazard_regression");

  private final Machine machine;
  private final Values values;
  private final List<Fact> facts = new ArrayList<>();
  private final Set<Long> oddDicts = new HashSet<>();

  StateCode(Machine machine) {
    this.machine = machine;
    this.values = machine.values();
  }

  /** Whether instances of a name run a part of their state. */
  static boolean concerns(Symbol symbol) {
    return switch (symbol.topPackage()) {
      case "scipy" -> symbol.module().startsWith("scipy.stats");
      // Its own distributions are derived from those of scipy.
      case "statsmodels" ->
          symbol.module().equals("statsmodels.base.data") || DERIVED.contains(symbol.module());
      case "skorch" -> true;
      default -> false;
    };
  }

  /** States the code that was found. */
  void state(Facts out) {
    facts.forEach(out::fact);
  }

  /** Keys and values are put into what should be a dictionary. */
  void items(long target, long[] stack, int from, int to, long at) throws IOException {
    if (Value.kind(target) != Value.DICT) {
      return;
    }
    for (int i = from; i + 1 < to; i += 2) {
      Optional<String> key = values.text(stack[i]);
      if (key.isPresent()) {
        item(key.get(), stack[i + 1], at);
      } else {
        oddDicts.add(Value.payload(target));
      }
    }
  }

  private void item(String key, long value, long at) throws IOException {
    switch (key) {
      case TEMPLATE -> text(key, value, at, StateText::isArgumentTemplate);
      case FORMULA -> text(key, value, at, StateText::isPlainFormula);
      case TORCH_FILE -> {
        if (!machine.nested(value, key + " at byte " + at)) {
          runs(key, machine.render(value), at);
        }
      }
      default -> {}
    }
  }

  private void text(String key, long value, long at, Predicate<String> harmless)
      throws IOException {
    Optional<String> text = values.text(value);
    // A model that was made without a formula keeps None.
    boolean none = key.equals(FORMULA) && Value.kind(value) == Value.CONSTANT;
    if (!none && !text.filter(harmless).isPresent()) {
      runs(key, text.orElseGet(() -> "…"), at);
    }
  }

  /**
   * State is set on a value.
   *
   * @param since offset from which on the keys of dictionaries were looked at
   */
  void set(Symbol symbol, long state, long since, long at) throws IOException {
    if (concerns(symbol) && !isSeen(state, since) && !isOldDistribution(symbol, state, since)) {
      runs(symbol + ".__setstate__", machine.render(state), at);
    }
  }

  private boolean isSeen(long state, long since) {
    return switch (Value.kind(state)) {
      case Value.CONSTANT -> true;
      case Value.DICT -> Value.payload(state) >= since && !oddDicts.contains(Value.payload(state));
      default -> false;
    };
  }

  /** Before scipy 1.6: constructor arguments and a generator, from which the text is made anew. */
  private boolean isOldDistribution(Symbol symbol, long state, long since) {
    return symbol.topPackage().equals("scipy")
        && values.length(state) == 2
        && Value.kind(values.element(state, 0)) == Value.DICT
        && isSeen(values.element(state, 0), since)
        && (Value.kind(values.element(state, 1)) == Value.CONSTANT
            || isGenerator(values.element(state, 1)));
  }

  private boolean isGenerator(long value) {
    return Value.kind(value) == Value.INSTANCE
        && machine.imports().of(value).symbol.module().startsWith("numpy.random");
  }

  private void runs(String key, String text, long at) {
    if (facts.size() < machine.budget().limits().findings()) {
      facts.add(
          new Fact.EmbeddedCode(
              at, "Python source in " + key, List.of(), Fact.EmbeddedCode.Use.RUNS, text.strip()));
    }
  }
}
