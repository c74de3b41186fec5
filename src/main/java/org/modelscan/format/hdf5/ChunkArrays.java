package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The two chunk indexes that are arrays: sections VII.C (fixed) and VII.D (extensible). */
final class ChunkArrays {
  private static final int CHECKSUM = 4;

  private final Hdf5File file;
  private final DataLayout.Chunked layout;
  private final ChunkGrid grid;
  private final int sizeBytes;
  private final List<Chunk> chunks = new ArrayList<>();
  private final long count;
  private boolean filtered;
  private int entrySize;
  private long number;

  ChunkArrays(Hdf5File file, Dataspace space, DataLayout.Chunked layout, int layoutVersion) {
    this.file = file;
    this.layout = layout;
    this.grid = new ChunkGrid(space, layout.dimensions());
    this.count = grid.count();
    this.sizeBytes = sizeBytes(layout, layoutVersion);
  }

  /**
   * Bytes that the size of a filtered chunk takes: one more than a whole chunk's needs, in layout
   * version 5 all eight.
   */
  static int sizeBytes(DataLayout.Chunked layout, int layoutVersion) {
    int log2 = 63 - Long.numberOfLeadingZeros(Math.max(1, layout.chunkSize()));
    return layoutVersion >= 5 ? 8 : Math.min(8, 1 + (log2 + 8) / 8);
  }

  private void client(Fields in, long offset) throws IOException {
    int id = in.u8();
    verify(id <= 1, offset, "chunk index for unknown elements");
    filtered = id == 1;
  }

  private void entrySize(Fields in) throws IOException {
    entrySize = in.u8();
    int needed = in.offsetSize() + (filtered ? sizeBytes + 4 : 0);
    verify(
        entrySize >= in.offsetSize() && entrySize <= needed + 8,
        in.position(),
        "chunk index entries of an impossible size");
  }

  /** Reads entries, as many as a block has and the dataset still needs. */
  private void entries(Fields in, long entries) throws IOException {
    for (long i = 0; i < entries && number < count; i++) {
      file.keep();
      long next = in.position() + entrySize;
      long address = in.address();
      long size = filtered ? in.unsigned(entrySize - in.offsetSize() - 4) : layout.chunkSize();
      int mask = filtered ? (int) in.u32() : 0;
      if (address != Fields.UNDEFINED) {
        chunks.add(new Chunk(grid.start(number), address, size, mask));
      }
      number++;
      in.seek(next);
    }
  }

  List<Chunk> fixed(long address) throws IOException {
    Fields in = file.at(address);
    long offset = in.position();
    in.signature("FAHD");
    in.skip(1);
    client(in, offset);
    entrySize(in);
    int pageBits = in.u8();
    verify(pageBits < 32, offset, "chunk index of impossible pages");
    long entries = in.length();
    Fields block = file.at(in.address());
    block.signature("FADB");
    block.skip(2 + block.offsetSize());
    long pageEntries = 1L << pageBits;
    if (entries <= pageEntries) {
      entries(block, entries);
      return chunks;
    }
    long pages = entries / pageEntries + (entries % pageEntries == 0 ? 0 : 1);
    long bitmap = block.position();
    long page = bitmap + (pages + 7) / 8 + CHECKSUM;
    for (long i = 0; i < pages && number < count; i++) {
      file.step();
      long here = Math.min(pageEntries, entries - i * pageEntries);
      pages(bitmap, i, page, here);
      page += here * entrySize + CHECKSUM;
    }
    return chunks;
  }

  /** Reads a page where its bit says that it was written. */
  private void pages(long bitmap, long bit, long page, long entries) throws IOException {
    Fields bits = file.fields(file.bytes(), bitmap + bit / 8);
    if ((bits.u8() & 0x80 >> (bit % 8)) != 0) {
      entries(file.fields(file.bytes(), page), entries);
    } else {
      number += entries;
    }
  }

  List<Chunk> extensible(long address) throws IOException {
    Fields in = file.at(address);
    long offset = in.position();
    in.signature("EAHD");
    in.skip(1);
    client(in, offset);
    entrySize(in);
    int maximumBits = in.u8();
    int indexEntries = in.u8();
    int minimumEntries = in.u8();
    int minimumPointers = in.u8();
    int pageBits = in.u8();
    verify(
        maximumBits <= 64 && minimumEntries > 0 && minimumPointers > 0 && pageBits < 32,
        offset,
        "chunk index of impossible sizes");
    in.skip(6L * in.lengthSize());
    long indexAddress = in.address();
    if (indexAddress == Fields.UNDEFINED) {
      return chunks;
    }
    Fields index = file.at(indexAddress);
    index.signature("EAIB");
    index.skip(2 + index.offsetSize());
    entries(index, indexEntries);
    new SuperBlocks(maximumBits, minimumEntries, minimumPointers, pageBits).read(index);
    return chunks;
  }

  /**
   * Data blocks hang in super blocks that grow by turns in number and in size: super block {@code
   * s} has 2^(s/2) data blocks of {@code minimumEntries} × 2^((s+1)/2) entries each. Those of the
   * first super blocks stand in the index block itself.
   */
  private final class SuperBlocks {
    private final int blockOffsetBytes;
    private final int minimumEntries;
    private final int minimumPointers;
    private final long pageEntries;
    private final int superBlocks;

    SuperBlocks(int maximumBits, int minimumEntries, int minimumPointers, int pageBits) {
      this.blockOffsetBytes = (maximumBits + 7) / 8;
      this.minimumEntries = minimumEntries;
      this.minimumPointers = minimumPointers;
      this.pageEntries = 1L << pageBits;
      this.superBlocks = 1 + Math.max(0, maximumBits - log2(minimumEntries));
    }

    private static int log2(long value) {
      return 63 - Long.numberOfLeadingZeros(value);
    }

    void read(Fields index) throws IOException {
      int inIndex = 2 * log2(minimumPointers);
      for (int block = 0; block < superBlocks && number < count; block++) {
        long blocks = 1L << (block / 2);
        long entries = (long) minimumEntries << ((block + 1) / 2);
        if (block < inIndex) {
          for (long i = 0; i < blocks; i++) {
            dataBlock(index.address(), entries);
          }
        } else {
          superBlock(index.address(), blocks, entries);
        }
      }
    }

    private void superBlock(long address, long blocks, long entries) throws IOException {
      if (address == Fields.UNDEFINED) {
        number += Dataspace.product(blocks, entries);
        return;
      }
      Fields in = file.at(address);
      in.signature("EASB");
      in.skip(2L + in.offsetSize() + blockOffsetBytes);
      long bitmap = in.position();
      long pagesPerBlock = entries > pageEntries ? entries / pageEntries : 0;
      long bitmapBytes = (pagesPerBlock + 7) / 8;
      in.skip(blocks * bitmapBytes);
      for (long i = 0; i < blocks && number < count; i++) {
        long block = in.address();
        if (block == Fields.UNDEFINED || pagesPerBlock == 0) {
          dataBlock(block, entries);
        } else {
          pagedBlock(block, bitmap + i * bitmapBytes, pagesPerBlock);
        }
      }
    }

    private void dataBlock(long address, long entries) throws IOException {
      file.step();
      if (address == Fields.UNDEFINED) {
        number += entries;
        return;
      }
      Fields in = file.at(address);
      in.signature("EADB");
      in.skip(2L + in.offsetSize() + blockOffsetBytes);
      entries(in, entries);
    }

    private void pagedBlock(long address, long bitmap, long pagesPerBlock) throws IOException {
      Fields in = file.at(address);
      in.signature("EADB");
      long page = in.position() + 2 + in.offsetSize() + blockOffsetBytes + CHECKSUM;
      for (long i = 0; i < pagesPerBlock && number < count; i++) {
        file.step();
        pages(bitmap, i, page, pageEntries);
        page += pageEntries * entrySize + CHECKSUM;
      }
    }
  }
}
