package org.modelscan.container.window;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.MalformedInput;

/**
 * What was decoded last: what is still to be given, and what matches may refer to. Its memory grows
 * with what was decoded, and is claimed from the budget.
 */
public final class Window {
  /** The largest reach, that of {@code zstd --ultra -22}; twice that of {@code xz -9}. */
  public static final int LARGEST_REACH = 128 << 20;

  private static final int SLACK = 8 << 20;

  private final Budget budget;
  private final int reach;
  private byte[] buffer = {};
  private int given;
  private int end;

  /** Matches reach back at most {@code reach} bytes, or {@link #LARGEST_REACH} where it is more. */
  public Window(long reach, Budget budget) {
    this.reach = (int) Math.min(reach, LARGEST_REACH);
    this.budget = budget;
  }

  /** Moves up to {@code length} decoded bytes; 0 where none are left. */
  public int give(byte[] into, int offset, int length) {
    int count = Math.min(length, end - given);
    System.arraycopy(buffer, given, into, offset, count);
    given += count;
    return count;
  }

  /** Makes room for a block; all that was decoded must have been given. */
  public void reserve(int room) throws IOException {
    if (buffer.length - end >= room) {
      return;
    }
    int wanted = (int) Math.min(Math.max(end + room, 2L * end), (long) reach + SLACK);
    if (wanted - end >= room && wanted > buffer.length) {
      budget.claimMemory(wanted - buffer.length);
      buffer = Arrays.copyOf(buffer, wanted);
      return;
    }
    int kept = Math.min(reach, end);
    System.arraycopy(buffer, end - kept, buffer, 0, kept);
    end = kept;
    given = kept;
  }

  /**
   * What was decoded, up to {@link #end}, and room for as much as was reserved. A decoder that
   * writes there itself says so by {@link #extend}.
   */
  public byte[] buffer() {
    return buffer;
  }

  /** Index behind the last byte decoded. */
  public int end() {
    return end;
  }

  /** Takes the bytes up to an index of the buffer for decoded. */
  public void extend(int newEnd) {
    end = newEnd;
  }

  /** Gives the memory back. */
  public void release() {
    budget.releaseMemory(buffer.length);
    buffer = new byte[0];
    given = 0;
    end = 0;
  }

  /** Adds bytes as they are. */
  public void append(byte[] from, int offset, int count) throws MalformedInput {
    verify(count <= buffer.length - end, -1, "block is longer than it may be");
    System.arraycopy(from, offset, buffer, end, count);
    end += count;
  }

  /** Adds one byte several times. */
  public void fill(byte value, int count) throws MalformedInput {
    verify(count <= buffer.length - end, -1, "block is longer than it may be");
    Arrays.fill(buffer, end, end + count, value);
    end += count;
  }

  /** Repeats {@code count} bytes from {@code distance} bytes back, which may include new ones. */
  public void repeat(long distance, int count) throws MalformedInput {
    verify(distance > 0 && distance <= end, -1, "match reaches back too far");
    verify(count <= buffer.length - end, -1, "block is longer than it may be");
    int from = end - (int) distance;
    int rest = count;
    while (rest > 0) {
      int step = Math.min(rest, end - from);
      System.arraycopy(buffer, from, buffer, end, step);
      end += step;
      rest -= step;
    }
  }
}
