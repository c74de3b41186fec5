package org.modelscan.format.sevenzip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.modelscan.bytes.Bytes;

/** Content as a channel that can only be read, for a library that wants one. */
final class BytesChannel implements SeekableByteChannel {
  private final Bytes bytes;
  private long position;

  BytesChannel(Bytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    byte[] buffer = new byte[Math.min(into.remaining(), 1 << 16)];
    int read = bytes.read(position, buffer, 0, buffer.length);
    into.put(buffer, 0, read);
    position += read;
    return read == 0 && buffer.length > 0 ? -1 : read;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    return bytes.size();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
