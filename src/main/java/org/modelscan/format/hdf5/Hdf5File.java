package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * An HDF5 file whose structures are being read: its content, its superblock, and what reading it
 * may cost. Every structure charges its entries here, so that what is visited is bounded whatever
 * the structures say.
 */
final class Hdf5File {
  private static final int BATCH = 1 << 10;

  private final Bytes bytes;
  private final Superblock superblock;
  private final Budget budget;
  private final Problems problems;
  private final GlobalHeap globalHeap = new GlobalHeap(this);
  private final SharedMessageTable sharedMessages = new SharedMessageTable(this);
  private int steps;
  private long kept;

  Hdf5File(Bytes bytes, Superblock superblock, Budget budget, Problems problems) {
    this.bytes = new PageCache(bytes);
    this.superblock = superblock;
    this.budget = budget;
    this.problems = problems;
  }

  Superblock superblock() {
    return superblock;
  }

  GlobalHeap globalHeap() {
    return globalHeap;
  }

  SharedMessageTable sharedMessages() {
    return sharedMessages;
  }

  Bytes bytes() {
    return bytes;
  }

  /** The fields of the structure at an address. */
  Fields at(long address) throws IOException {
    return fields(bytes, offset(address));
  }

  /** Fields of content that may be a part of the file or was decompressed from it. */
  Fields fields(Bytes content, long offset) {
    return new Fields(content, offset, superblock.offsetSize(), superblock.lengthSize());
  }

  /** The offset in the file that an address stands for. */
  long offset(long address) throws MalformedInput {
    verify(
        address >= 0 && address <= Long.MAX_VALUE - superblock.base(),
        -1,
        "address that stands for nothing");
    return superblock.base() + address;
  }

  /**
   * An offset as it is reported: -1 in content that was decompressed and so stands nowhere in the
   * file.
   */
  long place(Bytes content, long offset) {
    return content.equals(bytes) ? offset : -1;
  }

  /** Charges bytes that a filter gave. */
  void inflated(long count) throws IOException {
    budget.inflate(count);
  }

  /** Charges one entry of a structure. */
  void step() throws IOException {
    if (++steps == BATCH) {
      steps = 0;
      budget.opcodes(BATCH);
    }
  }

  /**
   * Charges one thing that is kept in memory until the walk is over or the structure is done with.
   */
  void keep() throws IOException {
    step();
    budget.entries(++kept);
  }

  void problem(MalformedInput malformed) {
    problems.add(malformed.offset(), malformed.reason());
  }

  void problem(long offset, String reason) {
    problems.add(offset, reason);
  }
}
