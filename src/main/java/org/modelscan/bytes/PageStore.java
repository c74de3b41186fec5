package org.modelscan.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pages of inflated content: the first ones in memory, the rest in a temporary file that is deleted
 * at the end.
 */
final class PageStore implements Closeable {
  /** Where a page lies: in memory, or at a position of the temporary file. */
  private sealed interface Page {
    int length();

    record InMemory(byte[] content) implements Page {
      @Override
      public int length() {
        return content.length;
      }
    }

    record OnDisk(long position, int length) implements Page {}
  }

  private final int pageSize;
  private final long memoryLimit;
  private final Map<Long, Page> pages = new HashMap<>();
  private long inMemory;
  private long onDisk;
  private @Nullable FileChannel spool;

  PageStore(int pageSize, long memoryLimit) {
    this.pageSize = pageSize;
    this.memoryLimit = memoryLimit;
  }

  /** The length of a page that is kept, or -1. */
  int length(long page) {
    Page kept = pages.get(page);
    return kept == null ? -1 : kept.length();
  }

  void keep(long page, byte[] content, int length) throws IOException {
    if (pages.containsKey(page)) {
      return;
    }
    if (inMemory + length <= memoryLimit) {
      byte[] copy = new byte[length];
      System.arraycopy(content, 0, copy, 0, length);
      pages.put(page, new Page.InMemory(copy));
      inMemory += length;
    } else {
      spool(ByteBuffer.wrap(content, 0, length));
      pages.put(page, new Page.OnDisk(onDisk, length));
      onDisk += pageSize;
    }
  }

  void read(long page, int from, byte[] into, int at, int count) throws IOException {
    switch (pages.get(page)) {
      case Page.InMemory(byte[] content) -> System.arraycopy(content, from, into, at, count);
      case Page.OnDisk(long position, int _) -> {
        ByteBuffer buffer = ByteBuffer.wrap(into, at, count);
        int read = 0;
        while (read < count) {
          int now = spool().read(buffer, position + from + read);
          if (now < 0) {
            throw new IOException("temporary file was cut");
          }
          read += now;
        }
      }
      case null -> throw new IllegalStateException("page is not kept");
    }
  }

  /** A failure names what it is about: the file that is being scanned is not to blame. */
  private void spool(ByteBuffer buffer) throws IOException {
    try {
      FileChannel file = spool();
      while (buffer.hasRemaining()) {
        file.write(buffer, onDisk + buffer.position());
      }
    } catch (NoSuchFileException _) {
      throw new IOException("temporary folder is not there");
    } catch (FileSystemException denied) {
      throw new IOException("temporary file cannot be made: " + denied.getReason(), denied);
    } catch (IOException full) {
      throw new IOException("temporary file cannot be written: " + full.getMessage(), full);
    }
  }

  private FileChannel spool() throws IOException {
    if (spool == null) {
      Path file = Files.createTempFile("modelscan-", ".spool");
      spool =
          FileChannel.open(
              file,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    }
    return spool;
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }
}
