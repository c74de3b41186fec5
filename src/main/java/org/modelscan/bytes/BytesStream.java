package org.modelscan.bytes;

import java.io.IOException;
import java.io.InputStream;

/** Content as a stream, for readers that want one. Closing it leaves the content open. */
public final class BytesStream extends InputStream {
  private static final int BUFFER = 1 << 14;

  private final Bytes bytes;
  private final byte[] buffer = new byte[BUFFER];
  private long next;
  private int at;
  private int limit;

  /** Streams all of the content. */
  public BytesStream(Bytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    return at < limit || fill() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(buffer, at, into, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    limit = bytes.read(next, buffer, 0, buffer.length);
    next += limit;
    at = 0;
    return limit > 0;
  }
}
