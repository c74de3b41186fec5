package org.modelscan.format.torch;

import java.io.IOException;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.flatbuffer.Flatbuffer;
import org.modelscan.format.flatbuffer.Table;

/**
 * Modules of PyTorch's lite interpreter as a FlatBuffer ({@code .ptl}, {@code .ff}).
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/serialization/mobile_bytecode.fbs">mobile_bytecode.fbs</a>
 */
public final class TorchMobileFormat implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "torch-mobile",
        "PyTorch mobile module",
        Identity.Kind.MODEL,
        "a FlatBuffer with the identifier PTMF",
        "operators that write or read files, bounds of its outermost structures",
        "version, numbers of functions, values and storages");
  }

  @Override
  public Match probe(Head head) {
    return head.has(4, "PTMF") ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    MobileOperators.state(artifact.bytes(), "operators", out);
    Table module = Flatbuffer.root(artifact.bytes());
    module.vector(1, 4);
    module.vector(2, 4);
    module.vector(4, 4);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Table module = Flatbuffer.root(artifact.bytes());
    out.entry("bytecode version", Long.toString(module.u32(0, 0)));
    out.entry("extra files", Long.toString(module.vector(1, 4).length()));
    out.entry("functions", Long.toString(module.vector(2, 4).length()));
    out.entry("values", Long.toString(module.vector(4, 4).length()));
  }
}
