package org.modelscan.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Symbol;
import org.modelscan.rule.ImportLists.Entry;
import org.modelscan.rule.Judge.Verdict;

/**
 * Judges what Keras configurations name and carry. The Keras version that a file states is not
 * asked for: whoever made the file wrote it.
 */
final class KerasJudge {
  /**
   * Packages whose classes a configuration names in the ordinary course: the loaders' own list, and
   * TensorFlow.
   */
  private static final Set<String> KERAS_PACKAGES =
      Set.of("keras", "tf_keras", "keras_core", "tensorflow", "keras_hub", "keras_cv", "keras_nlp");

  /** Parts of the Keras packages that hold no layers, losses or the like. */
  private static final Set<String> UTILITY_MODULES =
      Set.of(
          "utils",
          "config",
          "saving",
          "preprocessing",
          "datasets",
          "callbacks",
          "export",
          "wrappers",
          "visualization",
          "distribution",
          "tree");

  /** Parts of tensorflow.python that layers, types and functions on tensors come from. */
  private static final Set<String> TENSOR_MODULES =
      Set.of("keras", "ops", "framework", "feature_column", "data");

  private static final int SHOWN_NAMES = 12;

  private final ImportLists lists;
  private final NameList utilities = new NameList("keras/utilities");
  private final NameList system = new NameList("keras/system");
  private final NameList arithmetic = new NameList("keras/arithmetic");
  private final NameList classes = new NameList("keras/classes");

  KerasJudge(ImportLists lists) {
    this.lists = lists;
  }

  Optional<Verdict> judge(Fact.ConfiguredObject object) {
    Symbol symbol = object.symbol();
    String top = symbol.topPackage();
    if (symbol.name().equals("TorchModuleWrapper")) {
      return verdict(
          RuleId.KERAS_TORCH_MODULE,
          object,
          "carries a PyTorch module as a pickle, which loading it runs");
    }
    if (KERAS_PACKAGES.contains(top)) {
      return ofKeras(object);
    }
    Optional<Entry> dangerous =
        Stream.of(symbol, new Symbol(symbol.module(), object.registeredName()))
            .flatMap(named -> lists.find(named).stream())
            .filter(entry -> isDangerous(entry.kind()))
            .findFirst();
    if (dangerous.isPresent()) {
      return verdict(
          RuleId.KERAS_DANGEROUS_IMPORT,
          object,
          "imports " + symbol + ": " + dangerous.get().reason());
    }
    Optional<String> leadsTo = system.find(top);
    if (leadsTo.isPresent() && !top.equals("builtins")) {
      return verdict(
          RuleId.KERAS_DANGEROUS_IMPORT,
          object,
          "imports " + symbol + ", which leads to " + leadsTo.get());
    }
    return switch (top) {
      case "" ->
          symbol.module().isEmpty()
              ? nameless(object)
              : verdict(
                  RuleId.KERAS_FOREIGN_OBJECT,
                  object,
                  "imports " + symbol + ", which is no part of Keras");
      case "builtins" -> builtin(object);
      case "__main__" -> custom(object);
      default ->
          object.registeredName().contains(">") && !lists.isKnown(top)
              ? custom(object)
              : verdict(
                  RuleId.KERAS_FOREIGN_OBJECT,
                  object,
                  "imports " + symbol + ", which is no part of Keras");
    };
  }

  private Optional<Verdict> ofKeras(Fact.ConfiguredObject object) {
    Symbol symbol = object.symbol();
    String[] path = symbol.toString().split("\\.");
    for (String part : path) {
      Optional<String> reason = utilities.find(part);
      if (reason.isPresent()) {
        return verdict(RuleId.KERAS_UTILITY_CALL, object, "names " + symbol + ": " + reason.get());
      }
    }
    for (String part : path) {
      Optional<String> leadsTo = system.find(part);
      if (leadsTo.isPresent()) {
        return verdict(
            RuleId.KERAS_DANGEROUS_IMPORT,
            object,
            "imports " + symbol + ", which leads to " + leadsTo.get());
      }
    }
    Optional<Entry> entry =
        lists.find(symbol).filter(found -> symbol.topPackage().equals("tensorflow"));
    if (entry.isPresent() && isDangerous(entry.get().kind())) {
      return verdict(
          RuleId.KERAS_UTILITY_CALL, object, "names " + symbol + ": " + entry.get().reason());
    }
    String name = path[path.length - 1];
    boolean internal =
        path.length > 3
            && path[0].equals("tensorflow")
            && path[1].equals("python")
            && !TENSOR_MODULES.contains(path[2]);
    if ((internal || Stream.of(path).limit(path.length - 1L).anyMatch(UTILITY_MODULES::contains))
        && !classes.contains(name)) {
      return verdict(
          RuleId.KERAS_FOREIGN_OBJECT, object, "names " + symbol + ", which is no part of a model");
    }
    return Optional.empty();
  }

  /**
   * Without a module a name stands for one of Keras' own objects, or for one that the program must
   * bring.
   */
  private Optional<Verdict> nameless(Fact.ConfiguredObject object) {
    String name = object.symbol().name();
    boolean known =
        object.role() == Fact.ConfiguredObject.Role.FUNCTION
            || name.isEmpty()
            || classes.contains(name);
    return known ? Optional.empty() : custom(object);
  }

  /**
   * A function of module {@code builtins} is one of Keras' own, looked up by its name, or one that
   * the program brings.
   */
  private Optional<Verdict> builtin(Fact.ConfiguredObject object) {
    String name = object.symbol().name();
    Optional<Entry> entry = lists.find(object.symbol());
    if (entry.isPresent() && entry.get().kind() != ImportClass.SAFE) {
      return verdict(
          RuleId.KERAS_FOREIGN_OBJECT,
          object,
          "imports " + object.symbol() + ": " + entry.get().reason());
    }
    return entry.isPresent() || arithmetic.contains(name) || classes.contains(name)
        ? Optional.empty()
        : custom(object);
  }

  private static Optional<Verdict> custom(Fact.ConfiguredObject object) {
    String name =
        object.registeredName().isEmpty() ? object.symbol().toString() : object.registeredName();
    return verdict(
        RuleId.KERAS_CUSTOM_OBJECT, object, "needs " + name + ", code that is not in the file");
  }

  private static Optional<Verdict> verdict(
      RuleId rule, Fact.ConfiguredObject object, String message) {
    String evidence = object.where().isEmpty() ? "" : object.symbol() + " in " + object.where();
    return Optional.of(new Verdict(rule, object.symbol().toString(), message, evidence));
  }

  /** What leads elsewhere by its operands is no part of Keras, but not dangerous by itself. */
  private static boolean isDangerous(ImportClass kind) {
    return switch (kind) {
      case SAFE, VALUE, INSTANCE, INDIRECT, IMPORTER, NESTED, UNKNOWN -> false;
      case BYTECODE, COMMAND, CODE, NATIVE, DESERIALISES, WRITES, READS, NETWORK, INTERPRETER ->
          true;
    };
  }

  Verdict judge(Fact.LayerCode code) {
    List<String> reaching = named(code, name -> system.contains(name) || utilities.contains(name));
    if (!reaching.isEmpty()) {
      return code(
          RuleId.KERAS_LAMBDA_SYSTEM_ACCESS,
          code,
          "carries code that names "
              + String.join(", ", reaching)
              + " and runs when the model is loaded or used");
    }
    List<String> others = named(code, name -> !arithmetic.contains(name));
    if (code.readable() && others.isEmpty()) {
      return code(
          RuleId.KERAS_LAMBDA_ARITHMETIC,
          code,
          "carries code that, by all it names, computes on tensors");
    }
    String names = others.isEmpty() ? "cannot be read" : "names " + String.join(", ", others);
    return code(
        RuleId.KERAS_LAMBDA,
        code,
        "carries code that " + names + " and runs when the model is loaded or used");
  }

  private static Verdict code(RuleId rule, Fact.LayerCode code, String message) {
    String evidence = code.evidence().isEmpty() ? "" : code.where() + ": " + code.evidence();
    return new Verdict(rule, code.where(), message, evidence);
  }

  /** The names, taken apart at their dots, that are of some kind; as many as are shown. */
  private static List<String> named(Fact.LayerCode code, Predicate<String> kind) {
    return code.names().stream()
        .filter(name -> Stream.of(name.split("\\.")).anyMatch(kind))
        .distinct()
        .limit(SHOWN_NAMES)
        .toList();
  }
}
