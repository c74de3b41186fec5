package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.modelscan.bytes.MalformedInput;

/**
 * Where data of variable length lies: collections of objects, section III.E. Collections read last
 * are kept.
 */
final class GlobalHeap {
  private static final int COLLECTIONS = 64;

  private final Hdf5File file;
  private final Map<Long, Map<Integer, Item>> collections =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Integer, Item>> eldest) {
          return size() > COLLECTIONS;
        }
      };

  /** Where an object lies. */
  record Item(long offset, long length) {}

  GlobalHeap(Hdf5File file) {
    this.file = file;
  }

  /** Finds an object of a collection. */
  Item find(long address, long index) throws IOException {
    long offset = file.offset(address);
    Map<Integer, Item> collection = collections.get(offset);
    if (collection == null) {
      collection = read(offset);
      collections.put(offset, collection);
    }
    Item item = collection.get((int) Math.min(index, Integer.MAX_VALUE));
    if (item == null) {
      throw new MalformedInput(offset, "object that is not in its global heap collection");
    }
    return item;
  }

  private Map<Integer, Item> read(long offset) throws IOException {
    Fields in = file.fields(file.bytes(), offset);
    in.signature("GCOL");
    verify(in.u8() == 1, offset, "global heap collection of an unknown version");
    in.skip(3);
    long size = in.length();
    long end = size > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + size;
    int head = 8 + in.lengthSize();
    Map<Integer, Item> items = new HashMap<>();
    while (in.position() + head <= end && items.size() < 0xffff) {
      file.step();
      int index = in.u16();
      in.skip(6);
      long length = in.length();
      if (index == 0) {
        break; // the rest of the collection is free
      }
      verify(
          length <= end - in.position(),
          in.position(),
          "object longer than its global heap collection");
      items.put(index, new Item(in.position(), length));
      in.skip(length + (-length & 7));
    }
    return items;
  }
}
