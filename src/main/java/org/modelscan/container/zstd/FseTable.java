package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import org.modelscan.bytes.MalformedInput;

/**
 * A decoding table of finite state entropy (RFC 8878, section 4.1.1): for each state its symbol,
 * and how the next state is made of a base and some bits.
 */
final class FseTable {
  private final int log;
  private final byte[] symbols;
  private final byte[] bits;
  private final short[] bases;

  private FseTable(int log) {
    this.log = log;
    this.symbols = new byte[1 << log];
    this.bits = new byte[1 << log];
    this.bases = new short[1 << log];
  }

  /** A table that only knows one symbol. */
  static FseTable of(int symbol) {
    FseTable table = new FseTable(0);
    table.symbols[0] = (byte) symbol;
    return table;
  }

  /** Builds a table of normalised counts, where -1 stands for less than one. */
  static FseTable of(int log, short... counts) throws MalformedInput {
    FseTable table = new FseTable(log);
    int size = 1 << log;
    int high = size - 1;
    short[] next = new short[counts.length];
    for (int symbol = 0; symbol < counts.length; symbol++) {
      next[symbol] = counts[symbol];
      if (counts[symbol] == -1) {
        table.symbols[high--] = (byte) symbol;
        next[symbol] = 1;
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int position = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        table.symbols[position] = (byte) symbol;
        do {
          position = (position + step) & (size - 1);
        } while (position > high);
      }
    }
    verify(position == 0, -1, "counts do not fill the table");
    for (int state = 0; state < size; state++) {
      int count = next[table.symbols[state]]++;
      int width = log - (31 - Integer.numberOfLeadingZeros(count));
      table.bits[state] = (byte) width;
      table.bases[state] = (short) ((count << width) - size);
    }
    return table;
  }

  /** A table as it was read. */
  record Read(FseTable table, int end) {}

  /** Reads the description of a table, which ends at the byte after its last bit. */
  static Read read(byte[] input, int start, int limit, int mostSymbols, int highestLog)
      throws MalformedInput {
    ForwardBits bits = new ForwardBits(input, start, limit);
    int log = bits.read(4) + 5;
    verify(log <= highestLog, -1, "entropy table is too large");
    short[] counts = new short[mostSymbols];
    int remaining = (1 << log) + 1;
    int threshold = 1 << log;
    int width = log + 1;
    int symbol = 0;
    while (remaining > 1) {
      verify(symbol < mostSymbols, -1, "entropy table has too many symbols");
      int spare = 2 * threshold - 1 - remaining;
      int value = bits.peek(width);
      if ((value & (threshold - 1)) < spare) {
        value &= threshold - 1;
        bits.skip(width - 1);
      } else {
        value = value >= threshold ? value - spare : value;
        bits.skip(width);
      }
      int count = value - 1;
      remaining -= Math.abs(count);
      counts[symbol++] = (short) count;
      if (count == 0) {
        int repeat;
        do {
          repeat = bits.read(2);
          symbol += repeat;
        } while (repeat == 3 && symbol < mostSymbols);
      }
      while (remaining < threshold && remaining > 1) {
        width--;
        threshold >>= 1;
      }
    }
    verify(remaining == 1, -1, "entropy table is damaged");
    return new Read(of(log, counts), bits.end());
  }

  /** Bits of a state. */
  int log() {
    return log;
  }

  int symbol(int state) {
    return symbols[state] & 0xff;
  }

  int next(int state, BackwardBits from) {
    return bases[state] + (int) from.read(bits[state]);
  }

  /** Bits from the first to the last. */
  private static final class ForwardBits {
    private final byte[] input;
    private final int start;
    private final int limit;
    private int at;

    ForwardBits(byte[] input, int start, int limit) {
      this.input = input;
      this.start = start;
      this.limit = limit;
    }

    int peek(int count) throws MalformedInput {
      verify(start + (at >> 3) < limit, -1, "entropy table ends early");
      int first = start + (at >> 3);
      int value = 0;
      for (int i = 0; i < 4 && first + i < limit; i++) {
        value |= (input[first + i] & 0xff) << (8 * i);
      }
      return (value >>> (at & 7)) & ((1 << count) - 1);
    }

    int read(int count) throws MalformedInput {
      int value = peek(count);
      at += count;
      return value;
    }

    void skip(int count) {
      at += count;
    }

    int end() throws MalformedInput {
      int end = start + ((at + 7) >> 3);
      verify(end <= limit, -1, "entropy table ends early");
      return end;
    }
  }
}
