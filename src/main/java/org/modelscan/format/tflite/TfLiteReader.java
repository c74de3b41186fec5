package org.modelscan.format.tflite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Target;
import org.modelscan.format.flatbuffer.Flexbuffer;
import org.modelscan.format.flatbuffer.Table;
import org.modelscan.format.flatbuffer.Vector;
import org.modelscan.format.protobuf.Span;
import org.modelscan.format.tensorflow.SingleNode;

/**
 * Goes through all structures of a model, and states its custom operators and the numbers that lead
 * nowhere.
 */
final class TfLiteReader {
  private static final String FLEX = "Flex";
  private static final int STRINGS = 16;
  private static final int TEXT_LIMIT = 1024;

  private final Bytes content;
  private final Model model;
  private final Facts out;
  private final List<Model.OperatorCode> codes = new ArrayList<>();
  private final Set<Integer> defined = new HashSet<>();
  private final Map<String, Fact.OutOfRange> outOfRange = new LinkedHashMap<>();

  TfLiteReader(Bytes content, Model model, Facts out) {
    this.content = content;
    this.model = model;
    this.out = out;
  }

  void read() throws IOException {
    try {
      operatorCodes();
      for (long i = 0; i < model.subgraphs().length(); i++) {
        subgraph(model.subgraphs().table(i));
      }
      buffers();
      metadata();
      signatures();
    } finally {
      undefined();
      outOfRange.values().forEach(out::fact); // one of each kind: a damaged file has thousands
    }
  }

  private void operatorCodes() throws IOException {
    for (long i = 0; i < model.operatorCodes().length(); i++) {
      Model.OperatorCode code = Model.OperatorCode.of(model.operatorCodes().table(i));
      codes.add(code);
      out.budget().entries(codes.size());
      if (code.custom() && !code.name().startsWith(FLEX)) {
        out.fact(
            new Fact.Operator(
                code.position(),
                Fact.Operator.Framework.TENSORFLOW_LITE,
                code.name(),
                OperatorEffect.UNKNOWN,
                List.of(),
                "operator code " + i,
                "",
                ""));
      }
    }
  }

  /**
   * Flex operators that no node uses, or whose definition does not read: their name alone must do.
   */
  private void undefined() throws IOException {
    for (int i = 0; i < codes.size(); i++) {
      Model.OperatorCode code = codes.get(i);
      if (code.custom() && code.name().startsWith(FLEX) && !defined.contains(i)) {
        String name = code.name().substring(FLEX.length());
        SingleNode.named(name, code.position(), "operator code " + i, out);
      }
    }
  }

  private void subgraph(Table subgraph) throws IOException {
    Vector tensors = subgraph.vector(0, 4);
    for (long i = 0; i < tensors.length(); i++) {
      tensor(tensors.table(i));
    }
    indexes(subgraph, 1, tensors, "input of a subgraph");
    indexes(subgraph, 2, tensors, "output of a subgraph");
    Vector operators = subgraph.vector(3, 4);
    for (long i = 0; i < operators.length(); i++) {
      operator(operators.table(i), tensors, "operator " + i);
      out.budget().opcodes(1);
    }
  }

  private void tensor(Table tensor) throws IOException {
    tensor.vector(0, 4);
    tensor.vector(3, 1);
    check(
        tensor.u32(2, 0) < Math.max(1, model.buffers().length()),
        tensor,
        "buffer of a tensor",
        tensor.u32(2, 0));
  }

  private void operator(Table operator, Vector tensors, String where) throws IOException {
    indexes(operator, 1, tensors, "input of an operator");
    indexes(operator, 2, tensors, "output of an operator");
    indexes(operator, 8, tensors, "intermediate of an operator");
    operator.table(4);
    operator.table(12);
    long index = operator.u32(0, 0);
    if (!check(index < codes.size(), operator, "code of an operator", index)) {
      return;
    }
    Model.OperatorCode code = codes.get((int) index);
    if (code.custom() && code.name().startsWith(FLEX)) {
      flex(operator, tensors, (int) index, where);
    }
  }

  /**
   * The delegate runs what the definition in the options says, whatever the operator is called
   * (delegates/flex/kernel.cc).
   */
  private void flex(Table operator, Vector tensors, int code, String where) throws IOException {
    Span options = customOptions(operator);
    Bytes flexbuffer = content.slice(options.start(), options.length());
    SingleNode.Inputs inputs = input -> strings(operator, tensors, input);
    try {
      List<Span> strings = Flexbuffer.strings(flexbuffer);
      if (strings.size() > 1) {
        Span definition = strings.get(1);
        long offset = options.start() + definition.start();
        SingleNode.read(
            flexbuffer.slice(definition.start(), definition.length()), offset, inputs, where, out);
        defined.add(code);
      }
    } catch (MalformedInput damaged) {
      out.incomplete(
          options.start() + Math.max(0, damaged.offset()),
          "options of a Flex operator: " + damaged.reason());
    }
  }

  /** In the operator, or in a large model behind the FlatBuffer. */
  private Span customOptions(Table operator) throws IOException {
    long offset = operator.i64(9, 0);
    long length = operator.i64(10, 0);
    if (offset > 1) {
      boolean inside = length >= 0 && offset <= content.size() && length <= content.size() - offset;
      return check(inside, operator, "options of an operator", offset)
          ? new Span(offset, offset + length)
          : new Span(0, 0);
    }
    Vector options = operator.vector(5, 1);
    return new Span(options.position(), options.position() + options.length());
  }

  /**
   * The strings of an operator's input where it is a constant: a count, offsets, characters
   * (string_util.h).
   */
  private List<Target> strings(Table operator, Vector tensors, int input) throws IOException {
    Vector inputs = operator.vector(1, 4);
    if (input < 0 || input >= inputs.length()) {
      return List.of();
    }
    int index = inputs.i32(input);
    if (index < 0 || index >= tensors.length()) {
      return List.of();
    }
    Table tensor = tensors.table(index);
    long buffer = tensor.u32(2, 0);
    if (buffer == 0 || buffer >= model.buffers().length()) {
      return List.of(new Target(Target.Kind.CALLER, tensor.text(3, TEXT_LIMIT)));
    }
    Vector data = model.buffers().table(buffer).vector(0, 1);
    if (data.length() < 8) {
      return List.of(new Target(Target.Kind.CALLER, tensor.text(3, TEXT_LIMIT)));
    }
    Strings strings = new Strings(content.slice(data.position(), data.length()));
    return strings.first(STRINGS, TEXT_LIMIT).stream()
        .map(text -> new Target(Target.Kind.CONSTANT, text))
        .toList();
  }

  private void buffers() throws IOException {
    for (long i = 0; i < model.buffers().length(); i++) {
      Table buffer = model.buffers().table(i);
      buffer.vector(0, 1);
      long offset = buffer.i64(1, 0);
      long length = buffer.i64(2, 0);
      boolean inside =
          offset >= 0
              && length >= 0
              && offset <= content.size()
              && length <= content.size() - offset;
      check(offset <= 1 || inside, buffer, "data of a buffer", offset);
    }
  }

  private void metadata() throws IOException {
    Vector entries = model.root().vector(6, 4);
    for (long i = 0; i < entries.length(); i++) {
      Table entry = entries.table(i);
      check(
          entry.u32(1, 0) < Math.max(1, model.buffers().length()),
          entry,
          "buffer of metadata",
          entry.u32(1, 0));
    }
  }

  private void signatures() throws IOException {
    Vector signatures = model.root().vector(7, 4);
    for (long i = 0; i < signatures.length(); i++) {
      Table signature = signatures.table(i);
      long subgraph = signature.u32(4, 0);
      if (check(
          subgraph < model.subgraphs().length(), signature, "subgraph of a signature", subgraph)) {
        long tensors = model.subgraphs().table(subgraph).vector(0, 4).length();
        for (int field = 0; field < 2; field++) {
          Vector values = signature.vector(field, 4);
          for (long value = 0; value < values.length(); value++) {
            Table map = values.table(value);
            check(map.u32(1, 0) < tensors, map, "tensor of a signature", map.u32(1, 0));
          }
        }
      }
    }
  }

  /** Indexes of tensors; -1 stands for an optional tensor that is not there. */
  private void indexes(Table table, int field, Vector tensors, String what) throws IOException {
    Vector indexes = table.vector(field, 4);
    for (long i = 0; i < indexes.length(); i++) {
      int index = indexes.i32(i);
      check(index >= -1 && index < tensors.length(), table, what, index);
    }
  }

  private boolean check(boolean holds, Table table, String what, long number) {
    if (!holds) {
      outOfRange.putIfAbsent(
          what, new Fact.OutOfRange(table.position(), what, what + " = " + number));
    }
    return holds;
  }
}
