package org.modelscan.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Content that a decompressor gives, with random access. It is inflated once, forward, as far as is
 * asked for. Pages that were read are kept (in memory, then in a temporary file), pages that were
 * only passed over are dropped, so that skipping the weights costs no space. A dropped page that is
 * asked for later is inflated again from the start, which the budget bounds.
 */
public final class InflatedBytes implements Bytes {
  /** Opens the decompressor at its start. */
  @FunctionalInterface
  public interface Opener {
    /** A new stream from the start of the inflated content. */
    InputStream open() throws IOException;
  }

  private static final int PAGE = 1 << 16;

  private final Opener opener;
  private final Budget budget;
  private final PageStore pages;
  private final byte[] scratch = new byte[PAGE];
  private final List<Damage> damage = new ArrayList<>(1);
  private @Nullable InputStream stream;
  private long frontier;
  private long end = Long.MAX_VALUE;

  /** Nothing is inflated before it is asked for. */
  public InflatedBytes(Opener opener, Budget budget) {
    this.opener = opener;
    this.budget = budget;
    this.pages = new PageStore(PAGE, budget.limits().spoolMemory());
  }

  /**
   * Where and why the decompressor stopped before its end; what it gave before that is content like
   * any other.
   */
  public record Damage(long offset, String reason) {}

  /** Damage met so far: empty or one. */
  public List<Damage> damage() {
    return List.copyOf(damage);
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    int total = 0;
    while (total < length) {
      long from = offset + total;
      if (from < 0 || from >= end) {
        break;
      }
      long page = from / PAGE;
      int filled = pages.length(page);
      if (filled < 0) {
        filled = inflatePage(page);
      }
      int inPage = (int) (from % PAGE);
      if (inPage >= filled) {
        break;
      }
      int count = Math.min(length - total, filled - inPage);
      pages.read(page, inPage, into, at + total, count);
      total += count;
    }
    return total;
  }

  @Override
  public boolean isRandomAccess() {
    return false;
  }

  @Override
  public long size() throws IOException {
    while (end == Long.MAX_VALUE) {
      long page = frontier / PAGE;
      int filled = next();
      pages.keep(page, scratch, filled);
    }
    return end;
  }

  /**
   * Inflates forward to a page and keeps it; returns its length, shorter than a page only at the
   * end.
   */
  private int inflatePage(long page) throws IOException {
    if (page * PAGE < frontier) {
      restart(0);
    }
    while (frontier < page * PAGE && frontier < end) {
      next();
    }
    if (frontier > page * PAGE || frontier >= end) {
      return 0;
    }
    int filled = next();
    pages.keep(page, scratch, filled);
    return filled;
  }

  private void restart(long from) throws IOException {
    if (stream != null) {
      stream.close();
      stream = null;
    }
    frontier = from;
  }

  /** Inflates the next page into the scratch buffer. */
  private int next() throws IOException {
    int filled = 0;
    try {
      if (stream == null) {
        stream = opener.open();
      }
      while (filled < PAGE) {
        int read = stream.read(scratch, filled, PAGE - filled);
        if (read < 0) {
          break;
        }
        filled += read;
      }
    } catch (BudgetSpent spent) {
      throw spent;
    } catch (IOException | RuntimeException broken) {
      filled = salvage(filled);
      damaged(frontier + filled, broken);
    }
    frontier += filled;
    if (filled < PAGE) {
      end = frontier;
    }
    budget.inflate(filled);
    return filled;
  }

  /**
   * Decompressors lose what they had decoded in the call that fails. A loader that asks for a few
   * bytes at a time gets them, so they are asked for again, one by one.
   */
  private int salvage(int filled) throws IOException {
    restart(frontier);
    int salvaged = 0;
    try {
      stream = opener.open();
      long skip = frontier + filled;
      byte[] passed = new byte[8192];
      while (skip > 0) {
        int read = stream.read(passed, 0, (int) Math.min(passed.length, skip));
        if (read < 0) {
          return filled;
        }
        budget.inflate(read);
        skip -= read;
      }
      while (filled + salvaged < PAGE) {
        int next = stream.read();
        if (next < 0) {
          break;
        }
        scratch[filled + salvaged++] = (byte) next;
      }
    } catch (BudgetSpent spent) {
      throw spent;
    } catch (IOException | RuntimeException broken) {
      return filled + salvaged; // where it breaks is where all that there is has been read
    }
    return filled + salvaged;
  }

  private void damaged(long offset, Exception cause) {
    if (damage.isEmpty()) {
      String detail = cause.getMessage() == null ? "" : ": " + cause.getMessage();
      damage.add(
          new Damage(
              offset,
              cause instanceof EOFException
                  ? "compressed data ends early"
                  : "compressed data is damaged" + detail));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (stream != null) {
        stream.close();
      }
    } finally {
      pages.close();
    }
  }
}
