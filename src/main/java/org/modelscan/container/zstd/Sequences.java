package org.modelscan.container.zstd;

import static org.modelscan.bytes.MalformedInput.verify;

import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.window.Window;

/** The sequences section of compressed blocks (RFC 8878, section 3.1.1.3.2). */
final class Sequences {
  private static final int[] LITERAL_BASES = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64,
    128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536
  };
  private static final int[] LITERAL_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16
  };
  private static final int[] MATCH_BASES = {
    3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
    29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051,
    4099, 8195, 16387, 32771, 65539
  };
  private static final int[] MATCH_BITS = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
  };
  private static final short[] LITERAL_COUNTS = {
    4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1,
    -1, -1, -1, -1
  };
  private static final short[] MATCH_COUNTS = {
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
  };
  private static final short[] OFFSET_COUNTS = {
    1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1
  };
  private static final int OFFSET_SYMBOLS = 32;

  private @Nullable FseTable literalTable;
  private @Nullable FseTable offsetTable;
  private @Nullable FseTable matchTable;
  private long first = 1;
  private long second = 4;
  private long third = 8;
  private int at;

  void decode(byte[] input, int start, int limit, byte[] literals, int literalCount, Window window)
      throws MalformedInput {
    at = start;
    int count = count(input, limit);
    if (count == 0) {
      window.append(literals, 0, literalCount);
      return;
    }
    verify(at < limit, -1, "sequences end early");
    int modes = input[at++] & 0xff;
    FseTable lengths =
        table(modes >> 6, input, limit, literalTable, LITERAL_COUNTS, 6, 9, LITERAL_BASES.length);
    FseTable offsets =
        table(modes >> 4 & 3, input, limit, offsetTable, OFFSET_COUNTS, 5, 8, OFFSET_SYMBOLS);
    FseTable matches =
        table(modes >> 2 & 3, input, limit, matchTable, MATCH_COUNTS, 6, 9, MATCH_BASES.length);
    literalTable = lengths;
    offsetTable = offsets;
    matchTable = matches;
    BackwardBits bits = new BackwardBits(input, at, limit);
    int lengthState = (int) bits.read(lengths.log());
    int offsetState = (int) bits.read(offsets.log());
    int matchState = (int) bits.read(matches.log());
    int used = 0;
    for (int i = 0; i < count; i++) {
      int offsetCode = offsets.symbol(offsetState);
      long offsetValue = (1L << offsetCode) + bits.read(offsetCode);
      int matchCode = matches.symbol(matchState);
      int matchLength = MATCH_BASES[matchCode] + (int) bits.read(MATCH_BITS[matchCode]);
      int lengthCode = lengths.symbol(lengthState);
      int length = LITERAL_BASES[lengthCode] + (int) bits.read(LITERAL_BITS[lengthCode]);
      verify(length <= literalCount - used, -1, "more literals are used than there are");
      window.append(literals, used, length);
      used += length;
      window.repeat(distance(offsetValue, length), matchLength);
      if (i < count - 1) {
        lengthState = lengths.next(lengthState, bits);
        matchState = matches.next(matchState, bits);
        offsetState = offsets.next(offsetState, bits);
      }
      verify(bits.left() >= 0, -1, "sequences end early");
    }
    window.append(literals, used, literalCount - used);
  }

  private int count(byte[] input, int limit) throws MalformedInput {
    verify(at < limit, -1, "sequences end early");
    int header = input[at++] & 0xff;
    if (header < 128) {
      return header;
    }
    int more = header == 255 ? 2 : 1;
    verify(at + more <= limit, -1, "sequences end early");
    int next = input[at++] & 0xff;
    return header == 255
        ? next + ((input[at++] & 0xff) << 8) + 0x7f00
        : ((header - 128) << 8) + next;
  }

  private FseTable table(
      int mode,
      byte[] input,
      int limit,
      @Nullable FseTable last,
      short[] predefined,
      int predefinedLog,
      int highestLog,
      int symbols)
      throws MalformedInput {
    return switch (mode) {
      case 0 -> FseTable.of(predefinedLog, predefined);
      case 1 -> {
        verify(at < limit && (input[at] & 0xff) < symbols, -1, "symbol is out of range");
        yield FseTable.of(input[at++] & 0xff);
      }
      case 2 -> {
        FseTable.Read read = FseTable.read(input, at, limit, symbols, highestLog);
        at = read.end();
        yield read.table();
      }
      default -> {
        if (last == null) {
          throw new MalformedInput(-1, "a table is repeated that was never given");
        }
        yield last;
      }
    };
  }

  /** Section 3.1.1.5: the three last distances have short codes. */
  private long distance(long value, int literalLength) throws MalformedInput {
    if (value > 3) {
      return newest(value - 3);
    }
    int index = (int) value + (literalLength == 0 ? 1 : 0);
    return switch (index) {
      case 1 -> first;
      case 2 -> {
        long distance = second;
        second = first;
        first = distance;
        yield distance;
      }
      case 3 -> newest(third);
      default -> newest(first - 1);
    };
  }

  private long newest(long distance) throws MalformedInput {
    verify(distance > 0, -1, "match reaches back no byte");
    third = second;
    second = first;
    first = distance;
    return distance;
  }
}
