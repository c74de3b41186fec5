package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.MalformedInput;

/**
 * The links of a group, in whichever of the three ways they are stored: a symbol table (section
 * III.B and C), link messages, or a fractal heap with an index.
 */
final class GroupLinks {
  private static final int CACHED_SOFT_LINK = 2;

  private final Hdf5File file;
  private final List<Link> links = new ArrayList<>();

  private GroupLinks(Hdf5File file) {
    this.file = file;
  }

  /** The links that a group's messages lead to; damage is reported and costs no other link. */
  static List<Link> read(Hdf5File file, List<Message> messages) throws IOException {
    GroupLinks group = new GroupLinks(file);
    for (Message message : messages) {
      try {
        switch (message.type()) {
          case Message.LINK -> group.add(Link.read(file, message.resolved(file).fields(file)));
          case Message.LINK_INFO -> group.dense(message.fields(file));
          case Message.SYMBOL_TABLE -> group.symbolTable(message.fields(file));
          default -> {}
        }
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
    return group.links;
  }

  private void add(Link link) throws IOException {
    file.keep();
    links.add(link);
  }

  private void dense(Fields in) throws IOException {
    long offset = in.position();
    verify(in.u8() == 0, offset, "link information of an unknown version");
    in.skip((in.u8() & 1) != 0 ? 8 : 0);
    long heapAddress = in.address();
    long index = in.address();
    if (heapAddress == Fields.UNDEFINED || index == Fields.UNDEFINED) {
      return;
    }
    FractalHeap heap = FractalHeap.read(file, heapAddress);
    BTreeV2.read(
        file,
        index,
        (type, record) -> {
          verify(type == BTreeV2.LINK_NAME, record.position(), "B-tree of another kind");
          record.skip(4);
          FractalHeap.Item item = heap.find(record.bytes(heap.idLength()));
          add(Link.read(file, file.fields(item.bytes(), item.offset())));
        });
  }

  private void symbolTable(Fields in) throws IOException {
    long tree = in.address();
    LocalHeap heap = LocalHeap.read(file, in.address());
    for (long node : BTreeV1.symbolTableNodes(file, tree)) {
      try {
        symbolTableNode(file.at(node), heap);
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }

  private void symbolTableNode(Fields in, LocalHeap heap) throws IOException {
    long offset = in.position();
    in.signature("SNOD");
    verify(in.u8() == 1, offset, "symbol table node of an unknown version");
    in.skip(1);
    int symbols = in.u16();
    int entrySize = 2 * in.offsetSize() + 24;
    long start = in.position();
    for (int i = 0; i < symbols; i++) {
      long entry = start + (long) i * entrySize;
      in.seek(entry);
      try {
        add(entry(in, heap, entry));
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }

  private static Link entry(Fields in, LocalHeap heap, long offset) throws IOException {
    String name = heap.name(in.unsigned(in.offsetSize()));
    long address = in.address();
    if (in.u32() == CACHED_SOFT_LINK) {
      in.skip(4);
      return new Link.Soft(name, offset, heap.name(in.u32()));
    }
    return new Link.Hard(name, offset, address);
  }
}
