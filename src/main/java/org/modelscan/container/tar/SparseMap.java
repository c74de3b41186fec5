package org.modelscan.container.tar;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.modelscan.bytes.Bytes;

/**
 * Where the pieces of a sparse file stand: in the header and blocks behind it (old GNU format), in
 * a pax record (versions 0.0 and 0.1) or before the data (version 1.0). GNU tar manual, "Storing
 * Sparse Files".
 *
 * @param entries offset and length of each piece in turn
 * @param length bytes that the map takes before the data
 */
record SparseMap(long[] entries, long length) {
  /** A map has as many pieces as a file has fragments. */
  private static final int MOST_NUMBERS = 1 << 20;

  /** The old GNU format: four pieces in the header, 21 in each block that follows. */
  static SparseMap old(TarHeader header, Bytes bytes, long position) throws IOException {
    Growing numbers = new Growing();
    numbers.addAll(header.block(), 386, 4);
    boolean more = header.block()[482] != 0;
    long at = position;
    while (more && numbers.count < MOST_NUMBERS) {
      byte[] block = bytes.upTo(at, TarHeader.BLOCK);
      if (block.length < TarHeader.BLOCK) {
        break;
      }
      numbers.addAll(block, 0, 21);
      more = block[504] != 0;
      at += TarHeader.BLOCK;
    }
    return new SparseMap(numbers.toArray(), at - position);
  }

  /** A list with commas. */
  static SparseMap of(String list) {
    Growing numbers = new Growing();
    for (String number : list.split(",", MOST_NUMBERS)) {
      numbers.add(PaxRecords.decimal(number));
    }
    return new SparseMap(numbers.toArray(), 0);
  }

  /** Version 1.0: a count and numbers, a line each, filled up to a whole block. */
  static SparseMap before(Bytes data) throws IOException {
    byte[] text = data.upTo(0, 8 * MOST_NUMBERS);
    Growing numbers = new Growing();
    long wanted = 1;
    int at = 0;
    while (numbers.count < wanted && numbers.count < MOST_NUMBERS) {
      int end = at;
      while (end < text.length && text[end] != '\n') {
        end++;
      }
      if (end == text.length) {
        break;
      }
      long number = PaxRecords.decimal(new String(text, at, end - at, StandardCharsets.ISO_8859_1));
      wanted = at == 0 ? 1 + 2 * Math.min(number, MOST_NUMBERS) : wanted;
      numbers.add(number);
      at = end + 1;
    }
    long[] all = numbers.toArray();
    long length = (at + TarHeader.BLOCK - 1L) / TarHeader.BLOCK * TarHeader.BLOCK;
    return new SparseMap(Arrays.copyOfRange(all, Math.min(1, all.length), all.length), length);
  }

  private static final class Growing {
    private long[] values = new long[16];
    private int count;

    void add(long value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value;
    }

    void addAll(byte[] block, int at, int pairs) {
      for (int i = 0; i < pairs; i++) {
        long offset = TarHeader.number(block, at + 24 * i, 12);
        long length = TarHeader.number(block, at + 24 * i + 12, 12);
        if (block[at + 24 * i] == 0) {
          return;
        }
        add(offset);
        add(length);
      }
    }

    long[] toArray() {
      return Arrays.copyOf(values, count);
    }
  }
}
