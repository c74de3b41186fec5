package org.modelscan.format.boosting;

import java.util.Optional;
import org.modelscan.fact.Fact;

/**
 * The children of the nodes of one tree: numbers of other nodes, or -1. What is larger is an index
 * that a loader follows out of its memory.
 */
final class TreeChildren {
  private final String what;
  private long count;
  private long smallest = -1;
  private long largest = -1;

  /** Children of one kind, such as {@code left_children}. */
  TreeChildren(String what) {
    this.what = what;
  }

  void add(long child) {
    count++;
    smallest = Math.min(smallest, child);
    largest = Math.max(largest, child);
  }

  /** Elements that are there and were not looked at. */
  void skipped(long more) {
    count += more;
  }

  long count() {
    return count;
  }

  /** A child that is no node. */
  Optional<Fact.OutOfRange> problem(long offset, long nodes) {
    if (smallest >= -1 && largest < nodes && count == nodes) {
      return Optional.empty();
    }
    String evidence =
        count == nodes
            ? "%d of a tree of %d nodes".formatted(smallest < -1 ? smallest : largest, nodes)
            : "%d of a tree of %d nodes".formatted(count, nodes);
    return Optional.of(new Fact.OutOfRange(offset, what + " of a tree", evidence));
  }
}
