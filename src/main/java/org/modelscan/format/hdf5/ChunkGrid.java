package org.modelscan.format.hdf5;

/**
 * How chunks are numbered: row by row, as far as the dataspace reaches.
 *
 * @param perDimension chunks in each dimension
 * @param chunk dimensions of a chunk
 */
record ChunkGrid(long[] perDimension, long[] chunk) {
  ChunkGrid(Dataspace space, long[] chunk) {
    this(perDimension(space, chunk), chunk);
  }

  private static long[] perDimension(Dataspace space, long[] chunk) {
    long[] counts = new long[chunk.length];
    for (int i = 0; i < counts.length; i++) {
      long length = i < space.dimensions().length ? space.dimensions()[i] : 1;
      counts[i] = chunk[i] <= 0 ? 0 : length / chunk[i] + (length % chunk[i] == 0 ? 0 : 1);
    }
    return counts;
  }

  /** Number of chunks. */
  long count() {
    long count = 1;
    for (long dimension : perDimension) {
      count = Dataspace.product(count, dimension);
    }
    return count;
  }

  /** Index of the first element of a chunk. */
  long[] start(long number) {
    long[] start = new long[chunk.length];
    long rest = number;
    for (int i = chunk.length - 1; i >= 0; i--) {
      long count = Math.max(1, perDimension[i]);
      start[i] = rest % count * chunk[i];
      rest /= count;
    }
    return start;
  }
}
