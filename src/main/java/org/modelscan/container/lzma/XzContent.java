package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;

/**
 * One XZ stream (the .xz file format 1.2.1). Checksums and stated sizes are not compared: what a
 * reader gets before it finds a wrong one is content all the same.
 */
public final class XzContent extends LzmaContent {
  private static final int HEADER = 12;
  private static final int CHECK_TYPE = 7;
  private static final int FOOTER_BEFORE_MAGIC = 10;
  private static final int INDEX = 0;

  private final Bytes bytes;
  private final Budget budget;
  private long position;
  private int checkLength = -1;
  private @Nullable XzBlock block;
  private boolean ended;

  /** A stream that starts at {@code offset}. */
  public XzContent(Bytes bytes, long offset, Budget budget) {
    this.bytes = bytes;
    this.position = offset;
    this.budget = budget;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (checkLength < 0) {
      Cursor header = new Cursor(bytes, position + CHECK_TYPE, 16);
      checkLength = checkLength(header.u8() & 0xf);
      position += HEADER;
    }
    while (!ended) {
      if (block == null) {
        next();
        continue;
      }
      int read = block.read(into, offset, length);
      if (read >= 0) {
        return read;
      }
      position = block.end() + checkLength;
      block.close();
      block = null;
    }
    return -1;
  }

  /** Section 2.1.1.2. */
  private static int checkLength(int type) {
    return type == 0 ? 0 : 4 << ((type - 1) / 3);
  }

  private void next() throws IOException {
    Cursor cursor = new Cursor(bytes, position, 16);
    if (cursor.atEnd()) {
      throw CodedInput.cut();
    }
    if (cursor.peek() == INDEX) {
      skipIndex();
      ended = true;
    } else {
      block = XzBlock.open(bytes, position, budget);
    }
  }

  /** Sections 4 and 2.1.2. */
  private void skipIndex() throws IOException {
    Cursor index = new Cursor(bytes, position + 1);
    long records = XzBlock.number(index);
    for (long record = 0; record < records; record++) {
      XzBlock.number(index); // unpadded size
      XzBlock.number(index); // uncompressed size
      if ((record & 0xffff) == 0) {
        budget.time();
      }
    }
    long length = index.position() - position;
    index.skip((-length & 3) + 4); // to four bytes, and its checksum
    index.skip(FOOTER_BEFORE_MAGIC);
    verify(index.u8() == 'Y' && index.u8() == 'Z', index.position(), "XZ stream ends wrongly");
    position = index.position();
  }

  @Override
  public void close() {
    ended = true;
    if (block != null) {
      block.close();
      block = null;
    }
  }
}
