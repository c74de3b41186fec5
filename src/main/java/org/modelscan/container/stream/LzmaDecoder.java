package org.modelscan.container.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.container.lzma.LzmaContent;
import org.modelscan.container.lzma.LzmaData;
import org.modelscan.container.lzma.XzContent;

/** LZMA data: in the XZ container, or behind the header of the LZMA_Alone format. */
final class LzmaDecoder extends Decoder {
  private static final int ALONE_HEADER = 13;

  /** The longest content that {@code liblzma} believes a header of the LZMA_Alone format. */
  private static final long LONGEST_ALONE = 1L << 38;

  private final LzmaContent content;

  private LzmaDecoder(LzmaContent content) {
    this.content = content;
  }

  /** One XZ stream. */
  static LzmaDecoder xz(Bytes bytes, long offset, Budget budget) {
    return new LzmaDecoder(new XzContent(bytes, offset, budget));
  }

  /** One stream in the LZMA_Alone format. */
  static LzmaDecoder alone(Bytes bytes, long offset, Budget budget) throws IOException {
    Cursor header = new Cursor(bytes, offset, 16);
    int properties = header.u8();
    long dictionary = header.u32le();
    long size = header.i64le();
    return new LzmaDecoder(
        new LzmaData(bytes, offset + ALONE_HEADER, properties, dictionary, size, budget));
  }

  /**
   * Whether these may be the first bytes of the LZMA_Alone format, by the values that its fields
   * can have (liblzma's alone_decoder.c) and the zero that starts its data.
   */
  static boolean startsAlone(byte[] first) {
    if (first.length < ALONE_HEADER + 6 || first[ALONE_HEADER] != 0) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    long size = header.getLong(5);
    return (first[0] & 0xff) <= LzmaData.HIGHEST_PROPERTIES
        && isOrdinary(Integer.toUnsignedLong(header.getInt(1)))
        && (size == -1 || (size >= 0 && size < LONGEST_ALONE));
  }

  /** 2^n or 2^n + 2^(n-1), from 4 KiB on, or the highest value. */
  private static boolean isOrdinary(long dictionary) {
    long rest = dictionary - Long.highestOneBit(dictionary);
    return dictionary == 0xffffffffL
        || (dictionary >= 4096 && (rest == 0 || rest == Long.highestOneBit(dictionary) >>> 1));
  }

  @Override
  long position() {
    return content.position();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return content.read(into, offset, length);
  }

  @Override
  public void close() {
    content.close();
  }
}
