package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What leads to the chunks of a dataset: section IV.A.2.i, "Chunk indexing". It is read only where
 * the contents of a dataset matter.
 */
sealed interface ChunkIndex {
  /** A B-tree of version 1. */
  record Tree(long address, int dimensions) implements ChunkIndex {}

  /** A single chunk; of {@code size} -1 where it went through no filter. */
  record Single(long address, long size, int filterMask) implements ChunkIndex {}

  /** Chunks one behind the other. */
  record Implicit(long address) implements ChunkIndex {}

  /** An array of as many entries as there are chunks: section VII.C. */
  record FixedArray(long address, int layoutVersion) implements ChunkIndex {}

  /** An array that grows: section VII.D. */
  record ExtensibleArray(long address, int layoutVersion) implements ChunkIndex {}

  /** A B-tree of version 2. */
  record Tree2(long address, int layoutVersion) implements ChunkIndex {}

  /** The address of the index, or of the data itself. */
  long address();

  /** All chunks that were written; at most as many as the dataspace has room for. */
  default List<Chunk> chunks(Hdf5File file, Dataspace space, DataLayout.Chunked layout)
      throws IOException {
    if (address() == Fields.UNDEFINED) {
      return List.of();
    }
    return switch (this) {
      case Tree tree -> BTreeV1.chunks(file, tree.address, tree.dimensions);
      case Single single ->
          List.of(
              new Chunk(
                  new long[layout.dimensions().length],
                  single.address,
                  single.size < 0 ? layout.chunkSize() : single.size,
                  single.filterMask));
      case Implicit implicit -> implicit(file, implicit.address, space, layout);
      case FixedArray array ->
          new ChunkArrays(file, space, layout, array.layoutVersion).fixed(array.address);
      case ExtensibleArray array ->
          new ChunkArrays(file, space, layout, array.layoutVersion).extensible(array.address);
      case Tree2 tree -> tree2(file, tree, layout);
    };
  }

  private static List<Chunk> implicit(
      Hdf5File file, long address, Dataspace space, DataLayout.Chunked layout) throws IOException {
    ChunkGrid grid = new ChunkGrid(space, layout.dimensions());
    List<Chunk> chunks = new ArrayList<>();
    long size = layout.chunkSize();
    long end = file.bytes().size();
    for (long number = 0; number < grid.count() && number * size < end; number++) {
      file.keep();
      chunks.add(new Chunk(grid.start(number), address + number * size, size, 0));
    }
    return chunks;
  }

  private static List<Chunk> tree2(Hdf5File file, Tree2 tree, DataLayout.Chunked layout)
      throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    int sizeBytes = ChunkArrays.sizeBytes(layout, tree.layoutVersion);
    BTreeV2.read(
        file,
        tree.address,
        (type, record) -> {
          verify(
              type == BTreeV2.CHUNK || type == BTreeV2.CHUNK_FILTERED,
              record.position(),
              "B-tree of another kind");
          file.keep();
          long address = record.address();
          boolean filtered = type == BTreeV2.CHUNK_FILTERED;
          long size = filtered ? record.unsigned(sizeBytes) : layout.chunkSize();
          int mask = filtered ? (int) record.u32() : 0;
          long[] start = new long[layout.dimensions().length];
          for (int i = 0; i < start.length; i++) {
            start[i] = Dataspace.product(record.unsigned(8), layout.dimensions()[i]);
          }
          chunks.add(new Chunk(start, address, size, mask));
        });
    return chunks;
  }
}
