package org.modelscan.format.gguf;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/**
 * Numbers and strings of a GGUF file in its byte order and version. A length that the file cannot
 * hold is stated before reading ends there: native readers have allocated and indexed by such
 * lengths (CVE-2024-21836, CVE-2024-23496).
 */
final class GgufInput {
  private static final int WINDOW = 1 << 16;

  private final Cursor cursor;
  private final long size;
  private final boolean bigEndian;
  private final int version;
  private final Facts out;

  private GgufInput(Cursor cursor, long size, boolean bigEndian, int version, Facts out) {
    this.cursor = cursor;
    this.size = size;
    this.bigEndian = bigEndian;
    this.version = version;
    this.out = out;
  }

  /**
   * Reads magic and version.
   *
   * @throws org.modelscan.bytes.MalformedInput where it is no version that there is
   */
  static GgufInput open(Bytes bytes, Facts out) throws IOException {
    Cursor cursor = new Cursor(bytes, 4, WINDOW);
    int version = cursor.i32le();
    // Files of big-endian machines have all of their numbers so, the version too.
    boolean bigEndian = (version & 0xffff) == 0 && version != 0;
    version = bigEndian ? Integer.reverseBytes(version) : version;
    verify(version >= 1 && version <= 3, 4, "GGUF of unknown version " + version);
    return new GgufInput(cursor, bytes.size(), bigEndian, version, out);
  }

  int version() {
    return version;
  }

  boolean isBigEndian() {
    return bigEndian;
  }

  long position() {
    return cursor.position();
  }

  long size() {
    return size;
  }

  long u32() throws IOException {
    return bigEndian ? cursor.u32be() : cursor.u32le();
  }

  /** Eight bytes, signed. */
  long i64() throws IOException {
    return bigEndian ? cursor.i64be() : cursor.i64le();
  }

  /** A length or number of things, which version 1 keeps in four bytes; negative if absurd. */
  long length() throws IOException {
    return version == 1 ? u32() : i64();
  }

  byte[] bytes(int count) throws IOException {
    return cursor.bytes(count);
  }

  void skip(long count) throws IOException {
    cursor.skip(count);
  }

  /** A number of things that take at least so many bytes each. */
  long count(String what, int bytesEach) throws IOException {
    long at = position();
    long count = length();
    if (count < 0 || count > (size - position()) / bytesEach) {
      trap(at, what, Long.toUnsignedString(count) + " in a file of " + size + " bytes");
      verify(false, at, what + " is larger than the file");
    }
    return count;
  }

  /** A string's bytes, at most so many of them; all of them are passed over. */
  byte[] text(String what, int most) throws IOException {
    long length = count("length of " + what, 1);
    byte[] start = cursor.bytes(Math.min(length, most));
    cursor.skip(length - start.length);
    return start;
  }

  void skipText(String what) throws IOException {
    cursor.skip(count("length of " + what, 1));
  }

  /** States a contradiction that native readers have been attacked with. */
  void trap(long at, String what, String evidence) {
    out.fact(new Fact.ParserTrap(at, what, evidence));
  }
}
