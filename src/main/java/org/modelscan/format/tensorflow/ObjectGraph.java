package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A SavedObjectGraph: the Python objects that a TensorFlow 2 model is loaded as, and what is bound
 * to their functions. Read when it is first asked for.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_object_graph.proto">
 *     saved_object_graph.proto</a>
 */
final class ObjectGraph {
  static final int OBJECT = 1;
  static final int CONCRETE_FUNCTION = 2;
  static final int USER_OBJECT = 4;
  static final int ASSET = 5;
  static final int VARIABLE = 7;
  static final int CONSTANT = 9;
  static final int IDENTIFIER = 1;
  static final int METADATA = 3;

  /** What stands behind an argument that is not given by a caller. */
  sealed interface Bound {
    /** A file of the model, by its index. */
    record Asset(int index) implements Bound {}

    /** A constant of the main graph, by its node's name. */
    record Constant(String node) implements Bound {}

    /** Anything else, such as a variable. */
    record Other(String what) implements Bound {}
  }

  private final List<Span> parts = new ArrayList<>(1);
  private final Graph graph;
  private final Budget budget;
  private final List<Span> objects = new ArrayList<>();
  private @Nullable NameIndex concreteFunctions;

  ObjectGraph(Graph graph, Budget budget) {
    this.graph = graph;
    this.budget = budget;
  }

  void addPart(Span part) {
    parts.add(part);
  }

  /**
   * What is bound to the argument of a function that has so many of them: bound inputs are its last
   * ones. Of a function that is there twice, parsers take the last; all count.
   */
  List<Bound> bound(String function, int argument, int arguments) throws IOException {
    List<Bound> bound = new ArrayList<>(1);
    for (Span entry : functions().find(function)) {
      Message fields = graph.at(entry);
      String name = "";
      List<Long> inputs = new ArrayList<>();
      while (fields.next()) {
        switch (fields.bytesField()) {
          case Fields.KEY -> name = fields.text(Node.NAME_LIMIT);
          case Fields.VALUE -> boundInputs(fields.message(), inputs);
          default -> {}
        }
      }
      int index = argument - (arguments - inputs.size());
      if (name.equals(function) && index >= 0) {
        long object = inputs.get(index);
        bound.add(
            object >= 0 && object < objects.size()
                ? bound(graph.at(objects.get((int) object)))
                : new Bound.Other("an object that is not there"));
      }
    }
    return bound;
  }

  private static Bound bound(Message object) throws IOException {
    Bound bound = new Bound.Other("a resource");
    while (object.next()) {
      switch (object.bytesField()) {
        case ASSET -> {
          Message asset = object.message();
          int index = 0;
          while (asset.next()) {
            if (asset.varintField() == 1) {
              index = (int) asset.value();
            }
          }
          bound = new Bound.Asset(index);
        }
        case CONSTANT -> {
          Message constant = object.message();
          while (constant.next()) {
            if (constant.bytesField() == 1) {
              bound = new Bound.Constant(constant.text(Node.NAME_LIMIT));
            }
          }
        }
        case VARIABLE -> bound = new Bound.Other("a variable");
        default -> {}
      }
    }
    return bound;
  }

  /** SavedConcreteFunction.bound_inputs (2). */
  private void boundInputs(Message function, List<Long> into) throws IOException {
    while (function.next()) {
      if (function.number() == 2) {
        Message.Integers inputs = function.integers();
        while (inputs.more()) {
          into.add(inputs.next());
          budget.entries(into.size());
        }
      }
    }
  }

  private NameIndex functions() throws IOException {
    if (concreteFunctions == null) {
      NameIndex index = new NameIndex(budget);
      for (Span part : parts) {
        Message fields = graph.at(part);
        while (fields.next()) {
          switch (fields.bytesField()) {
            case OBJECT -> {
              objects.add(fields.span());
              budget.entries(objects.size());
            }
            case CONCRETE_FUNCTION -> index.add(key(fields.message()), fields.span());
            default -> {}
          }
        }
      }
      concreteFunctions = index;
    }
    return concreteFunctions;
  }

  private static String key(Message entry) throws IOException {
    String key = "";
    while (entry.next()) {
      if (entry.bytesField() == Fields.KEY) {
        key = entry.text(Node.NAME_LIMIT);
      }
    }
    return key;
  }
}
