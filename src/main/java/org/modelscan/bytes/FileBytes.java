package org.modelscan.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file, read by position. Not mapped: a file that shrinks while it is read would end a mapped
 * read in a fault, and mapped pages count as resident memory.
 */
public final class FileBytes implements Bytes {
  private final FileChannel channel;
  private final Budget budget;
  private final long size;

  /**
   * Opens a file for reading.
   *
   * @param file no symbolic link: who follows links decides where they may lead
   * @throws IOException where it cannot be opened
   */
  public FileBytes(Path file, Budget budget) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    this.budget = budget;
    this.size = channel.size();
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    if (offset < 0 || offset >= size) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(into, at, (int) Math.min(length, size - offset));
    int total = 0;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, offset + total);
      if (read <= 0) {
        break;
      }
      total += read;
    }
    budget.read(total);
    return total;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
