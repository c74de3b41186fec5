package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A graph with its function library: where its parts lie, and how a node is found again by its
 * name. A graph of millions of nodes is never kept; indexes are made when something is first looked
 * up, which in most graphs nothing is.
 */
final class Graph {
  /**
   * Node indexes of functions that are kept at once; a function's own nodes are looked up one after
   * the other.
   */
  private static final int BODIES = 8;

  private static final int LOOKUP_WINDOW = 2048;

  /**
   * A node that names a function, as a call or as an attribute.
   *
   * @param within the function that it stands in; null for the main graph
   */
  record Call(Span node, @Nullable Span within) {}

  /** Where all of a graph is gone through. */
  private final Message root;

  /** Where one message is looked up after the other. */
  private final Message lookup;

  private final Budget budget;
  private final List<Span> parts = new ArrayList<>(1);
  private final NameIndex functions;
  private final Map<Span, NameIndex> bodies = new HashMap<>();
  private @Nullable NameIndex mainNodes;
  private @Nullable Function lastFunction;
  private @Nullable Map<String, List<Call>> calls;
  private long callCount;

  Graph(Bytes content, Budget budget) throws IOException {
    this.root = Message.again(content, Message.WINDOW);
    this.lookup = Message.again(content, LOOKUP_WINDOW);
    this.budget = budget;
    this.functions = new NameIndex(budget);
  }

  /** Adds a GraphDef: parsers merge several into one. */
  void addPart(Span part) {
    parts.add(part);
  }

  void addFunction(String name, Span function) throws IOException {
    functions.add(name, function);
  }

  /** Whether the library has a function of this name. */
  boolean hasFunction(String name) throws IOException {
    return function(name).isPresent();
  }

  /** The function of a name. */
  Optional<Function> function(String name) throws IOException {
    for (Span span : functions.find(name)) {
      Function function = function(span);
      if (function.name().equals(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  /** The function that lies at a span. */
  Function function(Span span) throws IOException {
    Function function = lastFunction;
    if (function == null || !function.span().equals(span)) {
      function = Function.read(lookup.at(span), span);
      lastFunction = function;
    }
    return function;
  }

  /** The node that lies at a span. */
  Node node(Span span) throws IOException {
    return Node.read(lookup.at(span));
  }

  /** The node of a name, in a function or in the main graph. */
  Optional<Node> node(@Nullable Span within, String name) throws IOException {
    for (Span span : nodes(within).find(name)) {
      Node node = node(span);
      if (node.name().equals(name)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** A message of this graph by its span. */
  Message at(Span span) {
    return lookup.at(span);
  }

  /** All nodes that name a function of the library. */
  List<Call> calls(String function) throws IOException {
    if (calls == null) {
      calls = findCalls();
    }
    return calls.getOrDefault(function, List.of());
  }

  private NameIndex nodes(@Nullable Span within) throws IOException {
    NameIndex index = within == null ? mainNodes : bodies.get(within);
    if (index == null) {
      index = new NameIndex(budget);
      if (within == null) {
        for (Span part : parts) {
          index(root.at(part), Fields.GRAPH_NODE, index);
        }
        mainNodes = index;
      } else {
        index(root.at(within), Fields.FUNCTION_NODE, index);
        if (bodies.size() == BODIES) {
          bodies.clear();
        }
        bodies.put(within, index);
      }
    }
    return index;
  }

  private void index(Message container, int field, NameIndex into) throws IOException {
    while (container.next()) {
      if (container.bytesField() == field) {
        Message node = container.message();
        String name = "";
        while (node.next()) {
          if (node.bytesField() == Fields.NODE_NAME) {
            name = node.text(Node.NAME_LIMIT);
          }
        }
        into.add(name, container.span());
        budget.opcodes(1);
      }
    }
  }

  private Map<String, List<Call>> findCalls() throws IOException {
    Map<String, List<Call>> found = new HashMap<>();
    for (Span part : parts) {
      Message graph = root.at(part);
      while (graph.next()) {
        switch (graph.bytesField()) {
          case Fields.GRAPH_NODE -> call(graph.message(), new Call(graph.span(), null), found);
          case Fields.GRAPH_LIBRARY -> {
            Message library = graph.message();
            while (library.next()) {
              if (library.bytesField() == Fields.LIBRARY_FUNCTION) {
                callsWithin(library.message(), library.span(), found);
              }
            }
          }
          default -> {}
        }
      }
    }
    return found;
  }

  private void callsWithin(Message function, Span span, Map<String, List<Call>> found)
      throws IOException {
    while (function.next()) {
      if (function.bytesField() == Fields.FUNCTION_NODE) {
        call(function.message(), new Call(function.span(), span), found);
      }
    }
  }

  private void call(Message node, Call call, Map<String, List<Call>> found) throws IOException {
    Set<String> names = new HashSet<>();
    Values.Visitor visitor =
        new Values.Visitor() {
          @Override
          public void string(Message holder, Span string) {}

          @Override
          public void function(String name) {
            names.add(name);
          }
        };
    while (node.next()) {
      switch (node.bytesField()) {
        case Fields.NODE_OPERATOR -> {
          String operator = node.text(Node.NAME_LIMIT);
          if (!Operators.tensorFlow().knows(operator)) {
            names.add(operator);
          }
        }
        case Fields.NODE_ATTRIBUTE -> Values.visitEntry(node.message(), visitor);
        default -> {}
      }
    }
    for (String name : names) {
      if (!functions.find(name).isEmpty()) {
        found.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(call);
        budget.entries(++callCount);
      }
    }
    budget.opcodes(1);
  }
}
