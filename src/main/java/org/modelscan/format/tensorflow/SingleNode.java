package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Target;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * A TensorFlow operator outside of a graph, as TensorFlow Lite carries it: a NodeDef whose inputs
 * are elsewhere.
 */
public final class SingleNode {
  private static final int TEXT_LIMIT = 1024;
  private static final int WINDOW = 4096;

  /** What the inputs of the node are. */
  @FunctionalInterface
  public interface Inputs {
    /** The values of an input, by its number; empty where they are not known. */
    List<Target> of(int input) throws IOException;
  }

  private final String operator;
  private final Node node;
  private final Message message;
  private final Inputs inputs;

  private SingleNode(Node node, Message message, Inputs inputs) {
    this.operator = node.operator();
    this.node = node;
    this.message = message;
    this.inputs = inputs;
  }

  /**
   * States what a NodeDef does, where that is more than compute, and hands over graphs in its
   * strings.
   *
   * @param definition the NodeDef
   * @param offset where it lies, for the fact
   */
  public static void read(Bytes definition, long offset, Inputs inputs, String where, Facts out)
      throws IOException {
    Node node = Node.read(Message.of(definition, WINDOW));
    Message message = Message.again(definition, WINDOW);
    GraphReader strings = new GraphReader(definition, out);
    for (Span value : node.attributes().values().stream().flatMap(List::stream).toList()) {
      Values.visit(
          message.at(value),
          (holder, string) -> strings.string(holder, string, "graph in " + where));
    }
    new SingleNode(node, message, inputs).state(offset, where, out);
  }

  /** States what an operator does of which only the name is known. */
  public static void named(String operator, long offset, String where, Facts out)
      throws IOException {
    Bytes none = new HeapBytes(new byte[0]);
    Node node = new Node("", operator, List.of(), Map.of());
    new SingleNode(node, Message.again(none, WINDOW), _ -> List.of()).state(offset, where, out);
  }

  private void state(long offset, String where, Facts out) throws IOException {
    Optional<Operators.Entry> entry = Operators.tensorFlow().find(operator);
    if (entry.isPresent()) {
      out.fact(fact(entry.get(), offset, where));
    } else if (!Operators.tensorFlow().knows(operator)) {
      out.fact(fact(new Operators.Entry(OperatorEffect.UNKNOWN, List.of(), ""), offset, where));
    }
  }

  private Fact fact(Operators.Entry entry, long offset, String where) throws IOException {
    List<String> names = Operators.tensorFlow().inputs(operator);
    StringJoiner call = new StringJoiner(", ", operator + "(", ")");
    List<Target> targets = new ArrayList<>();
    for (String name : entry.targets()) {
      List<Target> values =
          name.startsWith("@") ? attribute(name.substring(1)) : inputs.of(names.indexOf(name));
      values.forEach(value -> call.add(name.replaceFirst("^@", "") + "=" + value));
      targets.addAll(values);
    }
    return new Fact.Operator(
        offset,
        Fact.Operator.Framework.TENSORFLOW_LITE,
        operator,
        entry.effect(),
        targets,
        where,
        entry.reason(),
        call.toString());
  }

  private List<Target> attribute(String key) throws IOException {
    List<Target> values = new ArrayList<>();
    for (Span value : node.attribute(key)) {
      Values.visit(
          message.at(value),
          (holder, string) ->
              values.add(new Target(Target.Kind.CONSTANT, holder.textAt(string, TEXT_LIMIT))));
    }
    return values;
  }
}
