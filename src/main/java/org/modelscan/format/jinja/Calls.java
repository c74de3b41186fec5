package org.modelscan.format.jinja;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelscan.fact.Fact.TemplateAccess.How;

/** Calls and filters: what they call and take by name, and what they give where that is known. */
final class Calls {
  private static final List<Value> UNKNOWN = List.of(Value.Unknown.VALUE);

  /** Filters that take attributes by name, dotted, and at which place the name stands. */
  private static final Map<String, Integer> BY_ATTRIBUTE =
      Map.of(
          "selectattr",
          0,
          "rejectattr",
          0,
          "groupby",
          0,
          "sum",
          0,
          "unique",
          1,
          "min",
          1,
          "max",
          1,
          "sort",
          2);

  private final Evaluation evaluation;
  private final Execution execution;

  Calls(Evaluation evaluation, Execution execution) {
    this.evaluation = evaluation;
    this.execution = execution;
  }

  /** What a call may give. */
  List<Value> call(Expression.Call call) throws IOException {
    return switch (call.function()) {
      case Expression.Attribute method -> method(method, call);
      case Expression.Name(_, String name) when execution.scope().get(name) == null ->
          function(name, call);
      default -> called(evaluation.of(call.function()), call);
    };
  }

  /** A function that the engine or the program gives. */
  private List<Value> function(String name, Expression.Call call) throws IOException {
    List<List<Value>> positional = evaluation.all(call.arguments());
    if (name.startsWith("__")) {
      evaluation.found(How.CALL, name, call.offset());
    }
    return switch (name) {
      case "range" -> Evaluation.clip(positional.stream().map(Folding::range).toList());
      case "dict" -> {
        List<Expression> keys = new ArrayList<>();
        for (String key : call.arguments().named().keySet()) {
          keys.add(new Expression.Text(call.offset(), key));
        }
        List<Expression> values = List.copyOf(call.arguments().named().values());
        yield evaluation.mapping(new Expression.Mapping(call.offset(), keys, values));
      }
      case "joiner" -> List.of(new Value.Callable(List.of()));
      default -> UNKNOWN;
    };
  }

  private List<Value> method(Expression.Attribute method, Expression.Call call) throws IOException {
    List<Value> of = evaluation.of(method.of());
    List<List<Value>> arguments = evaluation.all(call.arguments());
    evaluation.found(How.CALL, method.name(), method.offset());
    evaluation.formats(of, method.name(), method.offset());
    if (method.of() instanceof Expression.Name variable) {
      List<Value> kept = execution.scope().get(variable.name() + "." + method.name());
      if (kept != null) {
        return called(kept, call);
      }
    }
    if (method.name().equals("cycle")) {
      return Evaluation.clip(arguments.stream().flatMap(List::stream).toList());
    }
    return Evaluation.pairs(
        of, arguments, (value, given) -> Folding.method(value, method.name(), given));
  }

  /** Calls a value. */
  private List<Value> called(List<Value> functions, Expression.Call call) throws IOException {
    evaluation.all(call.arguments());
    List<Value> results = new ArrayList<>();
    for (Value function : functions) {
      switch (function) {
        case Value.Callable(List<Statement.Macro> macros) -> {
          for (Statement.Macro macro : macros) {
            results.addAll(execution.call(macro, call.arguments()));
          }
        }
        case Value.Member(String name) -> evaluation.found(How.CALL, name, call.offset());
        case Value.Text _, Value.Numeral _, Value.Items _, Value.Pairs _, Value.Unknown _ ->
            evaluation.found(How.COMPUTED, subject(call.function()), call.offset());
      }
    }
    return results.isEmpty() ? UNKNOWN : Evaluation.clip(results);
  }

  private static String subject(Expression function) {
    return switch (function) {
      case Expression.Name name -> name.name();
      case Expression.Item _, Expression.Slice _ -> "an entry by a computed name";
      case Expression.Call _ -> "the result of a call";
      case Expression.Filter filter -> "the result of filter " + filter.name();
      default -> "the result of an expression";
    };
  }

  /** What a filter may give. */
  List<Value> filter(Expression.Filter filter) throws IOException {
    List<Value> input = evaluation.of(filter.input());
    List<List<Value>> arguments = evaluation.all(filter.arguments());
    if (filter.name().equals("attr")) {
      return attr(filter.arguments().get("name", 0), filter.offset());
    }
    boolean maps = filter.name().equals("map");
    int place = maps ? Integer.MAX_VALUE : BY_ATTRIBUTE.getOrDefault(filter.name(), 9);
    Optional<Expression> attribute = filter.arguments().get("attribute", place);
    if (attribute.isPresent()) {
      for (Value path : evaluation.of(attribute.get())) {
        for (String name : path.asText().split("\\.", -1)) {
          evaluation.found(How.ATTRIBUTE, name, filter.offset());
        }
      }
    }
    if (!maps || filter.arguments().positional().isEmpty()) {
      return Evaluation.pairs(
          input, arguments, (value, given) -> Folding.filter(value, filter.name(), given));
    }
    List<Value> results = new ArrayList<>();
    for (List<Value> given : arguments) {
      if (!(given.getFirst() instanceof Value.Text(String mapped))) {
        evaluation.found(How.COMPUTED, "a filter by a computed name", filter.offset());
      } else if (mapped.equals("attr")) {
        results.addAll(attr(filter.arguments().get("name", 1), filter.offset()));
      } else {
        List<Value> rest = given.subList(1, given.size());
        input.forEach(value -> results.add(Folding.map(value, mapped, rest)));
      }
    }
    return Evaluation.clip(results);
  }

  private List<Value> attr(Optional<Expression> name, int offset) throws IOException {
    List<Value> names = name.isPresent() ? evaluation.of(name.get()) : UNKNOWN;
    for (Value one : names) {
      if (one instanceof Value.Text(String text)
          && !text.equals(String.valueOf(Value.UNKNOWN_PART))) {
        evaluation.found(How.FILTER_ATTRIBUTE, text, offset);
      } else {
        evaluation.found(How.COMPUTED, "an attribute by a computed name", offset);
      }
    }
    return Evaluation.each(names, one -> new Value.Member(one.asText()));
  }
}
