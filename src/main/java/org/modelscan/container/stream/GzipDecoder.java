package org.modelscan.container.stream;

import java.io.IOException;
import java.util.zip.CRC32;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/** One member of a gzip file (RFC 1952). */
final class GzipDecoder extends Decoder {
  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;

  private final Bytes bytes;
  private final InflateStream content;
  private final CRC32 crc = new CRC32();
  private long size;
  private boolean ended;

  GzipDecoder(Bytes bytes, long offset) throws IOException {
    this.bytes = bytes;
    Cursor header = new Cursor(bytes, offset, 512);
    header.skip(3); // signature and method, which were looked at
    int flags = header.u8();
    header.skip(6); // time, level and system
    if ((flags & EXTRA) != 0) {
      header.skip(header.u16le());
    }
    if ((flags & NAME) != 0) {
      skipText(header);
    }
    if ((flags & COMMENT) != 0) {
      skipText(header);
    }
    if ((flags & HEADER_CRC) != 0) {
      header.skip(2);
    }
    this.content = new InflateStream(bytes, header.position(), true);
  }

  private static void skipText(Cursor header) throws IOException {
    while (header.u8() != 0) {
      // up to its NUL
    }
  }

  @Override
  long position() {
    return ended ? content.position() + 8 : content.position();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = content.read(into, offset, length);
    if (read >= 0) {
      crc.update(into, offset, read);
      size += read;
    } else if (!ended) {
      ended = true;
      Cursor trailer = new Cursor(bytes, content.position(), 16);
      if (trailer.u32le() != crc.getValue() || trailer.u32le() != (size & 0xffffffffL)) {
        throw new IOException("wrong checksum or length");
      }
    }
    return read;
  }

  @Override
  public void close() {
    content.close();
  }
}
