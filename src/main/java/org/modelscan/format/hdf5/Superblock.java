package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * What the file starts with: section II.A, versions 0 to 3. Readers take the place where the
 * signature was found as base of all addresses, whatever base address is stored, and so does this.
 *
 * @param version 0 to 3
 * @param base offset of the signature in the file, to which all addresses are relative
 * @param offsetSize bytes of an address
 * @param lengthSize bytes of a length
 * @param root address of the root group's object header
 * @param end offset in the file behind the last byte; 0 or less where it is not known
 * @param extension address of the superblock extension's object header, or {@link Fields#UNDEFINED}
 * @param driver address of the driver information block, or {@link Fields#UNDEFINED}
 */
record Superblock(
    int version,
    long base,
    int offsetSize,
    int lengthSize,
    long root,
    long end,
    long extension,
    long driver) {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /**
   * Offset of the first place behind 0 where a signature may stand; each further one is twice as
   * far.
   */
  private static final long FIRST_USER_BLOCK = 512;

  /** Places that are asked for before they are read: far content needs its time. */
  private static final int AHEAD = 6;

  /**
   * Where the signature stands: at 0, 512, 1024, 2048 … and before {@code limit}. The first one
   * counts.
   */
  static OptionalLong locate(Bytes bytes, long limit) throws IOException {
    byte[] found = new byte[SIGNATURE.length];
    for (long offset = 0; offset < limit; offset = Math.max(FIRST_USER_BLOCK, offset * 2)) {
      bytes.expect(Math.max(FIRST_USER_BLOCK, offset) << AHEAD, found.length);
      if (bytes.read(offset, found, 0, found.length) < found.length) {
        return OptionalLong.empty();
      }
      if (Arrays.equals(found, SIGNATURE)) {
        return OptionalLong.of(offset);
      }
    }
    return OptionalLong.empty();
  }

  /** Reads the superblock whose signature stands at {@code base}. */
  static Superblock read(Bytes bytes, long base) throws IOException {
    Cursor cursor = new Cursor(bytes, base + SIGNATURE.length, 128);
    int version = cursor.u8();
    verify(version <= 3, base, "superblock of an unknown version");
    if (version >= 2) {
      int offsetSize = size(cursor);
      int lengthSize = size(cursor);
      cursor.skip(1);
      Fields in = new Fields(bytes, cursor.position(), offsetSize, lengthSize);
      long storedBase = in.address();
      long extension = in.address();
      long end = end(base, storedBase, in.address());
      long root = in.address();
      return new Superblock(
          version, base, offsetSize, lengthSize, root, end, extension, Fields.UNDEFINED);
    }
    cursor.skip(4);
    int offsetSize = size(cursor);
    int lengthSize = size(cursor);
    cursor.skip(version == 1 ? 13 : 9);
    Fields in = new Fields(bytes, cursor.position(), offsetSize, lengthSize);
    long storedBase = in.address();
    in.skip(offsetSize);
    long end = end(base, storedBase, in.address());
    long driver = in.address();
    in.skip(offsetSize);
    long root = in.address();
    return new Superblock(
        version, base, offsetSize, lengthSize, root, end, Fields.UNDEFINED, driver);
  }

  /** The stored end counts from the start of the file, as far as the stored base is right. */
  private static long end(long base, long storedBase, long storedEnd) {
    return storedBase == Fields.UNDEFINED || storedEnd == Fields.UNDEFINED
        ? 0
        : storedEnd + (base - storedBase);
  }

  private static int size(Cursor cursor) throws IOException {
    long offset = cursor.position();
    int size = cursor.u8();
    verify(size == 2 || size == 4 || size == 8, offset, "addresses or lengths of an unusual size");
    return size;
  }
}
