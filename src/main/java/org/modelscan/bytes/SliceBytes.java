package org.modelscan.bytes;

import java.io.IOException;

/** A part of other content, clipped to what that content really holds. */
record SliceBytes(Bytes base, long start, long length) implements Bytes {

  SliceBytes {
    if (start < 0 || length < 0) {
      throw new IllegalArgumentException("slice at " + start + " of " + length);
    }
  }

  @Override
  public int read(long offset, byte[] into, int at, int count) throws IOException {
    if (offset < 0 || offset >= length || start > Long.MAX_VALUE - offset) {
      return 0;
    }
    return base.read(start + offset, into, at, (int) Math.min(count, length - offset));
  }

  @Override
  public long size() throws IOException {
    return Math.max(0, Math.min(length, base.size() - start));
  }

  @Override
  public boolean isRandomAccess() {
    return base.isRandomAccess();
  }

  @Override
  public void expect(long offset, int count) {
    if (offset >= 0 && offset < length && start <= Long.MAX_VALUE - offset) {
      base.expect(start + offset, (int) Math.min(count, length - offset));
    }
  }

  @Override
  public Bytes slice(long offset, long count) {
    if (offset >= length) {
      return new SliceBytes(base, start, 0);
    }
    return new SliceBytes(base, start + offset, Math.min(count, length - offset));
  }

  @Override
  public Bytes from(long offset) {
    return slice(offset, Long.MAX_VALUE);
  }
}
