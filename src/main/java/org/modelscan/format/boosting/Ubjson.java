package org.modelscan.format.boosting;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;

/**
 * Walks Universal Binary JSON, draft 12, and checks trees on the way.
 *
 * @see <a href="https://ubjson.org/">ubjson.org</a>
 */
final class Ubjson {
  private static final int DEPTH = 200;
  private static final int WINDOW = 1 << 16;
  private static final int KEPT = 128;
  private static final int BATCH = 4096;

  /** Objects whose plain entries describe a model. */
  private static final Set<String> SHOWN =
      Set.of("objective", "gradient_booster", "learner_model_param", "gbtree_model_param");

  private final Cursor cursor;
  private final Budget budget;
  private final Consumer<Fact.OutOfRange> problems;
  private final BiConsumer<String, String> entries;
  private long steps;

  Ubjson(
      Bytes content,
      Budget budget,
      Consumer<Fact.OutOfRange> problems,
      BiConsumer<String, String> entries) {
    this.cursor = new Cursor(content, 0, WINDOW);
    this.budget = budget;
    this.problems = problems;
    this.entries = entries;
  }

  /** Reads the one value that the content is. */
  void read() throws IOException {
    value(marker(), "", "", 0);
  }

  private int marker() throws IOException {
    int marker = cursor.u8();
    while (marker == 'N') {
      marker = cursor.u8();
    }
    return marker;
  }

  /** Passes over a value; integers that can be children are given back, others are 0. */
  private long value(int marker, String parent, String name, int depth) throws IOException {
    long at = cursor.position();
    if (++steps % BATCH == 0) {
      budget.opcodes(BATCH);
    }
    switch (marker) {
      case 'Z', 'T', 'F' -> {}
      case 'i' -> {
        return (byte) cursor.u8();
      }
      case 'U' -> {
        return cursor.u8();
      }
      case 'I' -> {
        return (short) cursor.u16be();
      }
      case 'l' -> {
        return (int) cursor.u32be();
      }
      case 'L' -> {
        return cursor.i64be();
      }
      case 'd' -> cursor.i32le();
      case 'D' -> cursor.i64le();
      case 'C' -> cursor.u8();
      case 'S', 'H' -> text(parent, name);
      case '[' -> array(name, depth);
      case '{' -> object(name, depth);
      default -> throw new MalformedInput(at - 1, "no type of UBJSON");
    }
    return 0;
  }

  private long length() throws IOException {
    long at = cursor.position();
    int marker = marker();
    verify("iUIlL".indexOf(marker) >= 0, at, "no length");
    long length = value(marker, "", "", 0);
    verify(length >= 0, at, "negative length");
    return length;
  }

  private String text(long length) throws IOException {
    String text = cursor.utf8(Math.min(length, KEPT));
    skip(length - Math.min(length, KEPT));
    return text;
  }

  private void text(String parent, String name) throws IOException {
    String text = text(length());
    if (SHOWN.contains(parent)) {
      entries.accept(parent + "." + name, text);
    }
  }

  private void skip(long count) throws IOException {
    if (count > 0) {
      cursor.skip(count - 1);
      cursor.u8();
    }
  }

  /** The type and number of elements that a container states before them; -1 where it does not. */
  private record Stated(int type, long count) {}

  private Stated stated() throws IOException {
    int type = -1;
    long at = cursor.position();
    if (cursor.peek() == '$') {
      cursor.u8();
      type = cursor.u8();
      verify(cursor.peek() == '#', at, "type of elements without their number");
    }
    long count = -1;
    if (cursor.peek() == '#') {
      cursor.u8();
      count = length();
    }
    return new Stated(type, count);
  }

  private void array(String name, int depth) throws IOException {
    verify(depth < DEPTH, cursor.position(), "UBJSON nested too deeply");
    Stated stated = stated();
    boolean children = name.equals("left_children") || name.equals("right_children");
    int width = width(stated.type());
    if (stated.count() >= 0 && width >= 0 && !(children && "iUIlL".indexOf(stated.type()) >= 0)) {
      verify(stated.count() <= Long.MAX_VALUE / 8, cursor.position(), "length out of range");
      skip(stated.count() * width);
      return;
    }
    long at = cursor.position();
    TreeChildren tree = new TreeChildren(name);
    for (long i = 0; i != stated.count(); i++) {
      int marker = stated.type() >= 0 ? stated.type() : marker();
      if (marker == ']' && stated.count() < 0) {
        break;
      }
      tree.add(value(marker, "", "", depth + 1));
    }
    if (children) {
      tree.problem(at, tree.count()).ifPresent(problems);
    }
  }

  private void object(String parent, int depth) throws IOException {
    verify(depth < DEPTH, cursor.position(), "UBJSON nested too deeply");
    Stated stated = stated();
    for (long i = 0; i != stated.count(); i++) {
      if (stated.count() < 0) {
        while (cursor.peek() == 'N') {
          cursor.u8();
        }
        if (cursor.peek() == '}') {
          cursor.u8();
          return;
        }
      }
      String name = text(length());
      value(stated.type() >= 0 ? stated.type() : marker(), parent, name, depth + 1);
    }
  }

  /** Bytes of a value of a type of fixed size, or -1. */
  private static int width(int type) {
    return switch (type) {
      case 'Z', 'T', 'F' -> 0;
      case 'i', 'U', 'C' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> -1;
    };
  }
}
