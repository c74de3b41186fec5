package org.modelscan.format.gguf;

import java.io.IOException;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * What programs of the ggml library wrote before GGUF, and some still do (whisper.cpp): a magic
 * number, a version in some of them, and the hyperparameters of one program's model.
 *
 * @see <a
 *     href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#historical-state-of-affairs">
 *     Historical state of affairs</a>
 */
public final class GgmlFormat implements Format {
  /** The fewest numbers that any program keeps behind the magic. */
  private static final int NUMBERS = 6;

  /** No vocabulary, layer or context has as many, and no number of them is negative. */
  private static final long HUGE = 1 << 28;

  @Override
  public Identity identity() {
    return new Identity(
        "ggml",
        "GGML model",
        Identity.Kind.MODEL,
        "the magic number of ggml, ggmf, ggjt or ggla, little-endian, and numbers in range",
        "the numbers of its header",
        "its kind and the numbers of its header");
  }

  @Override
  public Match probe(Head head) {
    return !kind(head).isEmpty() && head.length() >= 4 + 4 * NUMBERS ? Match.SURE : Match.NO;
  }

  private static String kind(Head head) {
    for (String kind : new String[] {"ggml", "ggmf", "ggjt", "ggla"}) {
      if (head.has(0, new StringBuilder(kind).reverse().toString())) {
        return kind;
      }
    }
    return "";
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Cursor cursor = new Cursor(artifact.bytes(), 4);
    for (int i = 0; i < NUMBERS; i++) {
      long at = cursor.position();
      long number = cursor.u32le();
      if (number > HUGE) {
        out.fact(new Fact.ParserTrap(at, "number of the header", Long.toString(number)));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    out.entry("kind", kind(artifact.head()));
    Cursor cursor = new Cursor(artifact.bytes(), 4);
    StringBuilder numbers = new StringBuilder();
    for (int i = 0; i < NUMBERS; i++) {
      numbers.append(i == 0 ? "" : ", ").append(cursor.u32le());
    }
    out.entry("numbers", numbers.toString());
  }
}
