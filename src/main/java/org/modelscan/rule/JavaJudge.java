package org.modelscan.rule;

import java.util.Optional;
import org.modelscan.fact.Fact;
import org.modelscan.rule.Judge.Verdict;

/**
 * Judges Java classes that reading a model loads. The lists lie in {@code org/modelscan/java}: a
 * line is a class, or a package that ends in a dot, and the reason.
 */
final class JavaJudge {
  private final NameList gadgets = new NameList("java/gadgets");
  private final NameList libraries = new NameList("java/libraries");

  Optional<Verdict> judge(Fact.JavaClass named) {
    String name = elementType(named.name());
    if (name.isEmpty()) {
      return Optional.empty(); // an array of numbers
    }
    Optional<String> gadget = find(gadgets, name);
    if (gadget.isPresent()) {
      return verdict(RuleId.JAVA_GADGET_CLASS, name, "names " + name + ": " + gadget.get(), named);
    }
    boolean known = find(libraries, name).isPresent();
    return switch (named.how()) {
      case SERIALIZED ->
          known
              ? verdict(
                  RuleId.JAVA_SERIALIZED_OBJECT, "", "is read by Java's own serialization", named)
              : verdict(
                  RuleId.JAVA_UNKNOWN_CLASS,
                  name,
                  "is read by Java's own serialization and names " + name,
                  named);
      case NAMED ->
          known
              ? Optional.empty()
              : verdict(
                  RuleId.JAVA_CLASS_BY_NAME,
                  name,
                  "makes its reader load " + name + ", which is no part of its library",
                  named);
    };
  }

  /** A class by its own name or by that of any package around it. */
  private static Optional<String> find(NameList list, String name) {
    Optional<String> found = list.find(name);
    for (int dot = name.lastIndexOf('.');
        found.isEmpty() && dot >= 0;
        dot = name.lastIndexOf('.', dot - 1)) {
      found = list.find(name.substring(0, dot + 1));
    }
    return found;
  }

  /** The class of an array's elements; empty for those of primitive types. */
  private static String elementType(String name) {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    return name.startsWith("L", dimensions) && name.endsWith(";")
        ? name.substring(dimensions + 1, name.length() - 1)
        : "";
  }

  private static Optional<Verdict> verdict(
      RuleId rule, String symbol, String message, Fact.JavaClass named) {
    return Optional.of(new Verdict(rule, symbol, message, named.name()));
  }
}
