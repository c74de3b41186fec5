package org.modelscan.container.stream;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/**
 * All compressed streams of one kind that stand in a row, as one content: what Python's modules and
 * the command line tools make of them. Zeros between them are passed over.
 */
public final class ConcatenatedStream extends InputStream {
  private static final int MOST_PADDING = 1 << 20;

  private final Compression compression;
  private final Bytes bytes;
  private final Budget budget;
  private @Nullable Decoder decoder;
  private boolean ended;
  private long end;

  ConcatenatedStream(Compression compression, Bytes bytes, long start, Budget budget)
      throws IOException {
    this.compression = compression;
    this.bytes = bytes;
    this.budget = budget;
    this.decoder = compression.decoder(bytes, start, budget);
  }

  /** Offset behind the last stream, or -1 as long as the end was not reached. */
  public long end() {
    return ended ? end : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int empty = 0;
    while (decoder != null) {
      int read = decoder.read(into, offset, length);
      if (read >= 0) {
        return read;
      }
      decoder.close();
      end = decoder.position();
      decoder = null;
      long next = afterPadding(end);
      if (compression.startsAt(bytes, next)) {
        decoder = compression.decoder(bytes, next, budget);
        if ((++empty & 0xff) == 0) {
          budget.time();
        }
      } else {
        ended = true;
      }
    }
    return -1;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private long afterPadding(long from) throws IOException {
    byte[] few = bytes.upTo(from, 16);
    if (few.length == 0 || few[0] != 0) {
      return from;
    }
    byte[] more = bytes.upTo(from, MOST_PADDING);
    int zeros = 0;
    while (zeros < more.length && more[zeros] == 0) {
      zeros++;
    }
    return from + zeros;
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
  }
}
