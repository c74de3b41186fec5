package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.MalformedInput;

/**
 * The messages that make an object: sections IV.A.1.a and IV.A.1.b, with all continuation blocks.
 * Where a block is damaged, what was read before it stays and the damage is reported.
 *
 * @param offset of the header in the file
 * @param messages in their order
 */
record ObjectHeader(long offset, List<Message> messages) {
  private static final int FLAG_CREATION_ORDER = 0x04;
  private static final int FLAG_PHASE_CHANGE = 0x10;
  private static final int FLAG_TIMES = 0x20;
  private static final int CHECKSUM = 4;

  /** A part of the header. */
  private record Block(long offset, long length, boolean continuation) {}

  static ObjectHeader read(Hdf5File file, long address) throws IOException {
    Fields in = file.at(address);
    long offset = in.position();
    return in.startsWith("OHDR") ? readVersion2(file, in, offset) : readVersion1(file, in, offset);
  }

  private static ObjectHeader readVersion1(Hdf5File file, Fields in, long offset)
      throws IOException {
    verify(in.u8() == 1, offset, "no object header where one should be");
    in.skip(7);
    long length = in.u32();
    in.skip(4);
    return new Reader(file, false, false).read(offset, new Block(in.position(), length, false));
  }

  private static ObjectHeader readVersion2(Hdf5File file, Fields in, long offset)
      throws IOException {
    in.signature("OHDR");
    verify(in.u8() == 2, offset, "object header of an unknown version");
    int flags = in.u8();
    in.skip((flags & FLAG_TIMES) != 0 ? 16 : 0);
    in.skip((flags & FLAG_PHASE_CHANGE) != 0 ? 4 : 0);
    long length = in.unsigned(1 << (flags & 3));
    return new Reader(file, true, (flags & FLAG_CREATION_ORDER) != 0)
        .read(offset, new Block(in.position(), length, false));
  }

  /** The first message of a type. */
  Optional<Message> first(int type) {
    return messages.stream().filter(message -> message.type() == type).findFirst();
  }

  /** Reads blocks until there are no more; each is read once, however often it is named. */
  private static final class Reader {
    private final Hdf5File file;
    private final boolean version2;
    private final boolean creationOrder;
    private final List<Message> messages = new ArrayList<>();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final Set<Long> visited = new HashSet<>();

    Reader(Hdf5File file, boolean version2, boolean creationOrder) {
      this.file = file;
      this.version2 = version2;
      this.creationOrder = creationOrder;
    }

    ObjectHeader read(long offset, Block first) throws IOException {
      blocks.add(first);
      while (!blocks.isEmpty()) {
        Block block = blocks.remove();
        if (!visited.add(block.offset())) {
          file.problem(block.offset(), "object header whose continuation leads back to itself");
          continue;
        }
        try {
          block(block);
        } catch (MalformedInput malformed) {
          file.problem(malformed);
        }
      }
      return new ObjectHeader(offset, messages);
    }

    private void block(Block block) throws IOException {
      Fields in = file.fields(file.bytes(), block.offset());
      int head = version2 ? (creationOrder ? 6 : 4) : 8;
      long end = block.offset() + block.length();
      if (version2 && block.continuation()) {
        in.signature("OCHK");
        end -= CHECKSUM;
      }
      verify(end >= 0, block.offset(), "object header block of an impossible length");
      while (in.position() + head <= end) {
        file.step();
        int type = version2 ? in.u8() : in.u16();
        int size = in.u16();
        int flags = in.u8();
        in.skip(head - (version2 ? 4 : 5));
        Message message = new Message(type, flags, file.bytes(), in.position(), size);
        verify(
            in.position() + size <= end, message.offset(), "header message longer than its block");
        if (type == Message.CONTINUATION) {
          continuation(in);
        } else {
          messages.add(message);
        }
        in.seek(message.offset() + size);
      }
    }

    private void continuation(Fields in) throws IOException {
      try {
        long offset = file.offset(in.address());
        blocks.add(new Block(offset, in.length(), true));
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }
}
