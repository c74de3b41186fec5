package org.modelscan.format.paddle;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;

/**
 * A program of PaddlePaddle ({@code .pdmodel}, {@code __model__}).
 *
 * @see <a
 *     href="https://github.com/PaddlePaddle/Paddle/blob/develop/paddle/fluid/framework/framework.proto">framework.proto</a>
 */
public final class PaddleProgram implements Format {
  private static final int BLOCKS = 1;
  private static final int OPERATORS = 4;
  private static final int OPERATOR_TYPE = 3;
  private static final int TEXT_LIMIT = 256;

  @Override
  public Identity identity() {
    return new Identity(
        "paddle-program",
        "PaddlePaddle program",
        Identity.Kind.MODEL,
        "a protocol buffer whose first field is a block with its number and that of its parent",
        "operators that call Python, and that all of it can be read",
        "blocks and operators with their numbers");
  }

  /** The first block has the numbers 0 and -1, and then variables with names or operators. */
  @Override
  public Match probe(Head head) throws IOException {
    if (head.u8(0) != 0x0a) {
      return Match.NO;
    }
    try {
      Message program = Message.unbounded(head.content(), 1024);
      return program.next() && program.bytesField() == BLOCKS && isFirstBlock(program.message())
          ? Match.SURE
          : Match.NO;
    } catch (MalformedInput noMessage) {
      return Match.NO;
    }
  }

  private static boolean isFirstBlock(Message block) throws IOException {
    boolean numbered =
        block.next()
            && block.varintField() == 1
            && block.value() == 0
            && block.next()
            && block.varintField() == 2
            && (int) block.value() == -1;
    return numbered && block.next() && (block.bytesField() == 3 || block.bytesField() == OPERATORS);
  }

  /** Is told each operator. */
  @FunctionalInterface
  private interface Visitor {
    void operator(String type, long offset, int block) throws IOException;
  }

  private static int walk(Bytes content, Visitor visitor) throws IOException {
    Message program = Message.of(content, Message.WINDOW);
    int blocks = 0;
    while (program.next()) {
      if (program.bytesField() == BLOCKS) {
        Message block = program.message();
        while (block.next()) {
          if (block.bytesField() == OPERATORS) {
            long offset = block.offset();
            Message operator = block.message();
            while (operator.next()) {
              if (operator.bytesField() == OPERATOR_TYPE) {
                visitor.operator(operator.text(TEXT_LIMIT), offset, blocks);
              }
            }
          }
        }
        blocks++;
      }
    }
    return blocks;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    walk(
        artifact.bytes(),
        (type, offset, block) -> {
          out.budget().opcodes(1);
          if (type.equals("py_func") || type.equals("py_layer")) {
            out.fact(
                new Fact.Operator(
                    offset,
                    Fact.Operator.Framework.PADDLE,
                    type,
                    OperatorEffect.CALLS_PYTHON,
                    List.of(),
                    "block " + block,
                    "calls a Python function of the loading process",
                    ""));
          }
        });
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Map<String, Integer> types = new TreeMap<>();
    int blocks =
        walk(artifact.bytes(), (type, offset, block) -> types.merge(type, 1, Integer::sum));
    out.entry("blocks", Integer.toString(blocks));
    Outline operators = out.section("operators");
    types.forEach((type, count) -> operators.entry(type, Integer.toString(count)));
  }
}
