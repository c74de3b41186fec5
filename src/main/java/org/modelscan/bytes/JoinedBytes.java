package org.modelscan.bytes;

import java.io.IOException;

/** The first {@code length} bytes of some content, which it has, and other content behind them. */
public record JoinedBytes(Bytes first, long length, Bytes second) implements Bytes {

  @Override
  public int read(long offset, byte[] into, int at, int count) throws IOException {
    int read =
        offset < length ? first.read(offset, into, at, (int) Math.min(count, length - offset)) : 0;
    return read < count && offset + read >= length
        ? read + second.read(offset + read - length, into, at + read, count - read)
        : read;
  }

  @Override
  public long size() throws IOException {
    return length + second.size();
  }

  @Override
  public boolean isRandomAccess() {
    return first.isRandomAccess() && second.isRandomAccess();
  }
}
