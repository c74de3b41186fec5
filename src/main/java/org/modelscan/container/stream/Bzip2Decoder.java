package org.modelscan.container.stream;

import java.io.IOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.modelscan.bytes.Bytes;

/** One bzip2 stream. */
final class Bzip2Decoder extends Decoder {
  private final BytesInputStream compressed;
  private final BZip2CompressorInputStream content;

  Bzip2Decoder(Bytes bytes, long offset) throws IOException {
    this.compressed = new BytesInputStream(bytes, offset);
    this.content = new BZip2CompressorInputStream(compressed, false);
  }

  @Override
  long position() {
    return compressed.position();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return content.read(into, offset, length);
  }
}
