package org.modelscan.format.r;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;

/**
 * Walks serialized R objects. What is still to be read stands on a stack of its own, since lists
 * are nested as deep as they are long.
 *
 * @see <a href="https://svn.r-project.org/R/trunk/src/main/serialize.c">serialize.c, ReadItem</a>
 */
final class RReader {
  private static final int HAS_ATTRIBUTES = 0x200;
  private static final int HAS_TAG = 0x400;

  private static final int PROMISE = 5;
  private static final int UNBOUND_VALUE = 252;

  private static final int KEPT = 256;
  private static final int MOST_EVIDENCE = 400;
  private static final int BATCH = 4096;

  private final RInput input;
  private final Budget budget;
  private final Deque<Task> open = new ArrayDeque<>();
  private final List<String> references = new ArrayList<>();
  private final List<Fact.StoredCode> promises = new ArrayList<>();
  private final TreeMap<String, Integer> types = new TreeMap<>();
  private final StringBuilder evidence = new StringBuilder();
  private boolean reaches;
  private boolean collecting;
  private boolean inEnvironment;
  private long promiseOffset;
  private int environments;
  private long items;

  RReader(RInput input, Budget budget) {
    this.input = input;
    this.budget = budget;
  }

  /** What comes next, so many times. */
  private record Task(Kind kind, long count) {
    enum Kind {
      ITEM,
      /** The value of a promise, which says whether it was evaluated. */
      PROMISE_VALUE,
      PROMISE_END,
      ENVIRONMENT_END,
      /** Bytecode: its instructions, then its constants. */
      CODE,
      CONSTANTS,
      CONSTANT,
      /** A call in the constants of bytecode. */
      LANGUAGE
    }
  }

  /** Promises that have not been evaluated and that what loads the file will run into. */
  List<Fact.StoredCode> promises() {
    return promises;
  }

  /** How many items of each kind there are. */
  Map<String, Integer> types() {
    return types;
  }

  /** Reads the one item that the data is. */
  void read() throws IOException {
    push(Task.Kind.ITEM, 1);
    while (!open.isEmpty()) {
      Task task = open.pop();
      if (task.count() > 1) {
        open.push(new Task(task.kind(), task.count() - 1));
      }
      budget.entries(open.size());
      if (++items % BATCH == 0) {
        budget.opcodes(BATCH);
      }
      switch (task.kind()) {
        case ITEM -> item();
        case PROMISE_VALUE -> promiseValue();
        case PROMISE_END -> promiseEnd();
        case ENVIRONMENT_END -> environments--;
        case CODE -> {
          push(Task.Kind.CONSTANTS, 1);
          item();
        }
        case CONSTANTS -> push(Task.Kind.CONSTANT, count());
        case CONSTANT -> constant();
        case LANGUAGE -> language(input.integer());
      }
    }
  }

  private int count() throws IOException {
    long at = input.position();
    int count = input.integer();
    verify(count >= 0, at, "negative number of items");
    return count;
  }

  private void push(Task.Kind kind, long count) {
    if (count > 0) {
      open.push(new Task(kind, count));
    }
  }

  private void item() throws IOException {
    long at = input.position();
    int flags = input.integer();
    int type = flags & 0xff;
    boolean hasAttributes = (flags & HAS_ATTRIBUTES) != 0;
    int attributes = hasAttributes ? 1 : 0;
    int tag = (flags & HAS_TAG) != 0 ? 1 : 0;
    types.merge(name(type), 1, Integer::sum);
    switch (type) {
      case 254, 253, UNBOUND_VALUE, 251, 250, 242, 241 -> {}
      case 255 -> reference(flags >>> 8);
      case 249, 248, 247 -> {
        input.integer();
        push(Task.Kind.ITEM, count());
        addReference("");
      }
      case 1 -> symbol();
      case 2, 3, 6, 17 -> push(Task.Kind.ITEM, attributes + tag + 2);
      case PROMISE -> {
        push(Task.Kind.PROMISE_END, 1);
        push(Task.Kind.ITEM, 1);
        push(Task.Kind.PROMISE_VALUE, 1);
        push(Task.Kind.ITEM, attributes + tag);
        promiseOffset = at;
      }
      case 4 -> {
        input.integer();
        addReference("");
        environments++;
        push(Task.Kind.ENVIRONMENT_END, 1);
        push(Task.Kind.ITEM, 4);
      }
      case 22 -> {
        addReference("");
        push(Task.Kind.ITEM, 2 + attributes);
      }
      case 23 -> {
        addReference("");
        push(Task.Kind.ITEM, attributes);
      }
      case 7, 8 -> {
        collect(input.text(count(), KEPT));
        push(Task.Kind.ITEM, attributes);
      }
      case 9 -> {
        int length = input.integer();
        verify(length >= -1, at, "negative length of a string");
        collect(length < 0 ? "NA" : input.text(length, KEPT));
        push(Task.Kind.ITEM, attributes);
      }
      case 10, 13 -> numbers(4, attributes);
      case 14 -> numbers(8, attributes);
      case 15 -> numbers(16, attributes);
      case 24 -> numbers(1, attributes);
      case 16, 19, 20 -> {
        push(Task.Kind.ITEM, attributes);
        push(Task.Kind.ITEM, input.length());
      }
      case 21 -> {
        input.integer();
        push(Task.Kind.ITEM, attributes);
        push(Task.Kind.CODE, 1);
      }
      case 25 -> push(Task.Kind.ITEM, attributes);
      case 238 -> push(Task.Kind.ITEM, 3);
      default -> throw new MalformedInput(at, "no type of R: " + type);
    }
  }

  private void numbers(int width, int attributes) throws IOException {
    input.numbers(input.length(), width);
    push(Task.Kind.ITEM, attributes);
  }

  private void symbol() throws IOException {
    long at = input.position();
    verify((input.integer() & 0xff) == 9, at, "symbol without a name");
    int length = input.integer();
    verify(length >= -1, at, "negative length of a string");
    String name = length < 0 ? "NA" : input.text(length, KEPT);
    addReference(name);
    collect(name);
  }

  private void addReference(String name) throws IOException {
    budget.entries(references.size());
    references.add(name);
  }

  private void reference(int packed) throws IOException {
    long at = input.position();
    int index = packed == 0 ? input.integer() : packed;
    verify(index > 0 && index <= references.size(), at, "reference to nothing");
    collect(references.get(index - 1));
  }

  private void promiseValue() throws IOException {
    boolean unevaluated = (input.peek() & 0xff) == UNBOUND_VALUE;
    item();
    if (unevaluated) {
      collecting = true;
      inEnvironment = environments > 0;
      reaches = false;
      evidence.setLength(0);
    }
  }

  private void promiseEnd() {
    if (collecting && (!inEnvironment || reaches)) {
      String text = evidence.toString().strip();
      promises.add(
          new Fact.StoredCode(
              promiseOffset,
              Fact.StoredCode.Kind.R_PROMISE,
              text.isEmpty() ? "a promise" : text,
              text));
    }
    collecting = false;
  }

  /** Names and strings in the order in which they stand: the function before its operands. */
  private void collect(String text) {
    if (collecting) {
      reaches |= Reaching.contains(text);
      if (!text.isEmpty() && evidence.length() < MOST_EVIDENCE) {
        evidence.append(' ').append(text);
      }
    }
  }

  private void constant() throws IOException {
    int type = input.integer();
    switch (type) {
      case 21 -> push(Task.Kind.CODE, 1);
      case 6, 2, 244, 243, 240, 239 -> language(type);
      default -> item();
    }
  }

  private void language(int type) throws IOException {
    switch (type) {
      case 243 -> input.integer();
      case 244 -> {
        input.integer();
        call(input.integer());
      }
      case 6, 2, 240, 239 -> call(type);
      default -> item();
    }
  }

  private void call(int type) {
    boolean hasAttributes = type == 240 || type == 239;
    push(Task.Kind.LANGUAGE, 2);
    push(Task.Kind.ITEM, hasAttributes ? 2 : 1);
  }

  private static String name(int type) {
    return switch (type) {
      case 1 -> "symbols";
      case 2 -> "pairlists";
      case 3 -> "closures";
      case 4 -> "environments";
      case PROMISE -> "promises";
      case 6 -> "calls";
      case 7, 8 -> "builtin functions";
      case 9 -> "strings";
      case 10 -> "logical vectors";
      case 13 -> "integer vectors";
      case 14 -> "real vectors";
      case 15 -> "complex vectors";
      case 16 -> "character vectors";
      case 19 -> "lists";
      case 20 -> "expressions";
      case 21 -> "bytecode";
      case 22 -> "external pointers";
      case 24 -> "raw vectors";
      case 25 -> "S4 objects";
      case 249 -> "namespaces";
      case 238 -> "compact vectors";
      default -> "references and constants";
    };
  }
}
