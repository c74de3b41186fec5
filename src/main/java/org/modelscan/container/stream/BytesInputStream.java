package org.modelscan.container.stream;

import java.io.IOException;
import java.io.InputStream;
import org.modelscan.bytes.Bytes;

/** Content as a stream, for decompressors that read one; buffered, since some read byte by byte. */
public final class BytesInputStream extends InputStream {
  private final Bytes bytes;
  private final byte[] buffer = new byte[1 << 16];
  private long next;
  private int at;
  private int limit;

  /** Starts at {@code offset}. */
  public BytesInputStream(Bytes bytes, long offset) {
    this.bytes = bytes;
    this.next = offset;
  }

  /** Offset of the next byte. */
  public long position() {
    return next - (limit - at);
  }

  @Override
  public int read() throws IOException {
    return at < limit || fill() ? buffer[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == limit && length >= buffer.length) {
      int read = bytes.read(next, into, offset, length);
      next += read;
      return read == 0 ? -1 : read;
    }
    if (at == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - at);
    System.arraycopy(buffer, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return limit - at;
  }

  private boolean fill() throws IOException {
    limit = bytes.read(next, buffer, 0, buffer.length);
    at = 0;
    next += limit;
    return limit > 0;
  }
}
