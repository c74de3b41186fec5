package org.modelscan.format.json;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A JSON text as a tree of bounded size. Where the text is broken or too large, the tree holds what
 * came before, and {@link #problem} says what stopped it. Long strings and long arrays of plain
 * values are not kept whole.
 */
public final class JsonDocument {
  /** Elements of an array up to which numbers, words and strings are kept. */
  public static final int PLAIN_ITEMS = 10_000;

  /** Characters up to which a string is kept whole. */
  public static final int WHOLE_TEXT = 1 << 20;

  /** Characters kept of a longer string. */
  public static final int TEXT_START = 1 << 12;

  /** Memory that a tree may take, in bytes, as estimated. */
  private static final long MEMORY = 96L << 20;

  private static final int NODE = 64;
  private static final int FEW = 8;
  private static final int BATCH = 4096;

  private final Bytes bytes;
  private final Budget budget;
  private final JsonTokens tokens;
  private final Deque<Frame> open = new ArrayDeque<>();
  private final Map<String, String> names = new HashMap<>();
  private final List<Json.Member> duplicates = new ArrayList<>();
  private @Nullable Json root;
  private @Nullable Problem problem;
  private long memory;

  private JsonDocument(Bytes bytes, Budget budget) throws IOException {
    this.bytes = bytes;
    this.budget = budget;
    this.tokens = new JsonTokens(bytes);
  }

  /** Why the tree is not all of the text. */
  public record Problem(long offset, String reason) {}

  /**
   * Reads a text.
   *
   * @throws IOException where the content cannot be read; a broken text is no exception but a
   *     {@link #problem}
   */
  public static JsonDocument read(Bytes bytes, Budget budget) throws IOException {
    JsonDocument document = new JsonDocument(bytes, budget);
    try {
      document.build();
    } catch (MalformedInput malformed) {
      document.problem = new Problem(malformed.offset(), malformed.reason());
    } catch (BudgetSpent spent) {
      document.problem = new Problem(document.tokens.start(), String.valueOf(spent.getMessage()));
    }
    while (!document.open.isEmpty()) {
      document.close();
    }
    return document;
  }

  /** The outermost value; empty where the text broke before it. */
  public Optional<Json> root() {
    return Optional.ofNullable(root);
  }

  /** The outermost value where it is an object. */
  public Optional<Json.Members> object() {
    return root instanceof Json.Members members ? Optional.of(members) : Optional.empty();
  }

  /** Members whose name stood in the same object before, so that readers disagree about it. */
  public List<Json.Member> duplicates() {
    return List.copyOf(duplicates);
  }

  /** What stopped the reading, if anything did. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /** All of a string, however long, with its escapes undone. */
  public Reader open(Json.Text text) {
    return text.whole()
        ? Reader.of(text.value())
        : new JsonTextReader(
            bytes.slice(text.offset(), text.end() - text.offset()), tokens.encoding());
  }

  /** An object or array whose end has not come yet. */
  private static final class Frame {
    final long offset;
    final @Nullable List<Json.Member> members;
    final List<Json> items = new ArrayList<>(4);
    @Nullable Set<String> seen;
    String name = "";
    long nameOffset;
    long dropped;

    Frame(long offset, boolean object) {
      this.offset = offset;
      this.members = object ? new ArrayList<>(8) : null;
    }

    /**
     * Whether the current name stood here before; few names are compared one by one, which costs
     * less than a set.
     */
    boolean repeats(List<Json.Member> before) {
      if (seen == null && before.size() < FEW) {
        return before.stream().anyMatch(member -> member.name().equals(name));
      }
      if (seen == null) {
        seen = new HashSet<>();
        before.forEach(member -> seen.add(member.name()));
      }
      return !seen.add(name);
    }
  }

  private void build() throws IOException {
    for (long count = 1; ; count++) {
      if (count % BATCH == 0) {
        budget.opcodes(BATCH);
      }
      switch (tokens.next()) {
        case OBJECT -> open.push(new Frame(tokens.start(), true));
        case ARRAY -> open.push(new Frame(tokens.start(), false));
        case END_OBJECT, END_ARRAY -> close();
        case NAME -> name();
        case TEXT -> plain(true);
        case NUMBER, TRUE, FALSE, NULL -> plain(false);
        case END -> {
          return;
        }
      }
      if (memory > MEMORY) {
        throw new MalformedInput(tokens.start(), "JSON of more values than are kept");
      }
    }
  }

  private void name() throws IOException {
    Frame frame = open.getFirst();
    String text = tokens.text(TEXT_START);
    String known = names.putIfAbsent(text, text);
    frame.name = known == null ? text : known;
    frame.nameOffset = tokens.start();
    memory += known == null ? NODE + text.length() * 2L : 0;
  }

  private void plain(boolean text) throws IOException {
    Frame frame = open.peekFirst();
    if (frame != null && frame.members == null && frame.items.size() >= PLAIN_ITEMS) {
      frame.dropped++;
      return;
    }
    add(text ? text() : number());
  }

  private Json text() throws IOException {
    long units = (tokens.end() - tokens.start()) / tokens.encoding().width();
    boolean whole = units <= WHOLE_TEXT;
    String value = tokens.text(whole ? WHOLE_TEXT : TEXT_START);
    memory += value.length();
    return new Json.Text(tokens.start(), tokens.end(), value, whole);
  }

  private Json number() throws IOException {
    String text = tokens.text(64);
    return switch (text) {
      case "true" -> new Json.Word(tokens.start(), Json.Word.Value.TRUE);
      case "false" -> new Json.Word(tokens.start(), Json.Word.Value.FALSE);
      case "null" -> new Json.Word(tokens.start(), Json.Word.Value.NULL);
      default -> new Json.Numeral(tokens.start(), text);
    };
  }

  private void close() {
    Frame frame = open.pop();
    add(
        frame.members != null
            ? new Json.Members(frame.offset, frame.members)
            : new Json.Items(frame.offset, frame.items, frame.dropped));
  }

  private void add(Json value) {
    memory += NODE;
    Frame frame = open.peekFirst();
    if (frame == null) {
      root = value;
    } else if (frame.members == null) {
      frame.items.add(value);
    } else {
      Json.Member member = new Json.Member(frame.name, frame.nameOffset, value);
      if (frame.repeats(frame.members) && duplicates.size() < PLAIN_ITEMS) {
        duplicates.add(member);
      }
      frame.members.add(member);
      memory += NODE;
    }
  }
}
