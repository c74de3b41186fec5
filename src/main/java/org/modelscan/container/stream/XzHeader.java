package org.modelscan.container.stream;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/** The header of an XZ stream's first block (section 3.1 of the .xz file format 1.2.1). */
final class XzHeader {
  private static final int STREAM_HEADER = 12;
  private static final int LZMA2 = 0x21;

  private XzHeader() {}

  /** Bytes of dictionary that the first block asks for; 0 where there is no such block. */
  static long dictionary(Bytes bytes, long offset) throws IOException {
    Cursor header = new Cursor(bytes, offset + STREAM_HEADER, 64);
    try {
      if (header.u8() == 0) {
        return 0; // the index: a stream without blocks
      }
      int flags = header.u8();
      if ((flags & 0x40) != 0) {
        number(header); // compressed size
      }
      if ((flags & 0x80) != 0) {
        number(header); // uncompressed size
      }
      for (int filter = 0; filter <= (flags & 3); filter++) {
        long id = number(header);
        long length = number(header);
        if (id == LZMA2 && length == 1) {
          return dictionary(header.u8());
        }
        header.skip(length);
      }
      return 0;
    } catch (MalformedInput damaged) {
      return 0; // the decoder will say so
    }
  }

  /** Section 5.3.1. */
  private static long dictionary(int code) {
    return code >= 40 ? 0xffffffffL : (2L | (code & 1)) << (code / 2 + 11);
  }

  /** A number of seven bits a byte, section 1.2. */
  private static long number(Cursor header) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = header.u8();
      value |= (next & 0x7fL) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new MalformedInput(header.position(), "number is too long");
  }
}
