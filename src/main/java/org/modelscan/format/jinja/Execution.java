package org.modelscan.format.jinja;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.MalformedInput;

/**
 * Follows a template through all of its branches with the values that are known, so that a name
 * that is put together ends up as a whole. Loops over what is known are gone through item by item,
 * others once or twice; macros are followed where they are defined and where they are called.
 */
final class Execution {
  private static final List<Value> UNKNOWN = List.of(Value.Unknown.VALUE);

  /** Evaluations up to which loops and macros are repeated with what is known. */
  private static final int GENEROUS = 20_000;

  /** Evaluations after which a template is given up; one of 20 kB takes some thousand. */
  private static final int STEPS = 2_000_000;

  private static final int BATCH = 1024;
  private static final int REPETITIONS = 64;
  private static final int CALLS = 6;

  private final Evaluation evaluation;
  private final Budget budget;
  private Scope scope = new Scope();
  private @Nullable Written written;
  private int steps;
  private int calls;

  /** Tells {@code access} of all that a template takes and calls. */
  Execution(Access access, Budget budget) {
    this.evaluation = new Evaluation(this, access);
    this.budget = budget;
  }

  /**
   * Follows statements.
   *
   * @throws MalformedInput where there are too many steps to take
   */
  void run(List<Statement> statements) throws IOException {
    for (Statement statement : statements) {
      step();
      run(statement);
    }
  }

  void step() throws IOException {
    if (++steps % BATCH == 0) {
      budget.opcodes(BATCH);
    }
    if (steps > STEPS) {
      throw new MalformedInput(-1, "template of more steps than are followed");
    }
  }

  Scope scope() {
    return scope;
  }

  private boolean isGenerous() {
    return steps < GENEROUS;
  }

  private void run(Statement statement) throws IOException {
    switch (statement) {
      case Statement.Plain plain -> write(List.of(new Value.Text(plain.text())));
      case Statement.Print print -> write(evaluation.of(print.value()));
      case Statement.Assign assign -> assign(assign);
      case Statement.Capture capture -> capture(capture);
      case Statement.If branches -> branches(branches);
      case Statement.For loop -> loop(loop);
      case Statement.Macro macro -> define(macro);
      case Statement.CallBlock block -> {
        define(new Statement.Macro("caller", block.parameters(), block.body()));
        write(evaluation.of(block.call()));
      }
      case Statement.With with -> {
        Scope outside = scope;
        scope = outside.layer();
        for (Statement.Assign assign : with.assignments()) {
          assign(assign);
        }
        run(with.body());
        outside.joinNamespaces(scope);
        scope = outside;
      }
      case Statement.Load load -> {
        evaluation.load(load);
        load.names().forEach(name -> scope.set(name, List.of(new Value.Callable(List.of()))));
      }
      case Statement.Body body -> run(body.body());
    }
  }

  private void write(List<Value> values) {
    if (written != null) {
      written.append(values);
    }
  }

  private void assign(Statement.Assign assign) throws IOException {
    List<Value> values = evaluation.of(assign.value());
    String first = assign.targets().getFirst();
    if (assign.targets().size() == 1) {
      scope.set(first, values);
      if (assign.value() instanceof Expression.Call call
          && call.function() instanceof Expression.Name(_, String function)
          && function.equals("namespace")) {
        for (Map.Entry<String, Expression> attribute : call.arguments().named().entrySet()) {
          scope.set(first + "." + attribute.getKey(), evaluation.of(attribute.getValue()));
        }
      }
    } else {
      spread(assign.targets(), values);
    }
  }

  /** Sets several names from what has as many items. */
  private void spread(List<String> targets, List<Value> values) {
    for (int i = 0; i < targets.size(); i++) {
      List<Value> items = new ArrayList<>();
      for (Value value : values) {
        boolean has = value instanceof Value.Items list && i < list.items().size();
        items.add(has ? Folding.item(value, new Value.Numeral(i)) : Value.Unknown.VALUE);
      }
      scope.set(targets.get(i), items);
    }
  }

  private void set(List<String> targets, List<Value> values) {
    if (targets.size() == 1) {
      scope.set(targets.getFirst(), values);
    } else {
      spread(targets, values);
    }
  }

  private void capture(Statement.Capture capture) throws IOException {
    scope.set(Statement.Capture.WRITTEN, captured(capture.body()));
    List<Value> values = evaluation.of(capture.value());
    if (capture.target().isPresent()) {
      scope.set(capture.target().get(), values);
    } else {
      write(values);
    }
  }

  /** What statements write. */
  private List<Value> captured(List<Statement> body) throws IOException {
    Written outside = written;
    Written inside = new Written();
    written = inside;
    run(body);
    written = outside;
    return inside.values();
  }

  private void branches(Statement.If branches) throws IOException {
    Scope before = scope;
    Written writtenBefore = written;
    List<Scope> layers = new ArrayList<>();
    Written writtenAfter = null;
    boolean exhaustive = false;
    for (Statement.Branch branch : branches.branches()) {
      boolean exhaustiveBefore = exhaustive;
      scope = before.layer();
      written = writtenBefore == null ? null : writtenBefore.copy();
      if (branch.condition().isPresent()) {
        evaluation.of(branch.condition().get());
      } else {
        exhaustive = true;
      }
      run(branch.body());
      Optional<Boolean> truth = branch.condition().flatMap(Expression::truth);
      if (truth.orElse(true) && !exhaustiveBefore) {
        layers.add(scope);
        writtenAfter = Written.either(writtenAfter, written);
      }
      exhaustive |= truth.orElse(false);
    }
    before.join(layers, exhaustive);
    scope = before;
    written = exhaustive ? writtenAfter : Written.either(writtenBefore, writtenAfter);
  }

  private void loop(Statement.For loop) throws IOException {
    List<Value> over = evaluation.of(loop.over());
    Optional<List<Value>> items =
        over.size() == 1 ? Folding.items(over.getFirst()) : Optional.empty();
    if (items.isPresent() && items.get().size() <= REPETITIONS && isGenerous()) {
      long index = 0;
      for (Value item : items.get()) {
        set(loop.targets(), List.of(item));
        position(List.of(new Value.Numeral(index)), List.of(new Value.Numeral(++index)));
        pass(loop);
      }
    } else {
      List<Value> any = new ArrayList<>();
      for (Value value : over) {
        List<Value> known = Folding.items(value).orElse(List.of(Value.Unknown.VALUE));
        any = Scope.either(any, known.subList(0, Math.min(known.size(), Scope.ALTERNATIVES)));
      }
      set(loop.targets(), any.isEmpty() ? List.of(Value.Unknown.VALUE) : any);
      position(List.of(Value.Unknown.VALUE), List.of(Value.Unknown.VALUE));
      for (int pass = 0; pass < (isGenerous() ? 2 : 1); pass++) {
        Scope before = scope;
        scope = before.layer();
        pass(loop);
        before.join(List.of(scope), false);
        scope = before;
      }
    }
    run(loop.otherwise());
  }

  private void position(List<Value> fromZero, List<Value> fromOne) {
    scope.set("loop.index0", fromZero);
    scope.set("loop.index", fromOne);
  }

  private void pass(Statement.For loop) throws IOException {
    if (loop.condition().isPresent()) {
      evaluation.of(loop.condition().get());
    }
    run(loop.body());
  }

  /** Follows a macro's body with parameters of which only the defaults are known. */
  private void define(Statement.Macro macro) throws IOException {
    scope.set(macro.name(), List.of(new Value.Callable(List.of(macro))));
    Scope outside = scope;
    scope = outside.layer();
    for (Statement.Parameter parameter : macro.parameters()) {
      List<Value> given = List.of(new Value.Callable(List.of()));
      if (parameter.otherwise().isPresent()) {
        given = Scope.either(given, evaluation.of(parameter.otherwise().get()));
      }
      scope.set(parameter.name(), given);
    }
    captured(macro.body());
    outside.joinNamespaces(scope);
    scope = outside;
  }

  /** What a macro writes when it is called with these arguments. */
  List<Value> call(Statement.Macro macro, Arguments arguments) throws IOException {
    if (calls >= CALLS || !isGenerous()) {
      return List.of(Value.Unknown.VALUE);
    }
    Scope outside = scope;
    Scope inside = outside.layer();
    int place = 0;
    for (Statement.Parameter parameter : macro.parameters()) {
      Optional<Expression> given =
          arguments.get(parameter.name(), place++).or(parameter::otherwise);
      inside.set(parameter.name(), given.isPresent() ? evaluation.of(given.get()) : UNKNOWN);
    }
    scope = inside;
    calls++;
    List<Value> result = captured(macro.body());
    calls--;
    outside.joinNamespaces(inside);
    scope = outside;
    return result;
  }
}
