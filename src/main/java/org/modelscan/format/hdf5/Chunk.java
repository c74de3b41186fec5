package org.modelscan.format.hdf5;

/**
 * A part of a dataset that is stored by itself.
 *
 * @param start index of its first element, one number a dimension
 * @param address where it is stored, or {@link Fields#UNDEFINED} where it was never written
 * @param size bytes stored
 * @param filterMask a bit set for each filter that was left out
 */
record Chunk(long[] start, long address, long size, int filterMask) {}
