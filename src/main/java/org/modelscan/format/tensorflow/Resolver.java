package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.format.protobuf.Span;

/**
 * Follows a node's input back to where its value comes from: through nodes that pass strings on,
 * into and out of functions, to the constants of the file, its assets, or the caller.
 */
final class Resolver {
  private static final int MAX_DEPTH = 64;

  /**
   * No operating system takes longer paths; what stands behind so many letters is not looked at.
   */
  static final int TEXT_LIMIT = 4096;

  private final Graph graph;
  private final Assets assets;
  private final ObjectGraph objects;
  private final Budget budget;

  Resolver(Graph graph, Assets assets, ObjectGraph objects, Budget budget) {
    this.graph = graph;
    this.assets = assets;
    this.objects = objects;
    this.budget = budget;
  }

  /** Where an input of a node comes from; empty where the node has no such input. */
  List<Source> input(Node node, @Nullable Span within, int index) throws IOException {
    Trail trail = new Trail();
    if (index < node.inputs().size()) {
      follow(new Trail.Value(within, node.inputs().get(index)), 0, trail);
    }
    return List.copyOf(trail.sources);
  }

  /** The strings of an attribute; empty where the node does not have it. */
  List<Source> attribute(Node node, String key) throws IOException {
    Trail trail = new Trail();
    for (Span value : node.attribute(key)) {
      Values.visit(graph.at(value), trail);
    }
    return List.copyOf(trail.sources);
  }

  private void follow(Trail.Value value, int depth, Trail trail) throws IOException {
    trail.step();
    if (depth > MAX_DEPTH || trail.isTooLong()) {
      trail.add(Source.computed("too many nodes"));
      return;
    }
    if (!trail.visit(value)) {
      return;
    }
    budget.opcodes(1);
    Span within = value.within();
    if (within != null) {
      Function function = graph.function(within);
      int argument = function.argument(value.node());
      if (argument >= 0) {
        followArgument(function, argument, depth, trail);
        return;
      }
    }
    Optional<Node> node = graph.node(within, value.node());
    if (node.isEmpty()) {
      trail.add(Source.computed("a node that is not there"));
    } else {
      followNode(node.get(), value, depth, trail);
    }
  }

  private void followNode(Node node, Trail.Value value, int depth, Trail trail) throws IOException {
    Span within = value.within();
    switch (node.operator()) {
      case "Const", "HostConst", "_HostConst" -> followConstant(node, within, trail);
      case "Placeholder", "PlaceholderV2", "_Arg", "_DeviceArg" ->
          trail.add(Source.caller(node.name()));
      case "PlaceholderWithDefault" -> {
        trail.add(Source.caller(node.name()));
        followInput(node, 0, within, depth, trail);
      }
      // Operators that hand on, or take a part of, what comes in.
      case "BroadcastTo",
          "Copy",
          "CopyHost",
          "DebugIdentity",
          "DebugIdentityV2",
          "DebugIdentityV3",
          "EnsureShape",
          "Enter",
          "Exit",
          "ExpandDims",
          "Gather",
          "GatherNd",
          "GatherV2",
          "GuaranteeConst",
          "Identity",
          "NextIteration",
          "OnesLike",
          "PlaceholderWithoutDefault",
          "PreventGradient",
          "RandomShuffle",
          "RefEnter",
          "RefExit",
          "RefIdentity",
          "RefNextIteration",
          "RefSwitch",
          "Reshape",
          "Reverse",
          "ReverseV2",
          "ShardedFilename",
          "ShardedFilespec",
          "Slice",
          "Snapshot",
          "Squeeze",
          "StopGradient",
          "StridedSlice",
          "StringStrip",
          "Switch",
          "Tile",
          "Transpose",
          "Unique",
          "UniqueV2",
          "Unpack",
          "Where" ->
          followInput(node, 0, within, depth, trail);
      case "Fill", "Split" -> followInput(node, 1, within, depth, trail);
      case "IdentityN" -> followInput(node, value.output(), within, depth, trail);
      case "Select", "SelectV2" -> {
        followInput(node, 1, within, depth, trail);
        followInput(node, 2, within, depth, trail);
      }
      case "ConcatV2", "Concat", "Merge", "Pack", "ParallelConcat", "RefMerge" -> {
        for (int i = 0; i < node.inputs().size(); i++) {
          followInput(node, i, within, depth, trail);
        }
      }
      case "StringJoin" -> followJoin(node, within, depth, trail);
      case "ReadVariableOp", "Variable", "VariableV2", "VarHandleOp" ->
          trail.add(Source.computed("a variable"));
      default -> followCall(node, value.output(), within, depth, trail);
    }
  }

  private void followInput(Node node, int index, @Nullable Span within, int depth, Trail trail)
      throws IOException {
    if (index < node.inputs().size()) {
      follow(new Trail.Value(within, node.inputs().get(index)), depth + 1, trail);
    } else {
      trail.add(Source.computed(node.operator() + " without its input"));
    }
  }

  private void followConstant(Node node, @Nullable Span within, Trail trail) throws IOException {
    Optional<String> asset = within == null ? assets.file(node.name()) : Optional.empty();
    // Its path replaces the constant only while the model is initialised: later the constant itself
    // counts.
    asset.ifPresent(file -> trail.add(Source.asset(file)));
    int before = trail.sources.size();
    for (Span value : node.attribute("value")) {
      Values.visit(graph.at(value), trail);
    }
    if (trail.sources.size() == before && asset.isEmpty()) {
      trail.add(
          Source.constant("", null)); // a tensor of strings that lists none is one of empty strings
    }
  }

  /**
   * A path's beginning decides where it leads, so that it counts even where the rest is not known.
   */
  private void followJoin(Node join, @Nullable Span within, int depth, Trail trail)
      throws IOException {
    String separator = "";
    for (Source source : attribute(join, "separator")) {
      separator = source.target().value();
    }
    StringBuilder joined = new StringBuilder();
    for (int i = 0; i < join.inputs().size(); i++) {
      Trail part = new Trail(trail);
      followInput(join, i, within, depth, part);
      joined.append(i > 0 ? separator : "");
      if (part.sources.isEmpty()) {
        part.add(Source.computed("a loop"));
      }
      Source first = part.sources.iterator().next();
      if (part.sources.size() > 1 || !first.isConstant() || joined.length() > TEXT_LIMIT) {
        part.sources.forEach(source -> trail.add(joined(joined.toString(), source)));
        return;
      }
      joined.append(first.target().value());
    }
    trail.add(Source.constant(joined.toString(), null));
  }

  /** What is known of a path that goes on with a value which is not the only possible one. */
  private static Source joined(String before, Source next) {
    String value = before + next.target().value() + "…";
    return switch (next.target().kind()) {
      case CONSTANT -> Source.constant(value, null);
      case ASSET, COMPUTED -> Source.computed(value);
      case CALLER -> before.isEmpty() ? Source.caller(value) : Source.constant(before + "…", null);
    };
  }

  /** Into a function: its result is what its body returns. */
  private void followCall(Node node, int output, @Nullable Span within, int depth, Trail trail)
      throws IOException {
    Set<String> names = new LinkedHashSet<>();
    if (graph.hasFunction(node.operator())) {
      names.add(node.operator());
    } else if (FunctionCall.returnsResults(node.operator())) {
      names.addAll(FunctionCall.functions(graph, node));
    }
    boolean found = false;
    for (String name : names) {
      found |= followResult(name, output, depth, trail);
    }
    OptionalInt handedOn = FunctionCall.handedOn(node, output);
    if (handedOn.isPresent()) {
      followInput(node, handedOn.getAsInt(), within, depth, trail);
    }
    if (!found) {
      trail.add(Source.computed(node.operator()));
    }
  }

  /** What a function returns; false where it has no such result. */
  private boolean followResult(String name, int output, int depth, Trail trail) throws IOException {
    Optional<Function> function = graph.function(name);
    if (function.isEmpty() || output >= function.get().outputs().size()) {
      return false;
    }
    String result = function.get().returns().get(function.get().outputs().get(output));
    if (result == null) {
      return false;
    }
    follow(new Trail.Value(function.get().span(), result), depth + 1, trail);
    return true;
  }

  /** Out of a function: its argument is what its callers give, or what the model binds to it. */
  private void followArgument(Function function, int argument, int depth, Trail trail)
      throws IOException {
    boolean found = false;
    for (Graph.Call call : graph.calls(function.name())) {
      found = true;
      if (trail.isTooLong()) {
        break;
      }
      Node caller = graph.node(call.node());
      OptionalInt input = FunctionCall.input(graph, caller, function, argument);
      if (input.isPresent()) {
        followInput(caller, input.getAsInt(), call.within(), depth, trail);
      } else {
        trail.add(Source.computed(caller.operator()));
      }
      OptionalInt handedBack = FunctionCall.handedBack(caller, argument);
      if (handedBack.isPresent()) {
        for (String name : FunctionCall.functions(graph, caller)) {
          followResult(name, handedBack.getAsInt(), depth, trail);
        }
      }
    }
    for (ObjectGraph.Bound bound :
        objects.bound(function.name(), argument, function.inputs().size())) {
      found = true;
      switch (bound) {
        case ObjectGraph.Bound.Asset(int index) -> trail.add(Source.asset(assets.file(index)));
        case ObjectGraph.Bound.Constant(String node) ->
            follow(new Trail.Value(null, node), depth + 1, trail);
        case ObjectGraph.Bound.Other(String what) -> trail.add(Source.computed(what));
      }
    }
    if (!found) {
      trail.add(Source.caller(function.inputs().get(argument)));
    }
  }
}
