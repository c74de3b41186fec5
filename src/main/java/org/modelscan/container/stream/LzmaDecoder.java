package org.modelscan.container.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * LZMA data: in the XZ container (the .xz file format 1.2.1), behind the header of the LZMA_Alone
 * format, or without a header. The memory that a header asks for is claimed from the budget first.
 */
public final class LzmaDecoder extends Decoder {
  /** What a decoder uses besides its dictionary. */
  private static final long OVERHEAD = 1 << 20;

  private static final int ALONE_HEADER = 13;

  /** The longest content that {@code liblzma} believes a header of the LZMA_Alone format. */
  private static final long LONGEST_ALONE = 1L << 38;

  /** The highest byte that can hold lc, lp and pb: (4 * 5 + 4) * 9 + 8. */
  private static final int HIGHEST_PROPERTIES = 224;

  private final Padded compressed;
  private final InputStream content;
  private final Budget budget;
  private final long memory;
  private boolean closed;

  private LzmaDecoder(Padded compressed, InputStream content, Budget budget, long memory) {
    this.compressed = compressed;
    this.content = content;
    this.budget = budget;
    this.memory = memory;
  }

  /** Makes the decoder's stream, for which memory has been claimed. */
  @FunctionalInterface
  private interface Opener {
    InputStream open(Padded compressed, long memory) throws IOException;
  }

  private static LzmaDecoder open(
      Bytes bytes, long offset, Budget budget, long dictionary, Opener opener) throws IOException {
    long memory = dictionary + OVERHEAD;
    budget.claimMemory(memory);
    try {
      Padded compressed = new Padded(bytes, offset);
      return new LzmaDecoder(compressed, opener.open(compressed, memory), budget, memory);
    } catch (IOException | RuntimeException | Error failed) {
      budget.releaseMemory(memory);
      throw failed;
    }
  }

  /** One XZ stream. */
  static LzmaDecoder xz(Bytes bytes, long offset, Budget budget) throws IOException {
    return open(
        bytes,
        offset,
        budget,
        XzHeader.dictionary(bytes, offset),
        (compressed, memory) -> new SingleXZInputStream(compressed, (int) (memory >>> 10) + 1));
  }

  /** One stream in the LZMA_Alone format. */
  static LzmaDecoder alone(Bytes bytes, long offset, Budget budget) throws IOException {
    Cursor header = new Cursor(bytes, offset, 16);
    int properties = header.u8();
    long dictionary = header.u32le();
    long size = header.i64le();
    return raw(bytes, offset + ALONE_HEADER, properties, dictionary, size, budget);
  }

  /**
   * Data without a header.
   *
   * @param properties the byte that holds lc, lp and pb
   * @param dictionary bytes of dictionary that the header asks for
   * @param size bytes of content, or -1 where an end mark tells
   */
  public static LzmaDecoder raw(
      Bytes bytes, long offset, int properties, long dictionary, long size, Budget budget)
      throws IOException {
    // A dictionary longer than the content is never filled.
    long needed = size >= 0 ? Math.min(dictionary, Math.max(size, 4096)) : dictionary;
    return open(
        bytes,
        offset,
        budget,
        needed,
        (compressed, _) -> {
          LZMAInputStream stream =
              new LZMAInputStream(compressed, size, (byte) properties, (int) needed);
          stream.enableRelaxedEndCondition(); // an end mark may follow although the size is known
          return stream;
        });
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
    return (first[0] & 0xff) <= HIGHEST_PROPERTIES
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
    return compressed.position();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = content.read(into, offset, length);
    if (read < 0 && compressed.padded > 0) {
      throw new EOFException("compressed data ends early");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      budget.releaseMemory(memory);
      content.close();
    }
  }

  /**
   * Zeros behind the end. The decoder wants a whole chunk before it gives the first byte of it, but
   * Python's gives all that can be decoded of a chunk that is cut, and a pickle that ends there
   * loads. What is decoded from the zeros is garbage; the stream never ends well with them.
   */
  private static final class Padded extends InputStream {
    private static final int MOST = 1 << 16;

    private final BytesInputStream base;
    private int padded;

    Padded(Bytes bytes, long offset) {
      this.base = new BytesInputStream(bytes, offset);
    }

    long position() {
      return base.position();
    }

    @Override
    public int read() throws IOException {
      int value = base.read();
      return value >= 0 ? value : padded++ < MOST ? 0 : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = base.read(into, offset, length);
      if (read >= 0 || padded >= MOST) {
        return read;
      }
      int zeros = Math.min(length, MOST - padded);
      Arrays.fill(into, offset, offset + zeros, (byte) 0);
      padded += zeros;
      return zeros;
    }
  }
}
