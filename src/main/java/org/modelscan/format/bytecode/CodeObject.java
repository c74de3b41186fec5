package org.modelscan.format.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A Python code object: one compiled function, class body, lambda or module. All text is as it
 * stands in the data.
 *
 * @param name the function's name ({@code co_name})
 * @param filename where its author compiled it ({@code co_filename})
 * @param firstLine its line there
 * @param arguments number of positional arguments
 * @param names globals, attributes and imports that its instructions refer to ({@code co_names})
 * @param variables its local variables, arguments first
 * @param strings strings and bytes among its constants; bytes as Latin-1 text
 * @param references what its instructions do with the names, in their order: {@code import os},
 *     {@code os.system}; empty where the instructions are of an unknown version
 * @param nested functions and classes inside it
 */
public record CodeObject(
    String name,
    String filename,
    int firstLine,
    int arguments,
    List<String> names,
    List<String> variables,
    List<String> strings,
    List<String> references,
    List<CodeObject> nested) {
  /** Copies the lists. */
  public CodeObject {
    names = List.copyOf(names);
    variables = List.copyOf(variables);
    strings = List.copyOf(strings);
    references = List.copyOf(references);
    nested = List.copyOf(nested);
  }

  /** The names of this and all nested ones, in the order of their first appearance. */
  public Set<String> allNames() {
    return all(CodeObject::names);
  }

  /** The string constants of this and all nested ones. */
  public Set<String> allStrings() {
    return all(CodeObject::strings);
  }

  /** The references of this and all nested ones. */
  public Set<String> allReferences() {
    return all(CodeObject::references);
  }

  private Set<String> all(Function<CodeObject, List<String>> part) {
    Set<String> found = new LinkedHashSet<>();
    Deque<CodeObject> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      CodeObject next = open.pop();
      found.addAll(part.apply(next));
      next.nested().reversed().forEach(open::push);
    }
    return found;
  }
}
