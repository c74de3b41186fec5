package org.modelscan.format.hdf5;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;

/**
 * Messages that many object headers share, kept in heaps of the file: sections III.G and IV.A.2.p.
 * The table is found by a message of the superblock extension.
 */
final class SharedMessageTable {
  private final Hdf5File file;
  private @Nullable Message table;

  SharedMessageTable(Hdf5File file) {
    this.file = file;
  }

  /** Takes the message of the superblock extension that says where the table is. */
  void locate(Message message) {
    table = message;
  }

  /** The message of a type that an identifier of its heap stands for. */
  Message find(int type, byte[] heapId) throws IOException {
    if (table == null) {
      throw new MalformedInput(-1, "shared message without a shared message table");
    }
    Fields in = table.fields(file);
    in.skip(1);
    long address = in.address();
    int indexes = in.u8();
    Fields entry = file.at(address);
    entry.signature("SMTB");
    for (int i = 0; i < indexes; i++) {
      entry.skip(2);
      int types = entry.u16();
      entry.skip(4 + 2 + 2 + 2 + entry.offsetSize());
      long heap = entry.address();
      if ((types & 1 << type) != 0) {
        FractalHeap.Item item = FractalHeap.read(file, heap).find(heapId);
        int size = (int) Math.min(Integer.MAX_VALUE, item.length());
        return new Message(type, 0, item.bytes(), item.offset(), size);
      }
    }
    throw new MalformedInput(entry.position(), "shared message of a type that is not shared");
  }
}
