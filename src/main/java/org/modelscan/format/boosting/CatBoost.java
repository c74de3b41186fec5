package org.modelscan.format.boosting;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Optional;
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
import org.modelscan.format.flatbuffer.Flatbuffer;
import org.modelscan.format.flatbuffer.Table;
import org.modelscan.format.flatbuffer.Vector;

/**
 * CatBoost models: a signature, the length of a FlatBuffer, the FlatBuffer, further parts.
 *
 * @see <a
 *     href="https://github.com/catboost/catboost/blob/master/catboost/libs/model/flatbuffers/model.fbs">model.fbs</a>
 */
public final class CatBoost implements Format {
  private static final int HEADER = 8;
  private static final int TEXT_LIMIT = 256;
  private static final int SHOWN = 20;

  @Override
  public Identity identity() {
    return new Identity(
        "catboost",
        "CatBoost model",
        Identity.Kind.MODEL,
        "the signature CBM1",
        "bounds of its structures, and that the splits of every tree are there",
        "version, number of trees, settings");
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, "CBM1") ? Match.SURE : Match.NO;
  }

  private static Table core(Bytes content) throws IOException {
    long length = new Cursor(content, 4).u32le();
    verify(length <= content.size() - HEADER, 4, "model is longer than its file");
    return Flatbuffer.root(content.slice(HEADER, length));
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Table core = core(artifact.bytes());
    core.vector(2, 4);
    core.vector(3, 4);
    Optional<Table> trees = core.table(1);
    if (trees.isEmpty()) {
      return;
    }
    Vector splits = trees.get().vector(1, 4);
    Vector sizes = trees.get().vector(2, 4);
    Vector starts = trees.get().vector(3, 4);
    trees.get().vector(8, 8);
    for (long i = 0; i < Math.min(sizes.length(), starts.length()); i++) {
      out.budget().opcodes(1);
      long size = sizes.i32(i);
      long start = starts.i32(i);
      if (size < 0 || start < 0 || start + size > splits.length()) {
        out.fact(
            new Fact.OutOfRange(
                HEADER + sizes.position(),
                "splits of a tree",
                "tree %d: %d from %d of %d".formatted(i, size, start, splits.length())));
        return;
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Table core = core(artifact.bytes());
    out.entry("format version", core.text(0, TEXT_LIMIT));
    Optional<Table> trees = core.table(1);
    if (trees.isPresent()) {
      out.entry("trees", Long.toString(trees.get().vector(2, 4).length()));
    }
    Vector settings = core.vector(2, 4);
    for (long i = 0; i < Math.min(SHOWN, settings.length()); i++) {
      out.entry(settings.table(i).text(0, TEXT_LIMIT), settings.table(i).text(1, TEXT_LIMIT));
    }
  }
}
