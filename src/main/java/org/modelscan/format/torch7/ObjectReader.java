package org.modelscan.format.torch7;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;

/** Walks the objects of a file in binary form, of machines with 64-bit longs. */
final class ObjectReader {
  static final int TABLE = 3;
  static final int TORCH = 4;
  static final int FUNCTION = 6;
  static final int OLD_RECURSIVE_FUNCTION = 7;
  static final int RECURSIVE_FUNCTION = 8;

  /** Keys of tables are short names. */
  static final int LONGEST_KEY = 256;

  private static final int DIMENSIONS = 1024;
  private static final int DUMP = 4096;
  private static final int SHOWN_DUMP = 300;
  private static final int SHORTEST_TEXT = 3;

  private final Cursor cursor;
  private final Bytes content;
  private final Budget budget;
  private final Set<Integer> seen = new HashSet<>();
  private final List<Fact.StoredCode> functions = new ArrayList<>();
  private final TreeMap<String, Integer> classes = new TreeMap<>();

  /** How many objects are still to be read, one number a table. */
  private final Deque<Long> open = new ArrayDeque<>();

  ObjectReader(Bytes content, Budget budget) {
    this.content = content;
    this.cursor = new Cursor(content, 0);
    this.budget = budget;
  }

  List<Fact.StoredCode> functions() {
    return functions;
  }

  Map<String, Integer> classes() {
    return classes;
  }

  long position() {
    return cursor.position();
  }

  /** Reads all objects: a program may ask a file for one after the other. */
  void readAll() throws IOException {
    do {
      read();
    } while (!cursor.atEnd());
  }

  /** Reads one object. */
  void read() throws IOException {
    open.push(1L);
    while (!open.isEmpty()) {
      long left = open.pop();
      if (left > 1) {
        open.push(left - 1);
      }
      budget.opcodes(1);
      budget.entries(open.size() + seen.size());
      object();
    }
  }

  private void object() throws IOException {
    long at = cursor.position();
    int type = cursor.i32le();
    switch (type) {
      case 0 -> {}
      case 1 -> cursor.i64le();
      case 2 -> text(Integer.MAX_VALUE);
      case 5 -> {
        int value = cursor.i32le();
        verify(value == 0 || value == 1, at, "no truth value");
      }
      case FUNCTION -> function(at);
      case TABLE -> {
        if (isNew(at)) {
          long size = length(at);
          if (size > 0) {
            open.push(2 * size);
          }
        }
      }
      case TORCH -> {
        if (isNew(at)) {
          torch(at);
        }
      }
      case OLD_RECURSIVE_FUNCTION, RECURSIVE_FUNCTION -> {
        if (isNew(at)) {
          function(at);
        }
      }
      default -> throw new MalformedInput(at, "no type of Torch7");
    }
  }

  private boolean isNew(long at) throws IOException {
    int index = cursor.i32le();
    verify(index > 0, at, "no index of an object");
    return seen.add(index);
  }

  private int length(long at) throws IOException {
    int length = cursor.i32le();
    verify(length >= 0, at, "negative length");
    return length;
  }

  private String text(int most) throws IOException {
    long at = cursor.position();
    int length = length(at);
    verify(length <= most, at, "text too long");
    String text = cursor.utf8(Math.min(length, LONGEST_KEY));
    skip(length - Math.min(length, LONGEST_KEY));
    return text;
  }

  private void skip(long count) throws IOException {
    if (count > 0) {
      cursor.skip(count - 1);
      cursor.u8();
    }
  }

  /** The bytecode, and behind it a table of what it refers to outside of itself. */
  private void function(long at) throws IOException {
    int length = length(at);
    long start = cursor.position();
    skip(length);
    open.push(1L);
    byte[] dump = content.upTo(start, Math.min(length, DUMP));
    functions.add(
        new Fact.StoredCode(at, Fact.StoredCode.Kind.LUA_FUNCTION, "function", texts(dump)));
  }

  /** Text in bytecode: names of globals and fields, and strings. */
  private static String texts(byte[] dump) {
    StringBuilder found = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= dump.length && found.length() < SHOWN_DUMP; i++) {
      boolean isText = i < dump.length && dump[i] >= ' ' && dump[i] < 0x7f;
      if (!isText) {
        if (i - start >= SHORTEST_TEXT) {
          found.append(found.isEmpty() ? "" : " ");
          for (int letter = start; letter < i; letter++) {
            found.append((char) dump[letter]);
          }
        }
        start = i + 1;
      }
    }
    return found.toString();
  }

  private void torch(long at) throws IOException {
    String version = text(LONGEST_KEY);
    // Before versions there were only names (File.lua).
    String name = version.startsWith("V ") ? text(LONGEST_KEY) : version;
    classes.merge(name, 1, Integer::sum);
    if (name.startsWith("torch.") && name.endsWith("Tensor")) {
      int dimensions = length(at);
      verify(dimensions <= DIMENSIONS, at, "tensor of too many dimensions");
      skip(16L * dimensions + 8);
      open.push(1L); // its storage
    } else if (name.startsWith("torch.") && name.endsWith("Storage")) {
      long size = cursor.i64le();
      int width = width(name.substring(6, name.length() - 7));
      verify(size >= 0 && size < 1L << 48, at, "storage of a size out of range");
      skip(size * width);
    } else {
      open.push(1L); // its fields, as a table
    }
  }

  private static int width(String element) {
    String type = element.startsWith("Cuda") ? element.substring(4) : element;
    return switch (type) {
      case "Double", "Long" -> 8;
      case "Short", "Half" -> 2;
      case "Char", "Byte" -> 1;
      default -> 4; // Float, Int, and Cuda, which is float
    };
  }
}
