package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;

/**
 * A B-tree of version 1: section III.A.1. Its leaves are the symbol table nodes of a group or the
 * chunks of a dataset.
 */
final class BTreeV1 {
  private static final int GROUP = 0;
  private static final int CHUNKS = 1;
  private static final int DEPTH = 64;

  private final Hdf5File file;
  private final int type;
  private final int dimensions;
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<Long> visited = new HashSet<>();

  /** A node that is still to be read; the level of a root is not known before. */
  private record Node(long address, int level) {}

  private BTreeV1(Hdf5File file, int type, int dimensions) {
    this.file = file;
    this.type = type;
    this.dimensions = dimensions;
  }

  /** Addresses of the symbol table nodes of a group. */
  static List<Long> symbolTableNodes(Hdf5File file, long root) throws IOException {
    List<Long> nodes = new ArrayList<>();
    new BTreeV1(file, GROUP, 0).read(root, (key, child) -> nodes.add(child));
    return nodes;
  }

  /**
   * The chunks of a dataset.
   *
   * @param dimensions of the dataset and one more, as the layout message counts them
   */
  static List<Chunk> chunks(Hdf5File file, long root, int dimensions) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    new BTreeV1(file, CHUNKS, dimensions)
        .read(
            root,
            (key, child) -> {
              long size = key.u32();
              int mask = (int) key.u32();
              long[] start = new long[dimensions - 1];
              for (int i = 0; i < start.length; i++) {
                start[i] = key.unsigned(8);
              }
              chunks.add(new Chunk(start, child, size, mask));
            });
    return chunks;
  }

  @FunctionalInterface
  private interface Leaves {
    void leaf(Fields key, long child) throws IOException;
  }

  private void read(long root, Leaves leaves) throws IOException {
    open.push(new Node(root, -1));
    while (!open.isEmpty()) {
      Node node = open.pop();
      try {
        read(node, leaves);
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }

  private void read(Node node, Leaves leaves) throws IOException {
    Fields in = file.at(node.address());
    long offset = in.position();
    // Each node once: pointers to nodes above or beside would make loops or exponentially many
    // paths.
    verify(visited.add(offset), offset, "B-tree node that is reached twice");
    in.signature("TREE");
    verify(in.u8() == type, offset, "B-tree node of another kind");
    int level = in.u8();
    verify(
        level <= DEPTH && (node.level() < 0 || level == node.level()),
        offset,
        "B-tree node of a wrong level");
    int entries = in.u16();
    in.skip(2L * in.offsetSize());
    int keySize = type == GROUP ? in.lengthSize() : 8 + 8 * dimensions;
    long start = in.position();
    for (int i = 0; i < entries; i++) {
      file.keep();
      long key = start + (long) i * (keySize + in.offsetSize());
      in.seek(key + keySize);
      long child = in.address();
      if (level > 0) {
        open.push(new Node(child, level - 1));
      } else {
        in.seek(key);
        leaves.leaf(in, child);
      }
    }
  }
}
