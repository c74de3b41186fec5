package org.modelscan.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose content is checked at its end. */
final class DigestedStream extends FilterInputStream {
  private final Digest digest;
  private final long size;

  DigestedStream(InputStream stream, Digest digest, long size) {
    super(stream);
    this.digest = digest;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    int count = in.read(into, at, length);
    if (count > 0) {
      digest.update(digest.next(), into, at, count, size);
    }
    return count;
  }
}
