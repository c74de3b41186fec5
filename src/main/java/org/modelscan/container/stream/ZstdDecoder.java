package org.modelscan.container.stream;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.zstd.ZstdFrame;

/** One Zstandard frame. */
final class ZstdDecoder extends Decoder {
  private final ZstdFrame frame;

  ZstdDecoder(Bytes bytes, long offset, Budget budget) {
    this.frame = new ZstdFrame(bytes, offset, budget);
  }

  @Override
  long position() {
    return frame.position();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return frame.read(into, offset, length);
  }

  @Override
  public void close() {
    frame.close();
  }
}
