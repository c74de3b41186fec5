package org.modelscan.format.tensorflow;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.format.protobuf.Message;
import org.modelscan.format.protobuf.Span;

/**
 * The entries of a checkpoint's index.
 *
 * @see <a href="https://github.com/google/leveldb/blob/main/doc/table_format.md">LevelDB table
 *     format</a>
 */
final class CheckpointTable {
  /** A tensor: BundleEntryProto. */
  record Entry(long position, String name, String type, long shard, long offset, long size) {}

  /** Takes the entries, in the order of their names. */
  @FunctionalInterface
  interface Visitor {
    void entry(Entry entry) throws IOException;
  }

  private static final int FOOTER = 48;
  private static final int WINDOW = 4096;
  private static final int LONGEST_KEY = 1 << 16;

  /** Blocks are of some 256 KB; the limit leaves room for one entry that is longer than a block. */
  private static final int LARGEST_BLOCK = 64 << 20;

  private static final int UNCOMPRESSED = 0;

  private final Bytes content;

  CheckpointTable(Bytes content) {
    this.content = content;
  }

  void entries(Visitor visitor) throws IOException {
    long size = content.size();
    verify(size >= FOOTER, 0, "too short for a table");
    Message.Integers footer = integers(content, new Span(size - FOOTER, size));
    footer.next();
    footer.next(); // the meta index is not used by checkpoints
    Span index = block(footer, size);
    long[] last = {-1};
    block(
        index,
        (position, _, value) -> {
          Span block = block(integers(value, new Span(0, value.size())), size);
          verify(block.start() > last[0], position, "blocks of the table are not in order");
          last[0] = block.start();
          block(block, (at, key, tensor) -> entry(at, key, tensor, visitor));
        });
  }

  private static void entry(long position, String name, Bytes tensor, Visitor visitor)
      throws IOException {
    if (name.isEmpty()) {
      return; // the header
    }
    String type = "";
    String shape = "";
    long shard = 0;
    long offset = 0;
    long size = 0;
    Message message = Message.of(tensor, WINDOW);
    while (message.next()) {
      switch (message.varintField()) {
        case 1 -> type = Description.type(message.value());
        case 3 -> shard = message.value();
        case 4 -> offset = message.value();
        case 5 -> size = message.value();
        default -> {}
      }
      if (message.bytesField() == 2) {
        shape = Description.shape(message.message());
      }
    }
    visitor.entry(new Entry(position, name, type + shape, shard, offset, size));
  }

  private interface BlockVisitor {
    void entry(long position, String key, Bytes value) throws IOException;
  }

  /** Entries of a block: a key that shares its beginning with the one before, and a value. */
  private void block(Span block, BlockVisitor visitor) throws IOException {
    verify(
        block.length() >= 4 && block.length() <= LARGEST_BLOCK,
        block.start(),
        "block of the table out of range");
    int compression = content.exactly(block.end(), 1)[0];
    verify(compression == UNCOMPRESSED, block.end(), "compressed block, which no checkpoint has");
    byte[] bytes = content.exactly(block.start(), (int) block.length());
    long restarts = integer(bytes, bytes.length - 4);
    verify(
        restarts >= 0 && restarts <= bytes.length / 4 - 1,
        block.start(),
        "block of the table out of range");
    long end = bytes.length - 4 - 4 * restarts;
    Bytes heap = new HeapBytes(bytes);
    byte[] key = new byte[0];
    for (long at = 0; at < end; ) {
      Message.Integers lengths = integers(heap, new Span(at, end));
      long shared = lengths.next();
      long own = lengths.next();
      long length = lengths.next();
      long start = lengths.position();
      boolean inside =
          shared >= 0
              && shared <= key.length
              && own >= 0
              && own <= end - start
              && length >= 0
              && length <= end - start - own
              && shared + own <= LONGEST_KEY;
      verify(inside, block.start() + at, "entry runs past its block");
      key = Arrays.copyOf(key, (int) (shared + own));
      heap.read(start, key, (int) shared, (int) own);
      visitor.entry(
          block.start() + at,
          new String(key, StandardCharsets.UTF_8),
          heap.slice(start + own, length));
      at = start + own + length;
    }
  }

  private static Span block(Message.Integers handle, long size) throws IOException {
    long offset = handle.next();
    long length = handle.next();
    verify(
        offset >= 0 && length >= 0 && offset <= size && length <= size - offset,
        handle.position(),
        "block outside");
    return new Span(offset, offset + length);
  }

  private static Message.Integers integers(Bytes content, Span span) throws IOException {
    return Message.of(content, WINDOW).integersAt(span);
  }

  private static long integer(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }
}
