package org.modelscan.container.zip;

import java.io.IOException;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/** The checksum and sizes that stand behind a member's data where the writer could not seek. */
final class DataDescriptor {
  static final int SIGNATURE = 0x08074b50;

  private DataDescriptor() {}

  /**
   * Length of the data descriptor at an offset, in any of its four forms (APPNOTE 4.3.9: with and
   * without signature, with sizes of 32 and of 64 bits), for data of this length; 0 where there is
   * none.
   *
   * @param crc the checksum that a descriptor without a signature must have
   */
  static int length(Cursor cursor, long at, long dataLength, long crc) throws IOException {
    int length = 0;
    try {
      cursor.seek(at);
      long first = cursor.u32le();
      if (first == SIGNATURE) {
        length = 4;
        cursor.skip(4);
      } else if (first != crc) {
        return 0;
      }
      if (cursor.u32le() != (dataLength & 0xffffffffL)) {
        return 0;
      }
      long next = cursor.u32le();
      length = dataLength >>> 32 == 0 ? length + 12 : 0;
      if (next == dataLength >>> 32 && !isHeader(cursor.i32le()) && cursor.u32le() >>> 16 == 0) {
        length = (int) (cursor.position() - at);
      }
    } catch (MalformedInput end) {
      return length;
    }
    return length;
  }

  private static boolean isHeader(int signature) {
    return signature == LocalHeader.SIGNATURE || signature == CentralHeader.SIGNATURE;
  }
}
