package org.modelscan.container.lzma;

import java.io.IOException;
import java.io.InputStream;

/** What LZMA data decode to. What comes before a cut or damage is given before that is thrown. */
public abstract sealed class LzmaContent extends InputStream permits WindowContent, XzContent {
  /** Offset behind the last byte that was used; exact once the end was reached. */
  public abstract long position();

  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Gives the memory back. */
  @Override
  public abstract void close();
}
