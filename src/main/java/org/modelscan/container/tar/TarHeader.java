package org.modelscan.container.tar;

import java.util.Arrays;
import org.modelscan.container.MemberPath;

/**
 * A header block (POSIX.1-2001, pax, "ustar Interchange Format").
 *
 * @param size bytes of data, or -1 where the field is no number
 * @param checksum whether the checksum is right, as a sum of unsigned or of signed bytes
 * @param signed whether it has the signature of ustar or of GNU
 */
record TarHeader(
    String name,
    char type,
    String link,
    long size,
    boolean checksum,
    boolean signed,
    byte[] block) {
  static final int BLOCK = 512;

  private static final int CHECKSUM_AT = 148;

  static TarHeader parse(byte[] block) {
    boolean gnu = hasAt(block, 257, "ustar  ");
    boolean ustar = hasAt(block, 257, "ustar") && !gnu;
    String name = text(block, 0, 100);
    String prefix = ustar ? text(block, 345, 155) : "";
    return new TarHeader(
        prefix.isEmpty() ? name : prefix + "/" + name,
        (char) (block[156] & 0xff),
        text(block, 157, 100),
        number(block, 124, 12),
        checksumIsRight(block),
        gnu || ustar,
        block);
  }

  /** Whether a reader may take the block for a header. */
  boolean plausible() {
    return size >= 0 && (checksum || (signed && !name.isEmpty()));
  }

  private static boolean checksumIsRight(byte[] block) {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte value = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8 ? (byte) ' ' : block[i];
      unsigned += value & 0xff;
      signed += value;
    }
    long written = number(block, CHECKSUM_AT, 8);
    return written >= 0 && (written == unsigned || written == signed);
  }

  /** Octal digits between spaces and NULs, or GNU's binary numbers; -1 for anything else. */
  static long number(byte[] block, int at, int length) {
    if ((block[at] & 0x80) != 0) {
      if ((block[at] & 0x40) != 0) {
        return -1; // negative
      }
      long value = block[at] & 0x3f;
      for (int i = at + 1; i < at + length; i++) {
        if (value >= 1L << 55) {
          return Long.MAX_VALUE;
        }
        value = value << 8 | (block[i] & 0xff);
      }
      return value;
    }
    String text = text(block, at, length).strip();
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '7') {
        return -1;
      }
      value = value << 3 | (digit - '0');
    }
    return value;
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return MemberPath.text(Arrays.copyOfRange(block, at, end));
  }

  private static boolean hasAt(byte[] block, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (block[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
