package org.modelscan.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Random access to content of any origin and any length: a file, a slice of one, an inflated
 * member, a remote resource. Offsets are in bytes from the start of this content. Not safe for use
 * by several threads at once: one artifact is read by one thread.
 */
public interface Bytes extends Closeable {

  /**
   * Copies up to {@code length} bytes that start at {@code offset}.
   *
   * @return the number copied: less than {@code length} only where the content ends, 0 at or past
   *     the end
   */
  int read(long offset, byte[] into, int at, int length) throws IOException;

  /**
   * Length in bytes. For inflated content this may have to inflate all of it, within the budget.
   */
  long size() throws IOException;

  /**
   * Whether reading at one offset costs as much as at another. Content that is inflated has to be
   * inflated up to there, and its length is only known at its end.
   */
  default boolean isRandomAccess() {
    return true;
  }

  /**
   * Says what will be read soon, so that content that is far away can be asked for in time. May do
   * nothing; never fails.
   */
  default void expect(long offset, int length) {}

  /**
   * The {@code length} bytes at {@code offset}, clipped to what is there. Costs nothing until it is
   * read.
   */
  default Bytes slice(long offset, long length) {
    return new SliceBytes(this, offset, length);
  }

  /** Everything from {@code offset} on. */
  default Bytes from(long offset) {
    return new SliceBytes(this, offset, Long.MAX_VALUE - offset);
  }

  /**
   * Exactly {@code length} bytes.
   *
   * @throws MalformedInput where the content ends before
   */
  default byte[] exactly(long offset, int length) throws IOException {
    byte[] read = upTo(offset, length);
    if (read.length < length) {
      throw new MalformedInput(offset, "ends after " + read.length + " of " + length + " bytes");
    }
    return read;
  }

  /** Up to {@code length} bytes; allocates by what is there, not by what is asked for. */
  default byte[] upTo(long offset, int length) throws IOException {
    int chunk = Math.min(length, 1 << 16);
    byte[] buffer = new byte[chunk];
    int filled = 0;
    while (true) {
      int read = read(offset + filled, buffer, filled, buffer.length - filled);
      filled += read;
      if (filled == length || filled < buffer.length) {
        return filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
      }
      buffer = Arrays.copyOf(buffer, (int) Math.min(length, buffer.length * 2L));
    }
  }

  /** Releases what the content holds open; slices and content in memory hold nothing. */
  @Override
  default void close() throws IOException {}
}
