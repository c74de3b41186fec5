package org.modelscan.container.zip;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * A local file header, which stands before a member's data (APPNOTE 4.3.7).
 *
 * @param position its offset in the archive
 * @param dataOffset where the member's data starts
 */
record LocalHeader(
    long position,
    int version,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    RawName name,
    long dataOffset) {
  static final int SIGNATURE = 0x04034b50;

  /** Reads the header at an offset; empty where there is none or it is cut. */
  static Optional<LocalHeader> read(Cursor cursor, long position) throws IOException {
    if (position < 0) {
      return Optional.empty();
    }
    try {
      cursor.seek(position);
      if (cursor.i32le() != SIGNATURE) {
        return Optional.empty();
      }
      int version = cursor.u16le();
      int flags = cursor.u16le();
      int method = cursor.u16le();
      cursor.skip(4); // time and date
      long crc = cursor.u32le();
      long compressedSize = cursor.u32le();
      long size = cursor.u32le();
      int nameLength = cursor.u16le();
      int extraLength = cursor.u16le();
      RawName name = new RawName(cursor.bytes(nameLength));
      long[] wide = {size, compressedSize};
      if (size == 0xffffffffL || compressedSize == 0xffffffffL) {
        wide = ExtraFields.parse(cursor.bytes(extraLength), name).widen(wide);
      } else {
        cursor.skip(extraLength);
      }
      return Optional.of(
          new LocalHeader(
              position, version, flags, method, crc, wide[1], wide[0], name, cursor.position()));
    } catch (MalformedInput cut) {
      return Optional.empty();
    }
  }

  boolean encrypted() {
    return (flags & Flags.ENCRYPTED) != 0;
  }

  boolean hasDescriptor() {
    return (flags & Flags.DESCRIPTOR) != 0;
  }

  /** Whether the sizes are left to the data descriptor: zero, or saturated by some writers. */
  boolean sizesFollow() {
    return hasDescriptor() && (compressedSize == 0 || compressedSize == 0xffffffffL);
  }

  /** Whether it can be one: what a chance signature in compressed data is not. */
  boolean plausible() {
    return name.bytes().length > 0
        && compressedSize >= 0
        && size >= 0
        && (method <= 20 || (method >= 93 && method <= 99));
  }
}
