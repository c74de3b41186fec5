package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.window.Window;

/**
 * Compressed blocks of one frame (RFC 8878, section 3.1.1.3): literals, and sequences that say
 * where to copy them and what to repeat. Tables and offsets carry over from block to block.
 */
final class CompressedBlock {
  /** No block holds more, before and after compression. */
  static final int LARGEST = 1 << 17;

  private final Window window;
  private final byte[] literals = new byte[LARGEST];
  private final Sequences sequences = new Sequences();
  private @Nullable HuffmanTable huffman;
  private int literalCount;

  CompressedBlock(Window window) {
    this.window = window;
  }

  /** Decodes a block; {@code input} has {@link BackwardBits#SLACK} bytes behind its limit. */
  void decode(byte[] input, int limit) throws MalformedInput {
    int at = literals(input, limit);
    sequences.decode(input, at, limit, literals, literalCount, window);
  }

  /** Section 3.1.1.3.1; returns where the sequences start. */
  private int literals(byte[] input, int limit) throws MalformedInput {
    verify(limit >= 1, -1, "block is empty");
    int first = input[0] & 0xff;
    int format = (first >> 2) & 3;
    return switch (first & 3) {
      case 0 -> {
        int start = plainHeader(input, limit, format);
        verify(literalCount <= limit - start, -1, "literals end early");
        System.arraycopy(input, start, literals, 0, literalCount);
        yield start + literalCount;
      }
      case 1 -> {
        int start = plainHeader(input, limit, format);
        verify(start < limit, -1, "literals end early");
        Arrays.fill(literals, 0, literalCount, input[start]);
        yield start + 1;
      }
      default -> compressed(input, limit, (first & 3) == 2, format);
    };
  }

  private int plainHeader(byte[] input, int limit, int format) throws MalformedInput {
    int length = format == 3 ? 3 : format == 1 ? 2 : 1;
    verify(length <= limit, -1, "literals end early");
    int header = little(input, 0, length);
    literalCount = length == 1 ? header >> 3 : header >> 4;
    verify(literalCount <= LARGEST, -1, "too many literals");
    return length;
  }

  private int compressed(byte[] input, int limit, boolean withTable, int format)
      throws MalformedInput {
    int width = format < 2 ? 10 : format == 2 ? 14 : 18;
    int headerLength = format < 2 ? 3 : format + 2;
    verify(headerLength <= limit, -1, "literals end early");
    long header = little(input, 0, 4) & 0xffffffffL;
    if (headerLength == 5) {
      header |= (input[4] & 0xffL) << 32;
    }
    int mask = (1 << width) - 1;
    literalCount = (int) (header >> 4) & mask;
    int compressedLength = (int) (header >> (4 + width)) & mask;
    int end = headerLength + compressedLength;
    verify(literalCount <= LARGEST && end <= limit, -1, "literals end early");
    int start = headerLength;
    if (withTable) {
      HuffmanTable.Read read = HuffmanTable.read(input, start, end);
      huffman = read.table();
      start = read.end();
    }
    HuffmanTable table = huffman;
    if (table == null) {
      throw new MalformedInput(-1, "literals without a Huffman table");
    }
    if (format == 0) {
      table.decode(input, start, end, literals, 0, literalCount);
    } else {
      fourStreams(table, input, start, end);
    }
    return end;
  }

  private void fourStreams(HuffmanTable table, byte[] input, int start, int end)
      throws MalformedInput {
    verify(start + 6 <= end, -1, "literals end early");
    int part = (literalCount + 3) / 4;
    int from = start + 6;
    for (int stream = 0; stream < 4; stream++) {
      int to = stream == 3 ? end : from + little(input, start + 2 * stream, 2);
      verify(to <= end && from <= to, -1, "literals end early");
      int count = stream == 3 ? literalCount - 3 * part : part;
      verify(count >= 0, -1, "too few literals for four streams");
      table.decode(input, from, to, literals, stream * part, count);
      from = to;
    }
  }

  private static int little(byte[] input, int at, int length) {
    int value = 0;
    for (int i = 0; i < length; i++) {
      value |= (input[at + i] & 0xff) << (8 * i);
    }
    return value;
  }
}
