package org.modelscan.format.tensorflow;

import java.io.IOException;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * The index of a TensorFlow checkpoint ({@code ckpt.index}, {@code variables.index}): names, types
 * and places of tensors. It is a sorted table of strings as LevelDB has it; the tensors themselves
 * are bare numbers in files beside it.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/tensor_bundle.proto">
 *     tensor_bundle.proto</a>
 */
public final class TensorFlowCheckpoint implements Format {
  /** The table's magic number 0xdb4775248b80fb57, at the very end (table/format.h). */
  private static final int[] MAGIC = {0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb};

  private static final Identity IDENTITY =
      new Identity(
          "tensorflow-checkpoint",
          "TensorFlow checkpoint index",
          Identity.Kind.MODEL,
          "a sorted string table that starts with a bundle header and ends with the table's magic number",
          "that the table can be read, and that offsets and sizes are in range",
          "tensors with their types and shapes");

  @Override
  public Identity identity() {
    return IDENTITY;
  }

  /**
   * The first key is empty, its value starts with the number of shards; only then is the end looked
   * at.
   */
  @Override
  public Match probe(Head head) throws IOException {
    if (!head.has(0, 0, 0) || head.u8(3) != 0x08) {
      return Match.NO;
    }
    byte[] tail = head.tail(MAGIC.length);
    for (int i = 0; i < MAGIC.length; i++) {
      if (tail.length < MAGIC.length || (tail[tail.length - MAGIC.length + i] & 0xff) != MAGIC[i]) {
        return Match.NO;
      }
    }
    return Match.SURE;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new CheckpointTable(artifact.bytes())
        .entries(entry -> {
          out.budget().opcodes(1);
          if (entry.offset() < 0 || entry.size() < 0 || entry.shard() < 0) {
            out.fact(
                new Fact.OutOfRange(
                    entry.position(),
                    "place of a tensor",
                    entry.name() + ": offset " + entry.offset() + ", size " + entry.size()));
          }
        });
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Outline tensors = out.section("tensors");
    new CheckpointTable(artifact.bytes())
        .entries(entry -> tensors.entry(entry.name(), entry.type()));
  }
}
