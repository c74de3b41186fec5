package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Target;
import org.modelscan.format.protobuf.FieldTest;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * States what the operators of a graph do. One pass over all nodes keeps only those that do more
 * than compute; what these work on is looked up afterwards, when all of the graph is known.
 */
final class GraphReader {
  /** Shortest GraphDef that holds a node with an operator. */
  private static final int SHORTEST_GRAPH = 8;

  private static final int SHOWN_INPUTS = 6;
  private static final int SHOWN_TEXT = 200;

  /**
   * A node that does more than compute.
   *
   * @param within the function that it stands in; null for the main graph
   */
  private record Occurrence(
      Span node, @Nullable Span within, String operator, Operators.Entry entry) {}

  private final Bytes content;
  private final Facts out;
  private final Graph graph;
  private final Assets assets = new Assets();
  private final ObjectGraph objects;
  private final Resolver resolver;
  private final List<Occurrence> occurrences = new ArrayList<>();
  private final Map<String, Occurrence> unknown = new LinkedHashMap<>();

  GraphReader(Bytes content, Facts out) throws IOException {
    Budget budget = out.budget();
    this.content = content;
    this.out = out;
    this.graph = new Graph(content, budget);
    this.objects = new ObjectGraph(graph, budget);
    this.resolver = new Resolver(graph, assets, objects, budget);
  }

  Assets assets() {
    return assets;
  }

  ObjectGraph objects() {
    return objects;
  }

  /** Passes over a GraphDef; the message stands before its first field. */
  void read(Message graphDef, Span span) throws IOException {
    graph.addPart(span);
    new GraphWalk(new Pass()).graph(graphDef);
  }

  /** Hands over a string that is a graph by itself, such as a data set's. */
  void string(Message holder, Span string, String name) throws IOException {
    if (isGraph(holder, string)) {
      out.member(name, content.slice(string.start(), string.length()));
    }
  }

  /** States the facts of everything that was passed over. */
  void conclude() throws IOException {
    for (Occurrence occurrence : occurrences) {
      state(occurrence);
    }
    for (Map.Entry<String, Occurrence> entry : unknown.entrySet()) {
      if (!graph.hasFunction(entry.getKey())) {
        state(entry.getValue());
      }
    }
  }

  private final class Pass implements GraphWalk.Visitor {
    private static final int NODES_A_CHARGE = 1024;

    private final Operators operators = Operators.tensorFlow();
    private int uncharged;

    @Override
    public void node(Span node, String operator, @Nullable Span within) throws IOException {
      if (++uncharged == NODES_A_CHARGE) {
        out.budget().opcodes(uncharged);
        uncharged = 0;
      }
      Optional<Operators.Entry> entry = operators.find(operator);
      if (entry.isPresent()) {
        out.budget().entries(occurrences.size() + 1L);
        occurrences.add(new Occurrence(node, within, operator, entry.get()));
      } else if (!operators.knows(operator) && !unknown.containsKey(operator)) {
        out.budget().entries(unknown.size() + 1L);
        unknown.put(
            operator,
            new Occurrence(
                node,
                within,
                operator,
                new Operators.Entry(OperatorEffect.UNKNOWN, List.of(), "")));
      }
    }

    @Override
    public void function(Span function, String name) throws IOException {
      graph.addFunction(name, function);
    }

    @Override
    public void string(Message holder, Span string, Span owner) throws IOException {
      if (isGraph(holder, string)) {
        Node node = graph.node(owner);
        GraphReader.this.string(
            holder, string, "graph in " + (node.name().isEmpty() ? "a function" : node.name()));
      }
    }
  }

  private static boolean isGraph(Message holder, Span string) throws IOException {
    if (string.length() < SHORTEST_GRAPH) {
      return false;
    }
    return shows(holder.at(string), Evidence::ofGraph)
        || shows(holder.at(string), Evidence::ofMetaGraph)
        || shows(holder.at(string), Evidence::ofSavedModel);
  }

  private static boolean shows(Message message, FieldTest test) throws IOException {
    try {
      return FieldTest.any(message, test);
    } catch (MalformedInput noMessage) {
      return false;
    }
  }

  private void state(Occurrence occurrence) throws IOException {
    try {
      out.fact(fact(occurrence));
    } catch (MalformedInput damaged) {
      // What cannot be followed hides neither this operator nor others.
      out.incomplete(damaged.offset(), damaged.reason());
      out.fact(
          new Fact.Operator(
              occurrence.node().start(),
              Fact.Operator.Framework.TENSORFLOW,
              occurrence.operator(),
              occurrence.entry().effect(),
              List.of(),
              "a node that is damaged",
              occurrence.entry().reason(),
              ""));
    }
  }

  private Fact fact(Occurrence occurrence) throws IOException {
    Node node = graph.node(occurrence.node());
    Operators.Entry entry = occurrence.entry();
    List<Target> targets = new ArrayList<>();
    for (String name : entry.targets()) {
      for (Source source : sources(node, occurrence.within(), name)) {
        targets.add(
            entry.effect() == OperatorEffect.RUNS_GRAPH ? graphTarget(source) : source.target());
      }
    }
    return new Fact.Operator(
        occurrence.node().start(),
        Fact.Operator.Framework.TENSORFLOW,
        node.operator(),
        entry.effect(),
        targets.stream().distinct().toList(),
        where(node, occurrence.within()),
        entry.reason(),
        evidence(node, occurrence));
  }

  private List<Source> sources(Node node, @Nullable Span within, String target) throws IOException {
    if (target.startsWith("@")) {
      return resolver.attribute(node, target.substring(1));
    }
    int input = Operators.tensorFlow().inputs(node.operator()).indexOf(target);
    return input < 0 ? List.of() : resolver.input(node, within, input);
  }

  /** A graph that is a constant was read with its node, if it reads as a graph. */
  private Target graphTarget(Source source) throws IOException {
    Span string = source.string();
    if (string == null && !source.isConstant()) {
      return source.target();
    }
    return string != null && isGraph(graph.at(string), string)
        ? new Target(Target.Kind.CONSTANT, source.target().value())
        : new Target(Target.Kind.COMPUTED, "a string that does not read as a graph");
  }

  private String where(Node node, @Nullable Span within) throws IOException {
    return within == null
        ? "node " + node.name()
        : "node " + node.name() + " of function " + graph.function(within).name();
  }

  /** The operator as a call: its first inputs and the attributes that it works on. */
  private String evidence(Node node, Occurrence occurrence) throws IOException {
    StringJoiner call = new StringJoiner(", ", node.operator() + "(", ")");
    List<String> names = Operators.tensorFlow().inputs(node.operator());
    for (int i = 0; i < Math.min(names.size(), SHOWN_INPUTS); i++) {
      List<Source> sources = resolver.input(node, occurrence.within(), i);
      if (!sources.isEmpty()) {
        call.add(names.get(i) + "=" + shown(sources));
      }
    }
    for (String target : occurrence.entry().targets()) {
      if (target.startsWith("@")) {
        List<Source> sources = resolver.attribute(node, target.substring(1));
        if (!sources.isEmpty()) {
          call.add(target.substring(1) + "=" + shown(sources));
        }
      }
    }
    return call.toString();
  }

  private static String shown(List<Source> sources) {
    Target first = sources.getFirst().target();
    String text = first.toString();
    String cut = text.length() > SHOWN_TEXT ? text.substring(0, SHOWN_TEXT) + "…" : text;
    String more = sources.size() > 1 ? " and " + (sources.size() - 1) + " more" : "";
    return (first.kind() == Target.Kind.CONSTANT ? "'" + cut + "'" : cut) + more;
  }
}
