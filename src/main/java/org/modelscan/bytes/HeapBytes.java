package org.modelscan.bytes;

/**
 * Content that is already in memory. The array is not copied and must not be changed afterwards.
 */
public final class HeapBytes implements Bytes {
  private final byte[] array;

  public HeapBytes(byte[] array) {
    this.array = array;
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) {
    if (offset < 0 || offset >= array.length) {
      return 0;
    }
    int count = (int) Math.min(length, array.length - offset);
    System.arraycopy(array, (int) offset, into, at, count);
    return count;
  }

  @Override
  public long size() {
    return array.length;
  }
}
