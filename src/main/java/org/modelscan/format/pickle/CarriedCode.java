package org.modelscan.format.pickle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.format.bytecode.Marshalled;

/**
 * Reads what a pickled code object names, from the operands of {@code types.CodeType}. Their number
 * differs between versions of Python, but their order around the bytecode does not: numbers, the
 * bytecode, constants, names, variables, file name, function name.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Objects/codeobject.c">codeobject.c</a>
 */
final class CarriedCode {
  private static final int MOST_NUMBERS = 8;

  /** String constants that evidence shows. */
  private static final int SHOWN = 8;

  private final Machine machine;
  private final Values values;
  private final Budget budget;

  CarriedCode(Machine machine, Budget budget) {
    this.machine = machine;
    this.values = machine.values();
    this.budget = budget;
  }

  /** What marshalled bytes state, where the value is such. */
  Optional<Fact.EmbeddedCode> marshalled(long value, long at) throws IOException {
    Optional<Bytes> content = values.content(value);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    Marshalled read = Marshalled.read(content.get(), budget);
    if (!read.hasCode()) {
      return Optional.empty();
    }
    return Optional.of(
        fact(
            at,
            "def " + read.code().getFirst().name() + "(): ",
            List.copyOf(read.allReferences().isEmpty() ? read.allNames() : read.allReferences()),
            read.allStrings()));
  }

  /** What the code object that these operands make states. */
  Fact.EmbeddedCode fact(long operands, long at) throws IOException {
    int bytecode = 0;
    while (bytecode < MOST_NUMBERS && isNumber(values.element(operands, bytecode))) {
      bytecode++;
    }
    List<String> constants = texts(values.element(operands, bytecode + 1));
    List<String> names = texts(values.element(operands, bytecode + 2));
    Optional<String> function = values.text(values.element(operands, bytecode + 5));
    return fact(at, "def " + function.orElse("…") + "(): ", names, constants);
  }

  private Fact.EmbeddedCode fact(
      long at, String head, List<String> names, Collection<String> constants) {
    StringBuilder evidence = new StringBuilder(head).append(String.join(", ", names));
    constants.stream()
        .limit(SHOWN)
        .forEach(constant ->
            evidence.append(' ').append(PythonText.literal(constant, Expression.SHOWN / 2)));
    return new Fact.EmbeddedCode(
        at,
        machine.imports().codePickler(),
        names,
        Fact.EmbeddedCode.Use.CARRIED,
        evidence.toString());
  }

  private static boolean isNumber(long value) {
    return Value.kind(value) == Value.CONSTANT;
  }

  private List<String> texts(long tuple) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < Math.min(values.length(tuple), Tuples.KEPT); i++) {
      values.text(values.element(tuple, i)).ifPresent(texts::add);
    }
    return texts;
  }
}
