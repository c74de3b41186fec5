package org.modelscan.container.stream;

import java.io.IOException;
import java.io.InputStream;

/** Decodes one compressed stream from its header to its end, and knows where that end is. */
abstract class Decoder extends InputStream {
  /** Offset behind the last byte that was used; exact once the end was reached. */
  abstract long position();

  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }
}
