package org.modelscan.container.stream;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;

/**
 * One LZ4 frame (LZ4 Frame Format 1.6.4, LZ4 Block Format). Checksums are not compared: what a
 * reader gets before it finds a wrong one is content all the same.
 */
final class Lz4Decoder extends Decoder {
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int CONTENT_SIZE = 1 << 3;
  private static final int BLOCK_CHECKSUM = 1 << 4;
  private static final int CONTENT_CHECKSUM = 1 << 2;
  private static final int DICTIONARY = 1;

  /** Matches reach back into the block before by up to this. */
  private static final int REACH = 1 << 16;

  private final Bytes bytes;
  private long position;
  private boolean started;
  private boolean ended;
  private int flags;
  private int largestBlock;
  private byte[] input = {};
  private byte[] buffer = new byte[REACH * 2];
  private int given;
  private int end;

  Lz4Decoder(Bytes bytes, long offset) {
    this.bytes = bytes;
    this.position = offset;
  }

  @Override
  long position() {
    return position;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!started) {
      started = true;
      header();
    }
    while (given == end && !ended) {
      try {
        block();
      } catch (IndexOutOfBoundsException damaged) {
        throw new MalformedInput(position, "compressed data is damaged");
      }
    }
    int count = Math.min(length, end - given);
    System.arraycopy(buffer, given, into, offset, count);
    given += count;
    return count == 0 && length > 0 ? -1 : count;
  }

  private void header() throws IOException {
    Cursor cursor = new Cursor(bytes, position, 32);
    if ((cursor.i32le() & 0xfffffff0) == SKIPPABLE) {
      cursor.skip(cursor.u32le());
      ended = true;
    } else {
      flags = cursor.u8();
      int code = (cursor.u8() >> 4) & 7;
      verify(flags >> 6 == 1 && code >= 4, position, "unknown version of the LZ4 frame");
      verify((flags & DICTIONARY) == 0, position, "compressed with a dictionary");
      largestBlock = 1 << (8 + 2 * code);
      cursor.skip((flags & CONTENT_SIZE) != 0 ? 9 : 1);
    }
    position = cursor.position();
  }

  private void block() throws IOException {
    Cursor cursor = new Cursor(bytes, position, 16);
    long header = cursor.u32le();
    if (header == 0) {
      position += (flags & CONTENT_CHECKSUM) != 0 ? 8 : 4;
      ended = true;
      return;
    }
    int size = (int) (header & 0x7fffffff);
    verify(size <= largestBlock, position, "block is larger than the frame allows");
    if (input.length < size) {
      input = new byte[size];
    }
    int read = bytes.read(position + 4, input, 0, size);
    verify(read == size, position + 4 + read, "compressed data ends early");
    int kept = Math.min(end, REACH);
    System.arraycopy(buffer, end - kept, buffer, 0, kept);
    end = kept;
    given = kept;
    if ((header & 0x80000000L) != 0) {
      reserve(size);
      System.arraycopy(input, 0, buffer, end, size);
      end += size;
    } else {
      decode(size, kept + largestBlock);
    }
    position += 4 + size + ((flags & BLOCK_CHECKSUM) != 0 ? 4 : 0);
  }

  private void decode(int size, int limit) throws MalformedInput {
    int at = 0;
    while (at < size) {
      int token = input[at++] & 0xff;
      int literals = token >> 4;
      if (literals == 15) {
        int more;
        do {
          more = input[at++] & 0xff;
          literals += more;
        } while (more == 255);
      }
      verify(literals <= size - at && literals <= limit - end, position, "too long");
      reserve(literals);
      System.arraycopy(input, at, buffer, end, literals);
      at += literals;
      end += literals;
      if (at == size) {
        return; // the last sequence has no match
      }
      int distance = (input[at] & 0xff) | (input[at + 1] & 0xff) << 8;
      at += 2;
      int length = token & 15;
      if (length == 15) {
        int more;
        do {
          more = input[at++] & 0xff;
          length += more;
        } while (more == 255);
      }
      length += 4;
      verify(at <= size, position, "match ends after its block");
      verify(distance > 0 && distance <= end, position, "match reaches back too far");
      verify(length <= limit - end, position, "block is longer than it may be");
      reserve(length);
      repeat(distance, length);
    }
  }

  private void repeat(int distance, int length) {
    int from = end - distance;
    int rest = length;
    while (rest > 0) {
      int step = Math.min(rest, end - from);
      System.arraycopy(buffer, from, buffer, end, step);
      end += step;
      rest -= step;
    }
  }

  private void reserve(int room) {
    if (buffer.length - end < room) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, end + room));
    }
  }
}
