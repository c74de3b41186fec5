package org.modelscan.container.stream;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.modelscan.bytes.Bytes;

/** DEFLATE data (RFC 1951), with or without the zlib wrapper (RFC 1950). Knows where it ended. */
public final class InflateStream extends Decoder {
  private final Bytes bytes;
  private final Inflater inflater;
  private final byte[] buffer = new byte[1 << 15];
  private long next;
  private boolean closed;

  /**
   * Starts at {@code offset}.
   *
   * @param raw whether there is no zlib wrapper
   */
  public InflateStream(Bytes bytes, long offset, boolean raw) {
    this.bytes = bytes;
    this.next = offset;
    this.inflater = new Inflater(raw);
  }

  @Override
  long position() {
    return closed ? next : next - inflater.getRemaining();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      while (length > 0) {
        int count = inflater.inflate(into, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          return -1;
        }
        if (inflater.needsDictionary()) {
          throw new IOException("compressed with a preset dictionary");
        }
        int read = bytes.read(next, buffer, 0, buffer.length);
        if (read == 0) {
          throw new EOFException("compressed data ends early");
        }
        next += read;
        inflater.setInput(buffer, 0, read);
      }
      return 0;
    } catch (DataFormatException damaged) {
      throw new IOException("compressed data is damaged", damaged);
    }
  }

  @Override
  public void close() {
    next = position(); // which asks the inflater
    closed = true;
    inflater.end();
  }
}
