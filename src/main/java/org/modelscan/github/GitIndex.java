package org.modelscan.github;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Git has checked out, after its own notes (gitformat-index(5), versions 2 to 4): with size
 * and time of each file, by which Git itself knows what has changed since.
 *
 * @param entries by path; names that are not UTF-8 are left out
 */
record GitIndex(Map<String, Entry> entries) {
  /** That of some 300,000 files, which take 60 MB of the heap. */
  private static final long LARGEST = 32L << 20;

  private static final int SIGNATURE = 0x44495243; // DIRC
  private static final int EXTENDED = 0x4000;
  private static final int STAGE = 0x3000;
  private static final int NAME_LENGTH = 0xfff;

  /** Size and time of a file when it was checked out. */
  record Entry(long seconds, long nanoseconds, long size) {
    /** Whether a file is still as it was checked out. Some clients keep no parts of seconds. */
    boolean matches(Path file) throws IOException {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Instant time = attributes.lastModifiedTime().toInstant();
      return (attributes.size() & 0xffffffffL) == size
          && (time.getEpochSecond() & 0xffffffffL) == seconds
          && (nanoseconds == 0 || time.getNano() == nanoseconds);
    }
  }

  /**
   * Reads an index.
   *
   * @param hashLength bytes of an object's name: 20 for SHA-1, 32 for SHA-256
   * @return empty where there is none, or where it cannot be understood
   */
  static Optional<GitIndex> read(Path file, int hashLength) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)), hashLength);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<GitIndex> parse(ByteBuffer in, int hashLength) {
    int signature = in.getInt();
    int version = in.getInt();
    int count = in.getInt();
    if (signature != SIGNATURE || version < 2 || version > 4) {
      return Optional.empty();
    }
    Map<String, Entry> entries = new HashMap<>();
    byte[] name = new byte[0];
    for (int i = 0; i < count; i++) {
      int start = in.position();
      in.position(start + 8); // the time of the last change of the attributes
      long seconds = in.getInt() & 0xffffffffL;
      long nanoseconds = in.getInt() & 0xffffffffL;
      in.position(start + 36);
      long size = in.getInt() & 0xffffffffL;
      in.position(in.position() + hashLength);
      int flags = in.getShort();
      if ((flags & EXTENDED) != 0) {
        in.getShort();
      }
      name = version == 4 ? suffixed(in, name) : named(in, start, flags & NAME_LENGTH);
      Optional<String> path = decoded(name);
      if (path.isPresent() && (flags & STAGE) == 0) {
        entries.put(path.get(), new Entry(seconds, nanoseconds, size));
      }
    }
    return Optional.of(new GitIndex(Collections.unmodifiableMap(entries)));
  }

  /** A name up to its NUL, and the NULs that fill up to a multiple of eight bytes. */
  private static byte[] named(ByteBuffer in, int start, int length) {
    byte[] name;
    if (length < NAME_LENGTH) {
      name = new byte[Math.min(length, in.remaining())];
      in.get(name);
    } else {
      name = untilNul(in);
    }
    in.position(start + ((in.position() - start) / 8 + 1) * 8);
    return name;
  }

  /** What is to be cut off from the name before, and what follows instead. */
  private static byte[] suffixed(ByteBuffer in, byte[] before) {
    int cut = 0;
    int next;
    boolean first = true;
    do {
      next = in.get() & 0xff;
      cut = ((first ? 0 : cut + 1) << 7) | (next & 0x7f);
      first = false;
    } while ((next & 0x80) != 0 && cut < before.length);
    if (cut > before.length) {
      throw new IllegalArgumentException("cuts more than there is");
    }
    byte[] suffix = untilNul(in);
    in.get();
    byte[] name = Arrays.copyOf(before, before.length - cut + suffix.length);
    System.arraycopy(suffix, 0, name, before.length - cut, suffix.length);
    return name;
  }

  private static byte[] untilNul(ByteBuffer in) {
    int start = in.position();
    int end = start;
    while (in.get(end) != 0) { // out of bounds where there is none
      end++;
    }
    byte[] bytes = new byte[end - start];
    in.get(bytes);
    return bytes;
  }

  private static Optional<String> decoded(byte[] name) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString());
    } catch (CharacterCodingException otherEncoding) {
      return Optional.empty();
    }
  }
}
