package org.modelscan.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Content that comes once, from its start to its end, with random access: all of it is kept as it
 * comes, in memory and then in a temporary file. It is read as far as is asked for.
 */
public final class SpooledBytes implements Bytes {
  private static final int PAGE = 1 << 16;
  private static final long IN_MEMORY = 1 << 20;

  private final InputStream stream;
  private final Budget budget;
  private final PageStore pages;
  private final byte[] scratch = new byte[PAGE];
  private final long announced;
  private long frontier;
  private boolean ended;

  /**
   * Takes a stream over; it is closed with this.
   *
   * @param announced the length that the stream is said to have, or -1
   */
  public SpooledBytes(InputStream stream, long announced, Budget budget) {
    this.stream = stream;
    this.announced = announced;
    this.budget = budget;
    this.pages = new PageStore(PAGE, Math.min(IN_MEMORY, budget.limits().spoolMemory()));
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    int total = 0;
    while (total < length && offset >= 0) {
      long from = offset + total;
      long page = from / PAGE;
      while (!ended && frontier <= page * PAGE) {
        next();
      }
      int inPage = (int) (from % PAGE);
      int count = Math.min(length - total, pages.length(page) - inPage);
      if (count <= 0) {
        break;
      }
      pages.read(page, inPage, into, at + total, count);
      total += count;
    }
    budget.read(total);
    return total;
  }

  private void next() throws IOException {
    int filled = stream.readNBytes(scratch, 0, PAGE);
    budget.fetch(filled);
    pages.keep(frontier / PAGE, scratch, filled);
    frontier += filled;
    ended = filled < PAGE;
    if (announced >= 0 && (ended ? frontier != announced : frontier > announced)) {
      throw new EOFException("has " + frontier + " bytes or more where " + announced + " are said");
    }
  }

  @Override
  public long size() throws IOException {
    if (announced >= 0) {
      return announced;
    }
    while (!ended) {
      next();
    }
    return frontier;
  }

  /** Reading at the end means receiving everything before it. */
  @Override
  public boolean isRandomAccess() {
    return false;
  }

  @Override
  public void close() throws IOException {
    try (stream) {
      pages.close();
    }
  }
}
