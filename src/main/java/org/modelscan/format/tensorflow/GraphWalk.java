package org.modelscan.format.tensorflow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * Goes through a GraphDef once: its nodes, and those of all functions of its library, used or not.
 */
final class GraphWalk {
  /** What is met on the way, in the order of the file. */
  interface Visitor {
    /**
     * A node.
     *
     * @param within the function that it stands in; null for the main graph
     */
    void node(Span node, String operator, @Nullable Span within) throws IOException;

    /** A function, after its nodes. */
    void function(Span function, String name) throws IOException;

    /**
     * A string in an attribute of a node or function.
     *
     * @param owner the node or function
     */
    void string(Message holder, Span string, Span owner) throws IOException;
  }

  /** Longer names are cut: no operator has one. */
  private static final int OPERATOR_LIMIT = 256;

  private final Visitor visitor;

  GraphWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  void graph(Message graph) throws IOException {
    while (graph.next()) {
      switch (graph.bytesField()) {
        case Fields.GRAPH_NODE -> node(graph.message(), graph.span(), null);
        case Fields.GRAPH_LIBRARY -> library(graph.message());
        default -> {}
      }
    }
  }

  private void library(Message library) throws IOException {
    while (library.next()) {
      if (library.bytesField() == Fields.LIBRARY_FUNCTION) {
        function(library.message(), library.span());
      }
    }
  }

  private void function(Message function, Span span) throws IOException {
    Strings strings = new Strings(span);
    String name = "";
    while (function.next()) {
      switch (function.bytesField()) {
        case Fields.FUNCTION_SIGNATURE -> name = signatureName(function.message(), name);
        case Fields.FUNCTION_NODE -> node(function.message(), function.span(), span);
        case Fields.FUNCTION_ATTRIBUTE -> Values.visitEntry(function.message(), strings);
        default -> {}
      }
    }
    visitor.function(span, name);
  }

  private static String signatureName(Message signature, String before) throws IOException {
    String name = before;
    while (signature.next()) {
      if (signature.bytesField() == Fields.SIGNATURE_NAME) {
        name = signature.text(Node.NAME_LIMIT);
      }
    }
    return name;
  }

  private void node(Message node, Span span, @Nullable Span within) throws IOException {
    Strings strings = new Strings(span);
    String operator = "";
    try {
      while (node.next()) {
        switch (node.bytesField()) {
          case Fields.NODE_OPERATOR -> operator = node.text(OPERATOR_LIMIT);
          case Fields.NODE_ATTRIBUTE -> Values.visitEntry(node.message(), strings);
          default -> {}
        }
      }
    } catch (MalformedInput damaged) {
      if (Operators.tensorFlow().find(operator).isPresent()) {
        visitor.node(span, operator, within); // the name of one that is not known may be cut
      }
      throw damaged;
    }
    visitor.node(span, operator, within);
  }

  private final class Strings implements Values.Visitor {
    private final Span owner;

    Strings(Span owner) {
      this.owner = owner;
    }

    @Override
    public void string(Message holder, Span string) throws IOException {
      visitor.string(holder, string, owner);
    }
  }
}
