package org.modelscan.format.jinja;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.modelscan.fact.Fact.TemplateAccess.How;

/** The values that an expression may have, and all that it takes and calls on the way. */
final class Evaluation {
  private static final List<Value> UNKNOWN = List.of(Value.Unknown.VALUE);
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_FORMAT = 20_000;
  private static final int REMEMBERED = 10_000;

  private final Execution execution;
  private final Access access;
  private final Calls calls;
  private final Map<How, Set<String>> told = new EnumMap<>(How.class);

  Evaluation(Execution execution, Access access) {
    this.execution = execution;
    this.access = access;
    this.calls = new Calls(this, execution);
  }

  /** The values that an expression may have; at least one. */
  List<Value> of(Expression expression) throws IOException {
    execution.step();
    List<Value> values =
        switch (expression) {
          case Expression.Text text -> List.of(Folding.text(text.value()));
          case Expression.Numeral number -> List.of(Folding.number(number.digits()));
          case Expression.Word _ -> UNKNOWN;
          case Expression.Name name -> variable(name);
          case Expression.Attribute attribute -> attribute(attribute);
          case Expression.Item item -> item(item);
          case Expression.Slice slice -> slice(slice);
          case Expression.Call call -> calls.call(call);
          case Expression.Filter filter -> calls.filter(filter);
          case Expression.Test test -> {
            of(test.input());
            all(test.arguments());
            yield UNKNOWN;
          }
          case Expression.Sequence sequence ->
              clip(combinations(sequence.items()).stream().map(Value.Items::of).toList());
          case Expression.Mapping mapping -> mapping(mapping);
          case Expression.Operation operation -> operation(operation);
          case Expression.Unary unary ->
              each(
                  of(unary.operand()),
                  value ->
                      unary.operator().equals("-") && value instanceof Value.Numeral(long number)
                          ? new Value.Numeral(-number)
                          : Value.Unknown.VALUE);
          case Expression.Choice choice -> {
            of(choice.condition());
            List<Value> then = of(choice.then());
            List<Value> otherwise =
                choice.otherwise().isPresent() ? of(choice.otherwise().get()) : then;
            yield choice
                .condition()
                .truth()
                .map(truth -> truth ? then : otherwise)
                .orElseGet(() -> Scope.either(then, otherwise));
          }
        };
    for (Value value : values) {
      if (value instanceof Value.Text(String text) && mayBeInternal(text)) {
        found(How.TEXT, text, expression.offset());
      }
    }
    return values;
  }

  /** Names are compared by Python as NFKC has them, and white space is never part of one. */
  void found(How how, String name, int offset) {
    int longest = how == How.FORMAT || how == How.LOAD ? LONGEST_FORMAT : LONGEST_NAME;
    Set<String> before = told.computeIfAbsent(how, _ -> new HashSet<>());
    if (name.length() > longest || (before.size() < REMEMBERED && !before.add(name))) {
      return;
    }
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    if (how != How.FORMAT && how != How.LOAD) {
      plain = SPACE.matcher(plain).replaceAll("");
    }
    access.found(how, plain.replace(Value.UNKNOWN_PART, '…'), offset);
  }

  /** Whether a string may be the name of an attribute that is not for everybody. */
  private static boolean mayBeInternal(String text) {
    String start = text.stripLeading();
    char first = start.isEmpty() ? 'x' : start.charAt(0);
    return first == '_' || (first > 0x7f && first != Value.UNKNOWN_PART);
  }

  private List<Value> variable(Expression.Name variable) {
    if (variable.name().startsWith("__")) {
      found(How.ATTRIBUTE, variable.name(), variable.offset());
    }
    List<Value> values = execution.scope().get(variable.name());
    return values == null ? UNKNOWN : values;
  }

  List<Value> mapping(Expression.Mapping mapping) throws IOException {
    List<Value> keys = combinations(mapping.keys()).getFirst();
    return clip(
        combinations(mapping.values()).stream()
            .map(values -> Value.Pairs.of(keys, values))
            .toList());
  }

  private List<Value> attribute(Expression.Attribute attribute) throws IOException {
    List<Value> of = of(attribute.of());
    String name = attribute.name();
    found(How.ATTRIBUTE, name, attribute.offset());
    formats(of, name, attribute.offset());
    if (attribute.of() instanceof Expression.Name variable) {
      List<Value> kept = execution.scope().get(variable.name() + "." + name);
      if (kept != null) {
        return kept;
      }
    }
    return each(of, value -> Folding.item(value, new Value.Text(name)));
  }

  /** Says what a format string takes. */
  void formats(List<Value> of, String method, int offset) {
    if (method.equals("format") || method.equals("format_map")) {
      for (Value value : of) {
        if (value instanceof Value.Text(String text)) {
          found(How.FORMAT, text, offset);
        }
      }
    }
  }

  private List<Value> item(Expression.Item item) throws IOException {
    List<Value> of = of(item.of());
    List<Value> keys = of(item.key());
    for (Value key : keys) {
      if (key instanceof Value.Text(String name)) {
        found(How.ATTRIBUTE, name, item.offset());
        formats(of, name, item.offset());
      }
    }
    return pairs(of, keys, Folding::item);
  }

  private List<Value> slice(Expression.Slice slice) throws IOException {
    List<Value> of = of(slice.of());
    List<Optional<Value>> bounds = new ArrayList<>();
    for (Optional<Expression> bound : List.of(slice.from(), slice.to(), slice.step())) {
      bounds.add(bound.isPresent() ? Optional.of(of(bound.get()).getLast()) : Optional.empty());
    }
    return each(of, value -> Folding.slice(value, bounds));
  }

  private List<Value> operation(Expression.Operation operation) throws IOException {
    List<Value> left = of(operation.left());
    List<Value> right = of(operation.right());
    return switch (operation.operator()) {
      case "or" ->
          operation
              .left()
              .truth()
              .map(truth -> truth ? left : right)
              .orElseGet(() -> Scope.either(left, right));
      case "and" ->
          operation
              .left()
              .truth()
              .map(truth -> truth ? right : left)
              .orElseGet(() -> Scope.either(left, right));
      default ->
          pairs(left, right, (one, other) -> Folding.operation(operation.operator(), one, other));
    };
  }

  /** Says which template is loaded. */
  void load(Statement.Load load) throws IOException {
    for (Value name : of(load.template())) {
      found(How.LOAD, load.how() + " " + name.asText(), load.offset());
    }
  }

  /** Evaluates all arguments; gives the positional ones. */
  List<List<Value>> all(Arguments arguments) throws IOException {
    for (Expression named : arguments.named().values()) {
      of(named);
    }
    for (Expression spread : arguments.spread()) {
      of(spread);
    }
    return combinations(arguments.positional());
  }

  /**
   * What several expressions may have for values together; at least one combination. Behind the
   * items of a list that are kept, only one value of each is.
   */
  private List<List<Value>> combinations(List<Expression> expressions) throws IOException {
    List<List<Value>> combinations = new ArrayList<>();
    combinations.add(new ArrayList<>());
    int place = 0;
    for (Expression expression : expressions) {
      List<Value> values = of(expression);
      if (values.size() == 1 || place++ > Value.COUNT) {
        combinations.forEach(combination -> combination.add(values.getLast()));
        continue;
      }
      boolean fits = combinations.size() * values.size() <= Scope.ALTERNATIVES;
      List<Value> kept = fits ? values : List.of(values.getLast(), Value.Unknown.VALUE);
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> before : combinations) {
        for (Value value : kept) {
          List<Value> after = new ArrayList<>(before);
          after.add(value);
          longer.add(after);
        }
      }
      combinations = longer.subList(0, Math.min(longer.size(), Scope.ALTERNATIVES));
    }
    return combinations;
  }

  static List<Value> each(List<Value> values, UnaryOperator<Value> operator) {
    return values.size() == 1
        ? List.of(operator.apply(values.getFirst()))
        : clip(values.stream().map(operator).toList());
  }

  static <T> List<Value> pairs(
      List<Value> left, List<T> right, BiFunction<Value, T, Value> operator) {
    List<Value> results = new ArrayList<>();
    for (Value one : left) {
      for (T other : right) {
        results.add(operator.apply(one, other));
      }
    }
    return clip(results);
  }

  static List<Value> clip(List<Value> values) {
    return switch (values.size()) {
      case 0 -> UNKNOWN;
      case 1 -> values;
      default -> Scope.either(List.of(values.getFirst()), values);
    };
  }
}
