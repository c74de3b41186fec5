package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A heap of links, attributes or messages that are found by identifiers: section III.G. Blocks
 * double in size row by row; an object is found by walking from the root block to the direct block
 * that covers its offset, so that nothing else is read.
 */
final class FractalHeap {
  private static final int INDIRECT_DEPTH = 64;
  private static final int BLOCK_LIMIT = 1 << 28;

  private final Hdf5File file;
  private final int idLength;
  private final long hugeTree;
  private final int tableWidth;
  private final long startingSize;
  private final long maximumDirectSize;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long rootBlock;
  private final int rootRows;
  private final long filteredRootSize;
  private final int filteredRootMask;
  private final FilterPipeline filters;

  /** An object of the heap: where its bytes lie. */
  record Item(Bytes bytes, long offset, long length) {}

  static FractalHeap read(Hdf5File file, long address) throws IOException {
    return new FractalHeap(file, file.at(address));
  }

  private FractalHeap(Hdf5File file, Fields in) throws IOException {
    this.file = file;
    long offset = in.position();
    in.signature("FRHP");
    verify(in.u8() == 0, offset, "fractal heap of an unknown version");
    idLength = in.u16();
    int filterLength = in.u16();
    in.skip(1);
    long maximumManagedSize = in.u32();
    in.length();
    hugeTree = in.address();
    in.skip(in.lengthSize() + in.offsetSize() + 8L * in.lengthSize()); // free space and counts
    tableWidth = in.u16();
    startingSize = in.length();
    maximumDirectSize = in.length();
    int maximumHeapBits = in.u16();
    in.skip(2);
    rootBlock = in.address();
    rootRows = in.u16();
    verify(
        tableWidth > 0 && startingSize > 0 && startingSize <= maximumDirectSize,
        offset,
        "fractal heap of impossible block sizes");
    verify(
        maximumDirectSize <= 1L << 32 && maximumHeapBits <= 64,
        offset,
        "fractal heap of impossible block sizes");
    offsetBytes = (maximumHeapBits + 7) / 8;
    lengthBytes =
        Math.min((log2(maximumDirectSize) + 7) / 8, log2(Math.max(1, maximumManagedSize)) / 8 + 1);
    if (filterLength > 0) {
      filteredRootSize = in.length();
      filteredRootMask = (int) in.u32();
      filters = FilterPipeline.read(in);
    } else {
      filteredRootSize = 0;
      filteredRootMask = 0;
      filters = FilterPipeline.NONE;
    }
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(value);
  }

  /** Length of the identifiers of its objects, in bytes. */
  int idLength() {
    return idLength;
  }

  /** The object that an identifier stands for. */
  Item find(byte[] id) throws IOException {
    Bytes idBytes = new HeapBytes(id);
    Fields in = file.fields(idBytes, 0);
    int kind = in.u8() >> 4 & 3;
    return switch (kind) {
      case 0 -> managed(in.unsigned(offsetBytes), in.unsigned(lengthBytes));
      case 1 -> huge(in);
      case 2 -> tiny(id);
      default -> throw new MalformedInput(-1, "heap object of an unknown kind");
    };
  }

  private Item tiny(byte[] id) throws IOException {
    int start = idLength > 18 ? 2 : 1; // longer identifiers have a second length byte
    int length = start == 1 ? (id[0] & 0x0f) + 1 : ((id[0] & 0x0f) << 8 | (id[1] & 0xff)) + 1;
    verify(start + length <= id.length, -1, "tiny heap object longer than its identifier");
    return new Item(new HeapBytes(id), start, length);
  }

  private Item huge(Fields in) throws IOException {
    boolean filtered = !filters.isEmpty();
    int direct = file.superblock().offsetSize() + file.superblock().lengthSize();
    if (!filtered && idLength - 1 >= direct) {
      return new Item(file.bytes(), file.offset(in.address()), in.length());
    }
    if (filtered && idLength - 1 >= direct + 4 + file.superblock().lengthSize()) {
      return filteredHuge(in);
    }
    long wanted = in.unsigned(Math.min(idLength - 1, file.superblock().lengthSize()));
    @Nullable Item[] found = new Item[1];
    BTreeV2.read(
        file,
        hugeTree,
        (type, record) -> {
          long at = record.position();
          Item item =
              type == BTreeV2.HUGE_FILTERED
                  ? filteredHuge(record)
                  : new Item(file.bytes(), file.offset(record.address()), record.length());
          if (record.length() == wanted) {
            found[0] = item;
          }
          verify(
              type == BTreeV2.HUGE || type == BTreeV2.HUGE_FILTERED, at, "B-tree of another kind");
        });
    verify(found[0] != null, -1, "huge heap object that is not in its index");
    return found[0];
  }

  private Item filteredHuge(Fields in) throws IOException {
    long address = in.address();
    long stored = in.length();
    int mask = (int) in.u32();
    long length = in.length();
    verify(stored <= BLOCK_LIMIT, in.position(), "compressed heap object too large to read");
    byte[] raw = file.bytes().exactly(file.offset(address), (int) stored);
    byte[] plain = filters.decode(raw, mask, BLOCK_LIMIT);
    return new Item(new HeapBytes(plain), 0, Math.min(length, plain.length));
  }

  /** Finds the direct block that covers an offset of the heap's own address space. */
  private Item managed(long heapOffset, long length) throws IOException {
    long block = rootBlock;
    long blockStart = 0;
    long size = startingSize;
    long filteredSize = filteredRootSize;
    int mask = filteredRootMask;
    int rows = rootRows;
    for (int depth = 0; rows > 0; depth++) {
      verify(depth < INDIRECT_DEPTH, -1, "fractal heap nested too deeply");
      file.step();
      int row = 0;
      long rowStart = blockStart;
      while (row < rows && heapOffset - rowStart >= tableWidth * rowSize(row)) {
        rowStart += tableWidth * rowSize(row++);
        file.step();
      }
      verify(row < rows, -1, "heap object behind the end of its heap");
      size = rowSize(row);
      int column = (int) ((heapOffset - rowStart) / size);
      blockStart = rowStart + column * size;
      Fields in = file.at(block);
      in.signature("FHIB");
      in.skip(1L + in.offsetSize() + offsetBytes);
      int directRows = Math.min(rows, log2(maximumDirectSize) - log2(startingSize) + 2);
      boolean filtered = !filters.isEmpty();
      int directEntry = in.offsetSize() + (filtered ? in.lengthSize() + 4 : 0);
      if (row < directRows) {
        in.skip(((long) row * tableWidth + column) * directEntry);
        block = in.address();
        filteredSize = filtered ? in.length() : 0;
        mask = filtered ? (int) in.u32() : 0;
        rows = 0;
      } else {
        in.skip((long) directRows * tableWidth * directEntry);
        in.skip(((long) (row - directRows) * tableWidth + column) * in.offsetSize());
        block = in.address();
        rows = log2(size) - log2(startingSize * tableWidth) + 1;
      }
    }
    long inBlock = heapOffset - blockStart;
    verify(inBlock >= 0 && inBlock + length <= size, -1, "heap object behind the end of its block");
    if (filters.isEmpty()) {
      return new Item(file.bytes(), file.offset(block) + inBlock, length);
    }
    verify(filteredSize <= BLOCK_LIMIT, -1, "compressed heap block too large to read");
    byte[] raw = file.bytes().exactly(file.offset(block), (int) filteredSize);
    return new Item(new HeapBytes(filters.decode(raw, mask, BLOCK_LIMIT)), inBlock, length);
  }

  private long rowSize(int row) throws IOException {
    verify(row < INDIRECT_DEPTH, -1, "fractal heap of too many rows");
    return row == 0 ? startingSize : startingSize << Math.min(row - 1, 62 - log2(startingSize));
  }
}
