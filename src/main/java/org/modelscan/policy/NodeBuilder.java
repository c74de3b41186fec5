package org.modelscan.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a tree together from what a parser tells, whatever the syntax. */
final class NodeBuilder {
  /** A list or mapping whose end has not come. */
  private static final class Open {
    final Position at;
    final boolean mapping;
    final List<Node> items = new ArrayList<>();
    final List<Node.Entry> entries = new ArrayList<>();
    final Set<String> keys = new HashSet<>();
    Node.@Nullable Text key;

    Open(Position at, boolean mapping) {
      this.at = at;
      this.mapping = mapping;
    }
  }

  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Node root;

  void startList(Position at) throws PolicyError {
    start(at, false);
  }

  void startMapping(Position at) throws PolicyError {
    start(at, true);
  }

  private void start(Position at, boolean mapping) throws PolicyError {
    if (open.size() == Node.DEEPEST) {
      throw new PolicyError(at, "is nested more than " + Node.DEEPEST + " levels deep");
    }
    if (!open.isEmpty() && open.peek().mapping && open.peek().key == null) {
      throw new PolicyError(at, "a key must be text");
    }
    open.push(new Open(at, mapping));
  }

  void scalar(Node.Text text) throws PolicyError {
    Open parent = open.peek();
    if (parent == null || !parent.mapping || parent.key != null) {
      add(text);
      return;
    }
    if (!parent.keys.add(text.value())) {
      throw new PolicyError(text.at(), "the key " + text.kind() + " stands twice");
    }
    parent.key = text;
  }

  void end() {
    Open closed = open.pop();
    add(
        closed.mapping
            ? new Node.Mapping(List.copyOf(closed.entries), closed.at)
            : new Node.Items(List.copyOf(closed.items), closed.at));
  }

  private void add(Node node) {
    Open parent = open.peek();
    if (parent == null) {
      root = node;
    } else if (parent.key != null) {
      parent.entries.add(new Node.Entry(parent.key, node));
      parent.key = null;
    } else {
      parent.items.add(node);
    }
  }

  /** The whole tree; nothing where there was nothing in the file. */
  Node root(Position file) {
    return root == null ? new Node.Text("", true, file) : root;
  }
}
