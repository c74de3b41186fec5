package org.modelscan.format.gguf;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.Unheard;

/** GGUF, the format of llama.cpp and of what is built on it, in versions 1 to 3. */
public final class GgufFormat implements Format {
  private static final int SHOWN_TENSORS = 2_000;

  @Override
  public Identity identity() {
    return new Identity(
        "gguf",
        "GGUF model",
        Identity.Kind.MODEL,
        "the signature GGUF",
        "every length, count, type, shape and offset of both tables against the file; chat"
            + " templates",
        "its keys and values, its tensors with shape, type and place");
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, "GGUF") && head.length() > 8 ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new GgufReader(artifact.bytes(), out).read();
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    GgufReader reader = new GgufReader(artifact.bytes(), new Unheard(new Budget(Limits.DEFAULT)));
    String order = reader.input().isBigEndian() ? "big-endian" : "little-endian";
    out.entry("version", reader.input().version() + ", " + order);
    try {
      reader.read();
    } finally {
      Outline values = out.section("values");
      reader.entries().forEach(entry -> values.entry(entry.key(), entry.value()));
      Outline tensors = out.section("tensors: %,d".formatted(reader.tensors().size()));
      reader.tensors().stream()
          .limit(SHOWN_TENSORS)
          .forEach(tensor ->
              tensors.entry(
                  tensor.name(), tensor.type() + " " + tensor.shape() + " at " + tensor.offset()));
    }
  }
}
