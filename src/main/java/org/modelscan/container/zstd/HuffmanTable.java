package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import java.util.Arrays;
import org.modelscan.bytes.MalformedInput;

/** A Huffman code for literals (RFC 8878, section 4.2). */
final class HuffmanTable {
  private static final int HIGHEST_LOG = 11;
  private static final int MOST_SYMBOLS = 256;

  private final int log;

  /** For each prefix of {@code log} bits: the symbol, and above it the code's length. */
  private final short[] entries;

  private HuffmanTable(int log, short[] entries) {
    this.log = log;
    this.entries = entries;
  }

  /** A table as it was read. */
  record Read(HuffmanTable table, int end) {}

  /** Reads a tree description. */
  static Read read(byte[] input, int start, int limit) throws MalformedInput {
    verify(start < limit, -1, "Huffman table ends early");
    int header = input[start] & 0xff;
    int[] weights = new int[MOST_SYMBOLS];
    int count;
    int end;
    if (header < 128) {
      end = start + 1 + header;
      verify(end <= limit, -1, "Huffman table ends early");
      count = compressedWeights(input, start + 1, end, weights);
    } else {
      count = header - 127;
      end = start + 1 + (count + 1) / 2;
      verify(end <= limit, -1, "Huffman table ends early");
      for (int i = 0; i < count; i++) {
        int pair = input[start + 1 + i / 2];
        weights[i] = i % 2 == 0 ? (pair >> 4) & 0xf : pair & 0xf;
      }
    }
    return new Read(of(weights, count), end);
  }

  /** Two interleaved states give the weights, until the bits are used up. */
  private static int compressedWeights(byte[] input, int start, int end, int[] weights)
      throws MalformedInput {
    FseTable.Read read = FseTable.read(input, start, end, 256, 6);
    FseTable table = read.table();
    BackwardBits bits = new BackwardBits(input, read.end(), end);
    int state = (int) bits.read(table.log());
    int other = (int) bits.read(table.log());
    int count = 0;
    while (true) {
      verify(count < MOST_SYMBOLS - 2, -1, "Huffman table has too many weights");
      weights[count++] = table.symbol(state);
      int next = table.next(state, bits);
      if (bits.left() < 0) {
        weights[count++] = table.symbol(other);
        return count;
      }
      state = other;
      other = next;
    }
  }

  private static HuffmanTable of(int[] weights, int count) throws MalformedInput {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      verify(weights[i] <= HIGHEST_LOG, -1, "Huffman weight is out of range");
      sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
    }
    verify(sum > 0, -1, "Huffman table is empty");
    int log = 32 - Integer.numberOfLeadingZeros(sum);
    verify(log <= HIGHEST_LOG, -1, "Huffman code is too long");
    // The last symbol's weight is not written: it fills the code.
    int rest = (1 << log) - sum;
    verify(Integer.bitCount(rest) == 1, -1, "Huffman code is not complete");
    weights[count] = 32 - Integer.numberOfLeadingZeros(rest);
    short[] entries = new short[1 << log];
    int at = 0;
    for (int weight = 1; weight <= log; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          int length = 1 << (weight - 1);
          Arrays.fill(entries, at, at + length, (short) ((log + 1 - weight) << 8 | symbol));
          at += length;
        }
      }
    }
    return new HuffmanTable(log, entries);
  }

  /** Decodes one stream of {@code count} literals. */
  void decode(byte[] input, int start, int end, byte[] into, int offset, int count)
      throws MalformedInput {
    BackwardBits bits = new BackwardBits(input, start, end);
    for (int i = offset; i < offset + count; i++) {
      int entry = entries[bits.peek(log)];
      into[i] = (byte) entry;
      bits.skip(entry >> 8);
    }
    verify(bits.left() == 0, -1, "literals do not use up their bits");
  }
}
