package org.modelscan.format.paddle;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;

/**
 * Parameters of a PaddlePaddle program ({@code .pdiparams}): tensors one after the other. Source:
 * SerializeToStream in paddle/phi/core/framework/dense_tensor_serialize.cc.
 */
public final class PaddleParameters implements Format {
  /** Version 0, no levels of detail, version 0 again. */
  private static final int[] START = new int[16];

  private static final int LONGEST_DESCRIPTION = 1 << 16;

  @Override
  public Identity identity() {
    return new Identity(
        "paddle-parameters",
        "PaddlePaddle parameters",
        Identity.Kind.MODEL,
        "two versions of zero and a description of a tensor",
        "that types and shapes of all tensors fit what follows them",
        "tensors with their types and shapes");
  }

  @Override
  public Match probe(Head head) {
    boolean described =
        head.u8(16) > 1
            && head.u8(16) < 128
            && head.has(17, 0, 0, 0)
            && head.u8(20) == 0x08
            && head.u8(21) < 32
            && (head.u8(22) == 0x10 || head.u8(22) == 0x12);
    return described && head.has(0, START) ? Match.SURE : Match.NO;
  }

  /** Is told each tensor. */
  @FunctionalInterface
  private interface Visitor {
    void tensor(long offset, String shape, boolean fits) throws IOException;
  }

  private static void walk(Bytes content, Visitor visitor) throws IOException {
    Cursor cursor = new Cursor(content, 0);
    long size = content.size();
    while (!cursor.atEnd()) {
      long at = cursor.position();
      verify(cursor.u32le() == 0, at, "unknown version of a tensor");
      long levels = cursor.length64le();
      for (long level = 0; level < levels; level++) {
        long bytes = cursor.length64le();
        verify(bytes <= size, at, "level of detail runs past the end");
        cursor.skip(bytes);
      }
      verify(cursor.u32le() == 0, at, "unknown version of a tensor");
      int length = cursor.i32le();
      verify(length >= 0 && length <= LONGEST_DESCRIPTION, at, "description of a tensor too long");
      Tensor tensor = Tensor.of(content.slice(cursor.position(), length));
      cursor.skip(length);
      boolean fits = tensor.bytes() >= 0 && tensor.bytes() <= size - cursor.position();
      visitor.tensor(at, tensor.shape(), fits);
      if (!fits) {
        return;
      }
      cursor.skip(tensor.bytes());
    }
  }

  /**
   * A TensorDesc.
   *
   * @param bytes of its values, or -1 where that is out of range
   */
  private record Tensor(String shape, long bytes) {
    static Tensor of(Bytes description) throws IOException {
      Message message = Message.of(description, 256);
      StringBuilder shape = new StringBuilder();
      int type = -1;
      long count = 1;
      while (message.next()) {
        if (message.varintField() == 1) {
          type = (int) message.value();
        } else if (message.number() == 2) {
          Message.Integers packed = message.integers();
          while (message.bytesField() == 2 && packed.more()) {
            count = times(count, packed.next(), shape);
          }
          if (message.varintField() == 2) {
            count = times(count, message.value(), shape);
          }
        }
      }
      int width = width(type);
      return new Tensor(
          "type " + type + " [" + shape + "]",
          width < 0 || count < 0 ? -1 : Math.multiplyExact(count, (long) width));
    }

    private static long times(long count, long dimension, StringBuilder shape) {
      shape.append(shape.isEmpty() ? "" : ", ").append(dimension);
      return count < 0
              || dimension < 0
              || Math.multiplyHigh(count, dimension) != 0
              || count * dimension > 1L << 56
              || count * dimension < 0
          ? -1
          : count * dimension;
    }

    /** Bytes of one value by VarType.Type, or -1. */
    private static int width(int type) {
      return switch (type) {
        case 0, 20, 21, 32, 33 -> 1;
        case 1, 4, 22 -> 2;
        case 2, 5 -> 4;
        case 3, 6, 19, 23 -> 8;
        case 24 -> 16;
        default -> -1;
      };
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    walk(
        artifact.bytes(),
        (offset, shape, fits) -> {
          out.budget().opcodes(1);
          if (!fits) {
            out.fact(new Fact.OutOfRange(offset, "size of a tensor", shape));
          }
        });
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Outline tensors = out.section("tensors");
    walk(artifact.bytes(), (offset, shape, fits) -> tensors.entry("at byte " + offset, shape));
  }
}
