package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.window.Window;

/**
 * Decodes one frame (RFC 8878, section 3.1), or passes over one skippable frame. Checksums are not
 * compared: what a reader gets before it finds a wrong one is content all the same.
 */
public final class ZstdFrame {
  private static final int SIGNATURE = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;

  private static final int RAW = 0;
  private static final int REPEATED = 1;
  private static final int COMPRESSED = 2;

  private final Bytes bytes;
  private final Budget budget;
  private final byte[] input = new byte[CompressedBlock.LARGEST + BackwardBits.SLACK];
  private long position;
  private @Nullable Window window;
  private @Nullable CompressedBlock blocks;
  private boolean started;
  private boolean checksum;
  private boolean ended;

  /** A frame that starts at {@code offset}. */
  public ZstdFrame(Bytes bytes, long offset, Budget budget) {
    this.bytes = bytes;
    this.position = offset;
    this.budget = budget;
  }

  /** Offset behind what was read; behind the frame at its end. */
  public long position() {
    return position;
  }

  /** Up to {@code length} decoded bytes, or -1 at the end of the frame. */
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!started) {
      started = true;
      header();
    }
    Window output = window;
    CompressedBlock decoder = blocks;
    if (output == null || decoder == null) {
      return -1;
    }
    while (true) {
      int given = output.give(into, offset, length);
      if (given > 0 || length == 0) {
        return given;
      }
      if (ended) {
        return -1;
      }
      try {
        block(output, decoder);
      } catch (IndexOutOfBoundsException damaged) {
        throw new MalformedInput(position, "compressed data is damaged");
      }
    }
  }

  /** Releases the window. */
  public void close() {
    if (window != null) {
      window.release();
      window = null;
    }
  }

  private void header() throws IOException {
    Cursor cursor = new Cursor(bytes, position, 32);
    int signature = cursor.i32le();
    if ((signature & 0xfffffff0) == SKIPPABLE) {
      cursor.skip(cursor.u32le());
      position = cursor.position();
      ended = true;
      return;
    }
    verify(signature == SIGNATURE, position, "no Zstandard frame");
    int descriptor = cursor.u8();
    boolean single = (descriptor & 0x20) != 0;
    checksum = (descriptor & 4) != 0;
    verify((descriptor & 8) == 0, position, "reserved bit is set");
    long reach = 0;
    if (!single) {
      int code = cursor.u8();
      long base = 1L << (10 + (code >> 3));
      reach = base + base / 8 * (code & 7);
    }
    int dictionaryLength = (descriptor & 3) == 3 ? 4 : descriptor & 3;
    for (int i = 0; i < dictionaryLength; i++) {
      verify(cursor.u8() == 0, position, "compressed with a dictionary that is not in the file");
    }
    int sizeLength = descriptor >> 6 == 0 ? (single ? 1 : 0) : 1 << (descriptor >> 6);
    long size = 0;
    for (int i = 0; i < sizeLength; i++) {
      size |= (long) cursor.u8() << (8 * i);
    }
    // A frame of a single segment says its size instead of a window; matches rarely reach so far.
    reach = single ? (size < 0 ? Long.MAX_VALUE : size + 256) : reach;
    Window opened = new Window(reach, budget);
    window = opened;
    blocks = new CompressedBlock(opened);
    position = cursor.position();
  }

  private void block(Window output, CompressedBlock decoder) throws IOException {
    Cursor cursor = new Cursor(bytes, position, 16);
    int header = cursor.u16le() | cursor.u8() << 16;
    int size = header >> 3;
    int type = (header >> 1) & 3;
    int stored = type == REPEATED ? 1 : size;
    verify(size <= CompressedBlock.LARGEST && type <= COMPRESSED, position, "block is not one");
    int read = bytes.read(position + 3, input, 0, stored);
    output.reserve(CompressedBlock.LARGEST);
    if (type == RAW) {
      output.append(input, 0, read); // what there is of a block that is cut
    }
    verify(read == stored, position + 3 + read, "compressed data ends early");
    if (type == REPEATED) {
      output.fill(input[0], size);
    } else if (type == COMPRESSED) {
      decoder.decode(input, stored);
    }
    position += 3 + stored;
    if ((header & 1) != 0) {
      ended = true;
      position += checksum ? 4 : 0;
    }
  }
}
