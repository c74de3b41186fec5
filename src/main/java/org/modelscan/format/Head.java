package org.modelscan.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.format.json.JsonNames;

/**
 * The first bytes of content, and on demand its last ones: what identification looks at. Text has
 * no signature, so that formats of text may ask for the name as well.
 */
public final class Head {
  /** Bytes read from the start. */
  public static final int LENGTH = 4096;

  private final String name;
  private final byte[] first;
  private final Bytes bytes;
  private byte @Nullable [] tail;
  private Optional<ZipArchive> zip = Optional.empty();
  private boolean zipLookedFor;
  private @Nullable Head text;
  private Optional<JsonNames> json = Optional.empty();
  private boolean jsonLookedFor;

  /** Reads the first bytes of content that has no name, with one read. */
  public Head(Bytes bytes) throws IOException {
    this("", bytes);
  }

  /**
   * Reads the first bytes, with one read.
   *
   * @param name as in {@link Artifact}
   */
  public Head(String name, Bytes bytes) throws IOException {
    this.name = name;
    this.bytes = bytes;
    this.first = bytes.upTo(0, LENGTH);
  }

  /** What the content is called, with the folders that it lies in; empty where it has no name. */
  public String name() {
    return name;
  }

  /** The last component of the name. */
  public String fileName() {
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }

  /** Number of bytes that are here: {@link #LENGTH}, or less for shorter content. */
  public int length() {
    return first.length;
  }

  /** Whether the head is the whole content. */
  public boolean isAll() {
    return first.length < LENGTH;
  }

  /** The whole content's length; for inflated content this may inflate it. */
  public long size() throws IOException {
    return isAll() ? first.length : bytes.size();
  }

  /**
   * All of the content, for a probe that must follow structure a little further than the first
   * bytes. The first bytes are not read again.
   */
  public Bytes content() {
    return new Continued(first, isAll(), bytes);
  }

  private record Continued(byte[] first, boolean isAll, Bytes bytes) implements Bytes {
    @Override
    public int read(long offset, byte[] into, int at, int length) throws IOException {
      if (offset < 0 || offset >= first.length) {
        return isAll ? 0 : bytes.read(offset, into, at, length);
      }
      int count = (int) Math.min(length, first.length - offset);
      System.arraycopy(first, (int) offset, into, at, count);
      boolean more = count < length && !isAll;
      return more ? count + bytes.read(first.length, into, at + count, length - count) : count;
    }

    @Override
    public void expect(long offset, int length) {
      bytes.expect(offset, length);
    }

    @Override
    public long size() throws IOException {
      return isAll ? first.length : bytes.size();
    }

    @Override
    public boolean isRandomAccess() {
      return isAll || bytes.isRandomAccess();
    }
  }

  /** The head alone, as content. */
  public Bytes start() {
    return new HeapBytes(first);
  }

  /** Up to {@code count} first bytes. */
  public byte[] first(int count) {
    return Arrays.copyOf(first, Math.min(count, first.length));
  }

  /** Unsigned byte, or -1 past the head. */
  public int u8(int at) {
    return at < first.length ? first[at] & 0xff : -1;
  }

  /** Whether the bytes at {@code at} are these (each 0 to 255). */
  public boolean has(int at, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (u8(at + i) != values[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes at {@code at} are this ASCII text. */
  public boolean has(int at, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (u8(at + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The head as Latin-1 text, one character a byte. */
  public String latin1() {
    return new String(first, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the head holds no control bytes other than white space: text in any encoding that keeps
   * ASCII.
   */
  public boolean isText() {
    for (byte value : first) {
      if (value >= 0
          && value < 0x20
          && value != '\n'
          && value != '\r'
          && value != '\t'
          && value != '\f') {
        return false;
      }
    }
    return true;
  }

  /**
   * Up to {@code length} last bytes; the first call decides how many are read, later ones may get
   * more of them.
   */
  public byte[] tail(int length) throws IOException {
    if (isAll()) {
      return first.clone();
    }
    if (tail == null || tail.length < length) {
      long size = bytes.size();
      int count = (int) Math.min(length, size);
      tail = bytes.upTo(size - count, count);
    }
    return tail.clone();
  }

  /**
   * The ZIP archive that the content is, looked for once for all formats that are kept in one.
   * Costs one read of the content's last bytes where it does not start like one.
   */
  public Optional<ZipArchive> zip() throws IOException {
    if (!zipLookedFor) {
      zipLookedFor = true;
      zip = ZipArchive.find(isAll() ? new HeapBytes(first) : bytes);
    }
    return zip;
  }

  /**
   * The head behind the white space that the content starts with: readers of text pass over it,
   * however long it is. The same head where there is none.
   */
  public Head text() throws IOException {
    if (text == null) {
      text = isSpace(u8(0)) ? new Head(name, content().from(textStart())) : this;
    }
    return text;
  }

  private long textStart() throws IOException {
    Cursor cursor = new Cursor(content(), 0, LENGTH);
    while (isSpace(cursor.peek())) {
      cursor.u8();
    }
    return cursor.position();
  }

  private static boolean isSpace(int value) {
    return value == ' ' || value == '\t' || value == '\r' || value == '\n';
  }

  /**
   * The names of the JSON object that the content is, as far as the head of its text has them,
   * looked for once for all formats that are kept in JSON; empty where the content does not start
   * like one.
   */
  public Optional<JsonNames> json() throws IOException {
    if (!jsonLookedFor) {
      jsonLookedFor = true;
      json = JsonNames.of(text());
    }
    return json;
  }
}
