package org.modelscan.container.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The extra fields that change how a header is read (APPNOTE 4.5.3 and 4.6.9). Unknown and damaged
 * ones are passed over, as readers do: aligning tools fill the space with zeros.
 *
 * @param zip64 64-bit values for the fields that are saturated, in their order; empty where there
 *     are none
 * @param unicodeName the name in UTF-8, where its checksum fits the header's name
 */
record ExtraFields(byte[] zip64, @Nullable RawName unicodeName) {
  private static final int ZIP64 = 0x0001;
  private static final int UNICODE_NAME = 0x7075;

  static ExtraFields parse(byte[] extra, RawName name) {
    byte[] zip64 = {};
    RawName unicode = null;
    int at = 0;
    while (at + 4 <= extra.length) {
      int id = u16(extra, at);
      int length = u16(extra, at + 2);
      int start = at + 4;
      at = start + length;
      if (at > extra.length) {
        break;
      }
      if (id == ZIP64) {
        zip64 = Arrays.copyOfRange(extra, start, at);
      } else if (id == UNICODE_NAME && length > 5 && extra[start] == 1) {
        CRC32 crc = new CRC32();
        crc.update(name.bytes());
        long declared = Integer.toUnsignedLong(little(extra).getInt(start + 1));
        if (crc.getValue() == declared) {
          unicode = new RawName(Arrays.copyOfRange(extra, start + 5, at));
        }
      }
    }
    return new ExtraFields(zip64, unicode);
  }

  /**
   * Replaces saturated 32-bit values by the 64-bit ones, in the order of the specification. What
   * does not fit into 63 bits is longer than any archive.
   */
  long[] widen(long... values) {
    ByteBuffer wide = little(zip64);
    for (int i = 0; i < values.length; i++) {
      if (values[i] == 0xffffffffL && wide.remaining() >= 8) {
        long value = wide.getLong();
        values[i] = value < 0 ? Long.MAX_VALUE : value;
      }
    }
    return values;
  }

  private static int u16(byte[] extra, int at) {
    return Short.toUnsignedInt(little(extra).getShort(at));
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
