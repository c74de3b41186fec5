package org.modelscan.container.zip;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Cursor;

/**
 * An entry of the central directory (APPNOTE 4.3.12).
 *
 * @param position its offset in the archive
 * @param headerOffset where its local header stands, from the start of the archive proper
 */
record CentralHeader(
    long position,
    int madeBy,
    int version,
    int flags,
    int method,
    long crc,
    long compressedSize,
    long size,
    RawName name,
    @Nullable RawName unicodeName,
    int disk,
    long attributes,
    long headerOffset) {
  static final int SIGNATURE = 0x02014b50;
  private static final int UNIX = 3;
  private static final int MACOS = 19;

  /** Reads an entry whose signature has been read. */
  static CentralHeader read(Cursor cursor) throws IOException {
    long position = cursor.position() - 4;
    int madeBy = cursor.u16le();
    int version = cursor.u16le();
    int flags = cursor.u16le();
    int method = cursor.u16le();
    cursor.skip(4); // time and date
    long crc = cursor.u32le();
    long compressedSize = cursor.u32le();
    long size = cursor.u32le();
    int nameLength = cursor.u16le();
    int extraLength = cursor.u16le();
    int commentLength = cursor.u16le();
    int disk = cursor.u16le();
    cursor.skip(2); // internal attributes
    long attributes = cursor.u32le();
    long headerOffset = cursor.u32le();
    RawName name = new RawName(cursor.bytes(nameLength));
    ExtraFields extra = ExtraFields.parse(cursor.bytes(extraLength), name);
    long[] wide = extra.widen(size, compressedSize, headerOffset);
    cursor.skip(commentLength);
    return new CentralHeader(
        position,
        madeBy,
        version,
        flags,
        method,
        crc,
        wide[1],
        wide[0],
        name,
        extra.unicodeName(),
        disk == 0xffff ? 0 : disk,
        attributes,
        wide[2]);
  }

  boolean encrypted() {
    return (flags & Flags.ENCRYPTED) != 0;
  }

  /** Whether Unix file modes say that the content is the target of a symbolic link. */
  boolean symbolicLink() {
    int system = madeBy >>> 8;
    return (system == UNIX || system == MACOS) && (attributes >>> 28) == 0xa;
  }
}
