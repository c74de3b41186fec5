package org.modelscan.container.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;

/**
 * An end of central directory record (APPNOTE 4.3.16), in one of the readings that it has together
 * with a ZIP64 record.
 *
 * @param position its offset
 * @param directoryEnd where the central directory ends: at this record, or at the ZIP64 one
 * @param parts whether it says that the archive has several parts
 * @param entries entries of the central directory
 * @param size length of the central directory
 * @param offset where the central directory starts, from the start of the archive proper
 */
record EndRecord(
    long position, long directoryEnd, boolean parts, long entries, long size, long offset) {
  static final int SIGNATURE = 0x06054b50;
  static final int LENGTH = 22;

  /** The comment's length has 16 bits: the record starts no further from the end than this. */
  static final int TAIL = LENGTH + 0xffff;

  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int WIDE_SIGNATURE = 0x06064b50;
  private static final int WIDE_LENGTH = 56;

  /** A tail of nothing but signatures has thousands; readers take the last one that they accept. */
  private static final int MOST = 64;

  /** Offsets of the records' signatures, last first. */
  static List<Long> positions(byte[] tail, long tailOffset) {
    List<Long> found = new ArrayList<>(1);
    int at = tail.length - LENGTH;
    while (at >= 0 && found.size() < MOST) {
      if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
        found.add(tailOffset + at);
      }
      at -= step(tail[at]);
    }
    return found;
  }

  /** How far before a byte the signature can start next: each file pays for this search. */
  private static int step(byte value) {
    return switch (value) {
      case 'K' -> 1;
      case 5 -> 2;
      case 6 -> 3;
      default -> 4;
    };
  }

  /** The readings of the record at an offset: one, or more where a ZIP64 record says otherwise. */
  static List<EndRecord> read(Bytes bytes, long position) throws IOException {
    ByteBuffer record = little(bytes.exactly(position, LENGTH));
    int disk = u16(record, 4);
    int directoryDisk = u16(record, 6);
    int entriesHere = u16(record, 8);
    int entries = u16(record, 10);
    long size = u32(record, 12);
    long offset = u32(record, 16);
    boolean parts =
        (disk != 0 && disk != 0xffff)
            || (directoryDisk != 0 && directoryDisk != 0xffff)
            || entriesHere != entries;
    EndRecord narrow = new EndRecord(position, position, parts, entries, size, offset);
    List<EndRecord> readings = new ArrayList<>(1);
    for (EndRecord wide : wide(bytes, position, parts)) {
      if (!readings.contains(wide)) {
        readings.add(wide);
      }
    }
    boolean agrees =
        readings.stream()
            .anyMatch(wide ->
                (entries == 0xffff || entries == wide.entries)
                    && (size == 0xffffffffL || size == wide.size)
                    && (offset == 0xffffffffL || offset == wide.offset));
    if (!agrees) {
      readings.add(narrow);
    }
    return readings;
  }

  /**
   * The ZIP64 record, where its locator leads and where Python looks for it: right before the
   * locator.
   */
  private static List<EndRecord> wide(Bytes bytes, long position, boolean parts)
      throws IOException {
    long locatorAt = position - LOCATOR_LENGTH;
    if (locatorAt < 0) {
      return List.of();
    }
    ByteBuffer locator = little(bytes.exactly(locatorAt, LOCATOR_LENGTH));
    if (locator.getInt(0) != LOCATOR_SIGNATURE) {
      return List.of();
    }
    List<EndRecord> found = new ArrayList<>(2);
    for (long at : new long[] {locator.getLong(8), locatorAt - WIDE_LENGTH}) {
      if (at < 0 || at > locatorAt - WIDE_LENGTH) {
        continue;
      }
      ByteBuffer record = little(bytes.exactly(at, WIDE_LENGTH));
      if (record.getInt(0) == WIDE_SIGNATURE) {
        found.add(
            new EndRecord(
                position,
                at,
                parts || record.getLong(24) != record.getLong(32),
                record.getLong(32),
                record.getLong(40),
                record.getLong(48)));
      }
    }
    return found;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int u16(ByteBuffer record, int at) {
    return Short.toUnsignedInt(record.getShort(at));
  }

  private static long u32(ByteBuffer record, int at) {
    return Integer.toUnsignedLong(record.getInt(at));
  }
}
