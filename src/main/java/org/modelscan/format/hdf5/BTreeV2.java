package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;

/**
 * A B-tree of version 2: section III.A.2. All of its records are visited, in no order that means
 * anything.
 */
final class BTreeV2 {
  /** Record types: section III.A.2, "Type". */
  static final int HUGE = 1;

  static final int HUGE_FILTERED = 2;
  static final int LINK_NAME = 5;
  static final int ATTRIBUTE_NAME = 8;
  static final int CHUNK = 10;
  static final int CHUNK_FILTERED = 11;

  private static final int NODE_OVERHEAD = 10; // signature, version, type and checksum
  private static final int DEPTH = 32;

  private final Hdf5File file;
  private final int type;
  private final int recordSize;
  private final long mostRecords;
  private final int[] countSize;
  private final int[] totalSize;
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<Long> visited = new HashSet<>();

  /** What takes the records. */
  @FunctionalInterface
  interface Records {
    /** Takes a record; the fields stand at its start and end wherever they are left. */
    void record(int type, Fields record) throws IOException;
  }

  private record Node(long address, int level, long records) {}

  /**
   * Visits all records of a tree. What one record breaks does not keep the others from being
   * visited.
   */
  static void read(Hdf5File file, long address, Records records) throws IOException {
    Fields in = file.at(address);
    long offset = in.position();
    in.signature("BTHD");
    verify(in.u8() == 0, offset, "B-tree of an unknown version");
    new BTreeV2(file, in, offset, records);
  }

  private BTreeV2(Hdf5File file, Fields in, long offset, Records records) throws IOException {
    this.file = file;
    this.type = in.u8();
    long nodeSize = in.u32();
    this.recordSize = in.u16();
    int depth = in.u16();
    in.skip(2);
    verify(
        recordSize > 0 && nodeSize > NODE_OVERHEAD && depth <= DEPTH,
        offset,
        "B-tree of impossible sizes");
    // Counts take as many bytes as the largest possible one needs: H5B2__hdr_init of the HDF5
    // library.
    this.countSize = new int[depth + 1];
    this.totalSize = new int[depth + 1];
    long most = (nodeSize - NODE_OVERHEAD) / recordSize;
    this.mostRecords = most;
    long mostInTree = most;
    int leafCountSize = bytesFor(most);
    for (int level = 1; level <= depth; level++) {
      countSize[level] = leafCountSize;
      totalSize[level] = level == 1 ? 0 : bytesFor(mostInTree);
      long pointer = file.superblock().offsetSize() + (long) leafCountSize + totalSize[level];
      most = Math.max(0, (nodeSize - NODE_OVERHEAD - pointer) / (recordSize + pointer));
      mostInTree = saturated(most + 1, mostInTree, most);
    }
    long root = in.address();
    int rootRecords = in.u16();
    if (root != Fields.UNDEFINED) {
      open.push(new Node(root, depth, rootRecords));
    }
    while (!open.isEmpty()) {
      Node node = open.pop();
      try {
        read(node, records);
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }

  private static int bytesFor(long most) {
    return (63 - Long.numberOfLeadingZeros(Math.max(1, most))) / 8 + 1;
  }

  private static long saturated(long factor, long value, long plus) {
    long high = Math.multiplyHigh(factor, value);
    long low = factor * value;
    return high != 0 || low < 0 || low + plus < 0 ? Long.MAX_VALUE : low + plus;
  }

  private void read(Node node, Records records) throws IOException {
    Fields in = file.at(node.address());
    long offset = in.position();
    verify(visited.add(offset), offset, "B-tree node that is reached twice");
    verify(
        node.records() <= mostRecords, offset, "B-tree node of more records than it has room for");
    in.signature(node.level() == 0 ? "BTLF" : "BTIN");
    in.skip(1);
    verify(in.u8() == type, offset, "B-tree node of another kind");
    long start = in.position();
    for (long i = 0; i < node.records(); i++) {
      file.step();
      in.seek(start + i * recordSize);
      try {
        records.record(type, in);
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
    in.seek(start + node.records() * recordSize);
    for (long i = 0; node.level() > 0 && i <= node.records(); i++) {
      file.keep();
      long child = in.address();
      long count = in.unsigned(countSize[node.level()]);
      in.skip(totalSize[node.level()]);
      open.push(new Node(child, node.level() - 1, count));
    }
  }
}
