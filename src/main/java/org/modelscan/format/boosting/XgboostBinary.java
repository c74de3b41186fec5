package org.modelscan.format.boosting;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * XGBoost models in the binary format of versions before 3.1: structures of C++ as they lay in
 * memory, at fixed sizes. It has no signature of its own; {@code binf} stood before it for a while.
 * Source: LearnerIO::LoadModel in src/learner.cc, GBTreeModel and RegTree::Load of version 1.7.
 */
public final class XgboostBinary implements Format {
  private static final int LEARNER_PARAMETERS = 136;
  private static final int MODEL_PARAMETERS = 160;
  private static final int TREE_PARAMETERS = 148;
  private static final int NODE = 20;
  private static final int STATISTICS = 16;
  private static final int LONGEST_NAME = 128;
  private static final Set<String> BOOSTERS = Set.of("gbtree", "dart", "gblinear");

  @Override
  public Identity identity() {
    return new Identity(
        "xgboost-binary",
        "XGBoost model (binary)",
        Identity.Kind.MODEL,
        "the parameters of a learner, and behind them the names of an objective and a booster",
        "that all trees can be read, and that the children of every node are nodes",
        "objective, booster, features, number of trees");
  }

  private record Start(
      String objective, String booster, long features, int classes, long booster0) {}

  private static Start start(Cursor cursor, int prefix) throws IOException {
    cursor.seek(prefix);
    cursor.i32le(); // the base score
    long features = cursor.u32le();
    int classes = cursor.i32le();
    cursor.seek(prefix + LEARNER_PARAMETERS);
    String objective = name(cursor);
    String booster = name(cursor);
    return new Start(objective, booster, features, classes, cursor.position());
  }

  private static String name(Cursor cursor) throws IOException {
    long at = cursor.position();
    long length = cursor.i64le();
    verify(length > 0 && length <= LONGEST_NAME, at, "no name");
    return new String(cursor.bytes(length), StandardCharsets.ISO_8859_1);
  }

  private static int prefix(Head head) {
    return head.has(0, "binf") ? 4 : 0;
  }

  @Override
  public Match probe(Head head) throws IOException {
    int prefix = prefix(head);
    // The length of the objective's name is small: seven zero bytes.
    if (!head.has(prefix + LEARNER_PARAMETERS + 1, 0, 0, 0, 0, 0, 0, 0)
        || head.u8(prefix + LEARNER_PARAMETERS) < 4) {
      return Match.NO;
    }
    try {
      Start start = start(new Cursor(head.start(), 0), prefix);
      return BOOSTERS.contains(start.booster())
              && start.objective().chars().allMatch(c -> c > ' ' && c < 0x7f)
          ? Match.SURE
          : Match.NO;
    } catch (MalformedInput other) {
      return Match.NO;
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Bytes content = artifact.bytes();
    Cursor cursor = new Cursor(content, 0, 1 << 16);
    Start start = start(cursor, prefix(artifact.head()));
    if (start.booster().equals("gblinear")) {
      return; // numbers alone
    }
    int trees = cursor.i32le();
    verify(trees >= 0, start.booster0(), "negative number of trees");
    cursor.seek(start.booster0() + MODEL_PARAMETERS);
    for (int i = 0; i < trees; i++) {
      tree(cursor, "tree " + i, out);
    }
    cursor.skip(4L * trees - (trees > 0 ? 1 : 0));
    if (trees > 0) {
      cursor.u8(); // the group of the last tree
    }
  }

  private static void tree(Cursor cursor, String name, Facts out) throws IOException {
    long at = cursor.position();
    cursor.i32le();
    int nodes = cursor.i32le();
    cursor.skip(12);
    int leafVector = cursor.i32le();
    verify(nodes >= 0, at, "negative number of nodes");
    cursor.seek(at + TREE_PARAMETERS);
    out.budget().opcodes(nodes + 1L);
    int wrong = 0;
    for (int i = 0; i < nodes; i++) {
      cursor.i32le();
      int left = cursor.i32le();
      int right = cursor.i32le();
      cursor.i64le();
      boolean isLeaf = left == -1;
      if (!isLeaf && (left < 0 || left >= nodes || right < 0 || right >= nodes) && wrong++ == 0) {
        out.fact(
            new Fact.OutOfRange(
                at + TREE_PARAMETERS + (long) i * NODE,
                "child of a node",
                "%s: %d and %d of %d nodes".formatted(name, left, right, nodes)));
      }
    }
    cursor.skip((long) nodes * STATISTICS);
    if (leafVector != 0) {
      long count = cursor.length64le();
      verify(count <= Long.MAX_VALUE / 8, at, "length out of range");
      cursor.skip(4 * count);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Cursor cursor = new Cursor(artifact.bytes(), 0);
    Start start = start(cursor, prefix(artifact.head()));
    out.entry("objective", start.objective());
    out.entry("booster", start.booster());
    out.entry("features", Long.toString(start.features()));
    out.entry("classes", Integer.toString(start.classes()));
    out.entry("trees", Integer.toString(cursor.i32le()));
  }
}
