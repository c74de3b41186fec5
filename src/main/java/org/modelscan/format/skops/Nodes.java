package org.modelscan.format.skops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.Import.Use;
import org.modelscan.fact.Symbol;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.pickle.Names;

/** The imports that the nodes of a schema make, each with what loading does to it. */
final class Nodes {
  static final String LOADER = "__loader__";

  private static final String CLASS = "__class__";
  private static final String MODULE = "__module__";
  private static final String CONTENT = "content";
  private static final String FUNCTION = "func";

  /** Nodes whose type is not imported: content in JSON, or an object that stood before. */
  private static final Set<String> PLAIN = Set.of("JsonNode", "CachedNode", "SliceNode");

  /** Nodes that call the type they name with their content. */
  private static final Set<String> CALLING =
      Set.of(
          "ConstructorFromReduceNode",
          "ListNode",
          "SetNode",
          "TupleNode",
          "DictNode",
          "NdArrayNode",
          "RandomStateNode",
          "RandomGeneratorNode",
          "LossNode",
          "TreeNode");

  private Nodes() {}

  /**
   * A node, and whether its parent calls what it gives: the types of a dictionary's keys are called
   * with each key.
   */
  private record Entry(Json value, boolean called) {}

  static List<Fact.Import> imports(JsonDocument document) {
    List<Fact.Import> found = new ArrayList<>();
    Deque<Entry> open = new ArrayDeque<>();
    document.root().ifPresent(root -> open.push(new Entry(root, false)));
    while (!open.isEmpty()) {
      Entry entry = open.pop();
      switch (entry.value()) {
        case Json.Members object -> {
          if (object.has(LOADER) || object.has(CLASS)) {
            add(object, entry.called(), found);
          }
          for (Json.Member member : object.members().reversed()) {
            boolean called =
                member.name().equals("key_types")
                    || (entry.called() && member.name().equals(CONTENT));
            open.push(new Entry(member.value(), called));
          }
        }
        case Json.Items items ->
            items.items().reversed().forEach(item -> open.push(new Entry(item, entry.called())));
        case Json.Text _, Json.Numeral _, Json.Word _ -> {}
      }
    }
    return found;
  }

  /** What a node names. */
  static Symbol named(Json.Members node) {
    return switch (node.text(LOADER).orElse("")) {
      // Whatever module the node states, the function is taken from operator (CVE-2025-54412).
      case "OperatorFuncNode" -> new Symbol("operator", node.text(CLASS).orElse(""));
      case "MethodNode" -> method(node);
      case "FunctionNode" -> function(node);
      default -> declared(node);
    };
  }

  private static void add(Json.Members node, boolean called, List<Fact.Import> found) {
    String loader = node.text(LOADER).orElse("");
    if (PLAIN.contains(loader)) {
      return;
    }
    Symbol named = named(node);
    Use use =
        switch (loader) {
          case "OperatorFuncNode" -> Use.CALLED;
          case "ObjectNode" -> Use.MADE;
          default -> CALLING.contains(loader) || called ? Use.CALLED : Use.IMPORTED;
        };
    // NumPy's scalars and arrays are made from arrays: a name of NumPy is judged as a name alone.
    boolean numpy = named.topPackage().equals("numpy");
    found.add(of(node, named, numpy && use == Use.CALLED ? Use.IMPORTED : use, loader));
    if (loader.equals("MethodNode") && !declared(node).equals(owner(node))) {
      // Before 0.12 the stated type was the one that was trusted, and not that of the object.
      found.add(of(node, declared(node), Use.IMPORTED, loader));
    }
  }

  private static Fact.Import of(Json.Members node, Symbol written, Use use, String loader) {
    String evidence = loader + (use == Use.IMPORTED ? " " : " calls ") + written;
    return new Fact.Import(
        node.offset(), Names.normalise(written), written, use, evidence, "schema.json: " + loader);
  }

  private static Symbol declared(Json.Members node) {
    return new Symbol(node.text(MODULE).orElse(""), node.text(CLASS).orElse(""));
  }

  /** The first protocol kept a function's name in the node's content. */
  private static Symbol function(Json.Members node) {
    Optional<Json.Members> content = content(node);
    return content.isPresent() && content.get().has("function")
        ? new Symbol(
            content.get().text("module_path").orElse(""), content.get().text("function").orElse(""))
        : declared(node);
  }

  /**
   * A method is taken from its object by name, which may be dotted or reach into the interpreter.
   */
  private static Symbol method(Json.Members node) {
    Symbol owner = owner(node);
    String function = content(node).flatMap(content -> content.text(FUNCTION)).orElse("");
    return new Symbol(owner.module(), owner.name() + "." + function);
  }

  private static Symbol owner(Json.Members node) {
    return content(node)
        .flatMap(content -> content.get("obj"))
        .map(object -> object instanceof Json.Members members ? declared(members) : declared(node))
        .orElse(declared(node));
  }

  private static Optional<Json.Members> content(Json.Members node) {
    return node.get(CONTENT)
        .flatMap(value ->
            value instanceof Json.Members members ? Optional.of(members) : Optional.empty());
  }
}
