package org.modelscan.container.stream;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/**
 * All compressed streams of one kind that stand in a row, as one content: what Python's modules and
 * the command line tools make of them. Zeros between them are passed over.
 */
public final class ConcatenatedStream extends InputStream {
  /** Zeros are looked through in pieces of this size; Python does not limit their number. */
  private static final int PADDING = 1 << 16;

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
      Optional<Compression> following = compression.following(bytes, next);
      if (following.isPresent()) {
        decoder = following.get().decoder(bytes, next, budget);
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
    long next = from;
    int window = 16;
    while (true) {
      byte[] some = bytes.upTo(next, window);
      int zeros = 0;
      while (zeros < some.length && some[zeros] == 0) {
        zeros++;
      }
      next += zeros;
      if (zeros < some.length || some.length < window) {
        return next;
      }
      window = PADDING;
      budget.time();
    }
  }

  @Override
  public void close() throws IOException {
    if (decoder != null) {
      decoder.close();
    }
  }
}
