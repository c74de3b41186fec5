package org.modelscan.format.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;

/**
 * Operators in the bytecode of PyTorch's lite interpreter, which runs without any source: each
 * function has a table of names, in a pickle ({@code bytecode.pkl}) or in a FlatBuffer. A name is a
 * string with its length before it, so that it is found without the structure around it.
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/serialization/mobile_bytecode.fbs">mobile_bytecode.fbs</a>
 */
final class MobileOperators {
  private static final int CHUNK = 1 << 16;
  private static final byte[] NAMESPACE = "aten::".getBytes(StandardCharsets.US_ASCII);

  /** Opcode of a pickle's string whose length is one byte. */
  private static final byte SHORT_BINUNICODE = (byte) 0x8c;

  private static final int BEFORE = 4;
  private static final int LONGEST = 32;

  private MobileOperators() {}

  /** States the operators that do more than compute. */
  static void state(Bytes content, String where, Facts out) throws IOException {
    Set<String> found = new HashSet<>();
    byte[] chunk = new byte[CHUNK];
    int length = CHUNK;
    for (long start = 0; length == CHUNK; start += CHUNK - LONGEST) {
      out.budget().time();
      length = content.read(start, chunk, 0, CHUNK);
      for (int at = BEFORE; at <= length - NAMESPACE.length; at++) {
        if (chunk[at] == NAMESPACE[0] && startsWith(chunk, at, NAMESPACE)) {
          name(chunk, at, length, found);
        }
      }
    }
    found.stream()
        .sorted()
        .forEach(
            name -> out.fact(TorchScriptSource.operator(name, List.of(), where, "aten::" + name)));
  }

  private static void name(byte[] chunk, int at, int length, Set<String> found) {
    for (String name : TorchScriptSource.operators()) {
      byte[] text = name.getBytes(StandardCharsets.US_ASCII);
      int size = NAMESPACE.length + text.length;
      boolean sized =
          (chunk[at - 1] == size && chunk[at - 2] == SHORT_BINUNICODE)
              || (chunk[at - 4] == size
                  && chunk[at - 3] == 0
                  && chunk[at - 2] == 0
                  && chunk[at - 1] == 0);
      if (sized && at + size <= length && startsWith(chunk, at + NAMESPACE.length, text)) {
        found.add(name);
      }
    }
  }

  private static boolean startsWith(byte[] chunk, int at, byte[] text) {
    for (int i = 0; i < text.length; i++) {
      if (at + i >= chunk.length || chunk[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
