package org.modelscan.format.hdf5;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.modelscan.bytes.Bytes;

/**
 * Content of which the pages read last are kept: the structures of an HDF5 file are small, lie
 * close together and are visited in no order of their own.
 */
final class PageCache implements Bytes {
  private static final int PAGE = 1 << 13;
  private static final int PAGES = 64;

  private final Bytes bytes;
  private final Map<Long, byte[]> pages =
      new LinkedHashMap<>(PAGES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > PAGES;
        }
      };

  PageCache(Bytes bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(long offset, byte[] into, int at, int length) throws IOException {
    if (offset < 0 || length >= PAGE) {
      return bytes.read(offset, into, at, length);
    }
    int total = 0;
    while (total < length) {
      long from = offset + total;
      byte[] page = page(from / PAGE);
      int inPage = (int) (from % PAGE);
      int count = Math.min(length - total, page.length - inPage);
      if (count <= 0) {
        break;
      }
      System.arraycopy(page, inPage, into, at + total, count);
      total += count;
    }
    return total;
  }

  private byte[] page(long number) throws IOException {
    byte[] page = pages.get(number);
    if (page == null) {
      page = bytes.upTo(number * PAGE, PAGE);
      pages.put(number, page);
    }
    return page;
  }

  @Override
  public long size() throws IOException {
    return bytes.size();
  }
}
