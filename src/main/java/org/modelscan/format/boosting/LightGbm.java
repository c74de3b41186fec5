package org.modelscan.format.boosting;

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

/**
 * LightGBM models as text: lines {@code key=values}, a block a tree. Its loader sizes arrays by one
 * line and fills them by others (CVE-2024-43598), so that numbers and indexes are held against each
 * other. Source: GBDT::LoadModelFromString and Tree::Tree(const char*, size_t*).
 */
public final class LightGbm implements Format {
  private static final int LONGEST_KEY = 64;
  private static final int LONGEST_NUMBER = 32;
  private static final int SHOWN = 120;
  private static final int BATCH = 1 << 16;

  @Override
  public Identity identity() {
    return new Identity(
        "lightgbm",
        "LightGBM model",
        Identity.Kind.MODEL,
        "the line tree and then version= or, of older ones, num_class=",
        "that the arrays of every tree have the stated sizes, and that children are nodes or"
            + " leaves",
        "version, objective, features, number of trees");
  }

  @Override
  public Match probe(Head head) {
    boolean tree = head.has(0, "tree\n") || head.has(0, "tree\r\n");
    String second = tree ? head.latin1().substring(5).stripLeading() : "";
    return second.startsWith("version=v") || second.startsWith("num_class=")
        ? Match.SURE
        : Match.NO;
  }

  /** Is told each line: its key, and the cursor at its value. */
  @FunctionalInterface
  private interface Visitor {
    void line(String key, long offset, Line value) throws IOException;
  }

  private static void walk(Bytes content, Visitor visitor) throws IOException {
    Cursor cursor = new Cursor(content, 0, 1 << 16);
    while (!cursor.atEnd()) {
      long at = cursor.position();
      Line line = new Line(cursor);
      visitor.line(line.key(), at, line);
      line.skip();
    }
  }

  /** One line; its value is read number by number, since lines are as long as trees are large. */
  private static final class Line {
    private final Cursor cursor;
    private boolean ended;

    Line(Cursor cursor) {
      this.cursor = cursor;
    }

    private int next() throws IOException {
      if (ended || cursor.atEnd()) {
        ended = true;
        return -1;
      }
      int letter = cursor.u8();
      if (letter == '\n') {
        ended = true;
        return -1;
      }
      return letter;
    }

    String key() throws IOException {
      StringBuilder key = new StringBuilder();
      for (int letter = next(); letter >= 0 && letter != '='; letter = next()) {
        if (key.length() < LONGEST_KEY) {
          key.append((char) letter);
        }
      }
      return key.toString().strip();
    }

    String text() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int letter = next(); letter >= 0; letter = next()) {
        if (text.length() < SHOWN) {
          text.append((char) letter);
        }
      }
      return text.toString().strip();
    }

    /** The next word between spaces; empty at the end. */
    String word() throws IOException {
      StringBuilder word = new StringBuilder();
      for (int letter = next(); letter >= 0; letter = next()) {
        if (letter > ' ') {
          if (word.length() < LONGEST_NUMBER) {
            word.append((char) letter);
          }
        } else if (!word.isEmpty()) {
          break;
        }
      }
      return word.toString();
    }

    void skip() throws IOException {
      while (next() >= 0) {}
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Trees trees = new Trees(out);
    walk(artifact.bytes(), trees::line);
    verify(trees.ended, artifact.bytes().size(), "ends before the end of its trees");
  }

  /** The tree at hand. */
  private static final class Trees {
    private final Facts out;
    private String name = "";
    private long leaves = -1;
    private boolean ended;
    private boolean wrong;

    Trees(Facts out) {
      this.out = out;
    }

    void line(String key, long at, Line value) throws IOException {
      if (ended) {
        return; // importances of features, which may be called anything
      }
      switch (key) {
        case "Tree" -> {
          name = "tree " + value.text();
          leaves = -1;
          wrong = false;
        }
        case "end of trees", "feature importances:" -> ended = true;
        case "num_leaves" -> {
          leaves = number(value.word());
          check(leaves > 0 && leaves < 1L << 31, "number of leaves", at, Long.toString(leaves));
        }
        case "split_feature",
            "split_gain",
            "threshold",
            "decision_type",
            "internal_value",
            "internal_count" ->
            count(key, leaves - 1, at, value);
        case "leaf_value", "leaf_count" -> count(key, leaves, at, value);
        case "left_child", "right_child" -> children(key, at, value);
        default -> {}
      }
    }

    /** Arrays may be left out, and a tree of one leaf has none. */
    private void count(String key, long expected, long at, Line value) throws IOException {
      long count = 0;
      while (!value.word().isEmpty()) {
        if (++count % BATCH == 0) {
          out.budget().opcodes(BATCH);
        }
      }
      check(
          name.isEmpty() || count == expected || count == 0,
          "size of " + key,
          at,
          count + " for " + expected);
    }

    /** A child is a node, or a leaf as the complement of its number. */
    private void children(String key, long at, Line value) throws IOException {
      long count = 0;
      for (String word = value.word(); !word.isEmpty(); word = value.word()) {
        long child = number(word);
        check(child >= -leaves && child < leaves - 1, key + " of a node", at, word);
        if (++count % BATCH == 0) {
          out.budget().opcodes(BATCH);
        }
      }
      check(
          count == leaves - 1 || count == 0, "size of " + key, at, count + " for " + (leaves - 1));
    }

    private void check(boolean holds, String what, long at, String evidence) {
      if (!holds && !wrong) {
        wrong = true; // one for each tree
        out.fact(new Fact.OutOfRange(at, what, name + ": " + evidence));
      }
    }

    private static long number(String word) {
      try {
        return Long.parseLong(word);
      } catch (NumberFormatException none) {
        return Long.MAX_VALUE;
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    long[] trees = new long[1];
    walk(
        artifact.bytes(),
        (key, at, value) -> {
          switch (key) {
            case "Tree" -> trees[0]++;
            case "version", "num_class", "objective", "max_feature_idx", "feature_names" ->
                out.entry(key, value.text());
            default -> {}
          }
        });
    out.entry("trees", Long.toString(trees[0]));
  }
}
