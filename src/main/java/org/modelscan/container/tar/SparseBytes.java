package org.modelscan.container.tar;

import java.io.IOException;
import java.util.Arrays;
import org.modelscan.bytes.Bytes;

/** A file with holes: pieces of stored data at their places, and zeros between them. */
final class SparseBytes implements Bytes {
  private final Bytes stored;
  private final long size;

  /** Where each piece stands in the file, ascending, and where its data starts. */
  private final long[] starts;

  private final long[] lengths;
  private final long[] sources;

  private SparseBytes(Bytes stored, long size, long[] starts, long[] lengths) {
    this.stored = stored;
    this.size = size;
    this.starts = starts;
    this.lengths = lengths;
    this.sources = new long[starts.length];
    for (int i = 1; i < starts.length; i++) {
      sources[i] = sources[i - 1] + lengths[i - 1];
    }
  }

  /**
   * Joins pieces.
   *
   * @param map offset and length of each piece in turn
   * @return what the pieces make, or the stored data where they overlap or do not ascend
   */
  static Bytes of(Bytes stored, long size, long... map) {
    long[] starts = new long[map.length / 2];
    long[] lengths = new long[map.length / 2];
    long end = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = map[2 * i];
      lengths[i] = map[2 * i + 1];
      if (starts[i] < end || lengths[i] < 0 || lengths[i] > Long.MAX_VALUE - starts[i]) {
        return stored;
      }
      end = starts[i] + lengths[i];
    }
    return new SparseBytes(stored, Math.max(size, end), starts, lengths);
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    if (offset < 0 || offset >= size) {
      return 0;
    }
    int total = (int) Math.min(length, size - offset);
    int done = 0;
    while (done < total) {
      long position = offset + done;
      int found = Arrays.binarySearch(starts, position);
      int piece = found >= 0 ? found : -found - 2;
      long inPiece = piece < 0 ? 0 : position - starts[piece];
      if (piece >= 0 && inPiece < lengths[piece]) {
        int count = (int) Math.min(total - done, lengths[piece] - inPiece);
        int read = stored.read(sources[piece] + inPiece, into, at + done, count);
        if (read == 0) {
          return done; // the archive ends in this file
        }
        done += read;
      } else {
        long next = piece + 1 < starts.length ? starts[piece + 1] : size;
        int count = (int) Math.min(total - done, next - position);
        Arrays.fill(into, at + done, at + done + count, (byte) 0);
        done += count;
      }
    }
    return done;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean isRandomAccess() {
    return stored.isRandomAccess();
  }
}
