package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/** What a question about where a value comes from has led to so far. */
final class Trail implements Values.Visitor {
  private static final int MAX_SOURCES = 256;

  /** Values that one question may lead to: joined strings double with each level. */
  private static final int MAX_STEPS = 4096;

  /** A value in one function or, without, in the main graph. */
  record Value(@Nullable Span within, String reference) {
    String node() {
      int colon = reference.indexOf(':');
      return colon < 0 ? reference : reference.substring(0, colon);
    }

    /** Which output of the node: {@code node:1}, in functions {@code node:name:1}. */
    int output() {
      String last = reference.substring(reference.lastIndexOf(':') + 1);
      return last.length() < 6
              && last.chars().allMatch(c -> c >= '0' && c <= '9')
              && !last.isEmpty()
          ? Integer.parseInt(last)
          : 0;
    }
  }

  final Set<Source> sources = new LinkedHashSet<>();
  private final Set<Value> visited = new HashSet<>();
  private final @Nullable Trail whole;
  private final int[] steps;

  Trail() {
    this.whole = null;
    this.steps = new int[1];
  }

  /** A part of a question, which counts as its whole. */
  Trail(Trail whole) {
    this.whole = whole;
    this.steps = whole.steps;
  }

  /** Whether a value is new to this question; that of a part is new to its whole later on. */
  boolean visit(Value value) {
    for (Trail outer = whole; outer != null; outer = outer.whole) {
      if (outer.visited.contains(value)) {
        return false;
      }
    }
    return visited.add(value);
  }

  void step() {
    steps[0]++;
  }

  boolean isTooLong() {
    return steps[0] > MAX_STEPS;
  }

  @Override
  public void string(Message holder, Span string) throws IOException {
    String text = holder.textAt(string, Resolver.TEXT_LIMIT);
    add(
        string.length() > Resolver.TEXT_LIMIT
            ? Source.computed(text + "…").in(string)
            : Source.constant(text, string));
  }

  @Override
  public void placeholder(String name) {
    add(Source.computed("attribute " + name + " of the function"));
  }

  void add(Source source) {
    if (sources.size() < MAX_SOURCES) {
      sources.add(source);
    } else {
      sources.add(Source.computed("more than " + MAX_SOURCES + " values"));
    }
  }
}
