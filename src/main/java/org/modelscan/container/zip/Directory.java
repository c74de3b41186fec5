package org.modelscan.container.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * A central directory (APPNOTE 4.3.12).
 *
 * @param start offset of its first entry
 * @param end offset behind its last entry
 * @param base what is added to the offsets of its entries: the length of what stands before the
 *     archive
 * @param whole whether all of its entries could be read
 */
record Directory(long start, long end, long base, List<CentralHeader> entries, boolean whole) {
  private static final int DIGITAL_SIGNATURE = 0x05054b50;

  /** Entries that are kept of one directory: about 100 MB of memory. */
  static final int MOST_ENTRIES = 300_000;

  private static final long MOST_NAME_BYTES = 64L << 20;

  /** Where a directory may be. */
  record Place(long start, long base) {}

  /**
   * Where readers look for the directory of an end record: right before the record, as Python does,
   * which tolerates data before the archive, and at the offset that the record gives, as others do.
   */
  static List<Place> places(Bytes bytes, EndRecord end) throws IOException {
    List<Place> found = new ArrayList<>(2);
    long before = end.directoryEnd() - end.size();
    if (end.size() == 0 && end.entries() == 0) {
      found.add(new Place(end.directoryEnd(), 0));
    } else if (end.size() > 0 && before >= 0 && startsAt(bytes, before)) {
      found.add(new Place(before, before - end.offset()));
    }
    if (end.offset() != before
        && end.offset() >= 0
        && end.offset() < end.directoryEnd()
        && startsAt(bytes, end.offset())) {
      found.add(new Place(end.offset(), 0));
    }
    return found;
  }

  private static boolean startsAt(Bytes bytes, long offset) throws IOException {
    return Signatures.at(bytes, offset) == CentralHeader.SIGNATURE;
  }

  /** Reads at most {@code most} entries, as long as there are signatures, up to {@code limit}. */
  static Directory read(Bytes bytes, Place place, long limit, int most) throws IOException {
    long start = place.start();
    Cursor cursor = new Cursor(bytes, start, Math.clamp(limit - start, 64, 1 << 16));
    List<CentralHeader> entries = new ArrayList<>();
    long end = start;
    long nameBytes = 0;
    boolean whole = true;
    try {
      while (end < limit) {
        int signature = cursor.i32le();
        if (signature == DIGITAL_SIGNATURE) {
          cursor.skip(cursor.u16le());
          end = cursor.position();
        }
        if (signature != CentralHeader.SIGNATURE) {
          break;
        }
        if (entries.size() == most || nameBytes > MOST_NAME_BYTES) {
          whole = false;
          break;
        }
        CentralHeader entry = CentralHeader.read(cursor);
        nameBytes += entry.name().bytes().length;
        entries.add(entry);
        end = cursor.position();
      }
    } catch (MalformedInput cut) {
      whole = false;
    }
    return new Directory(start, end, place.base(), entries, whole);
  }
}
