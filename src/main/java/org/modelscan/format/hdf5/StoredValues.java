package org.modelscan.format.hdf5;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * Takes texts and sequences out of raw data, following those of variable length into the global
 * heap.
 */
record StoredValues(Hdf5File file) {

  /** Text values of an attribute: one for each element of text, none for other types. */
  List<StoredText> texts(Attribute attribute) throws IOException {
    List<StoredText> texts = new ArrayList<>();
    long left = attribute.space().elements();
    long size = Math.max(1, attribute.type().size());
    long available = attribute.data().size();
    for (long at = 0; left > 0 && at + size <= available; at += size, left--) {
      long offset = attribute.offset() < 0 ? -1 : attribute.offset() + at;
      element(attribute.type(), attribute.data().slice(at, size), offset, texts);
    }
    return texts;
  }

  /** Texts and byte sequences of one element. */
  void element(Datatype type, Bytes data, long offset, List<StoredText> texts) throws IOException {
    file.keep();
    switch (type) {
      case Datatype.Text _ -> texts.add(StoredText.padded(data, offset));
      case Datatype.Opaque _ -> texts.add(new StoredText(offset, data));
      case Datatype.VariableLength sequence -> variable(sequence, data, texts);
      case Datatype.ArrayOf array -> {
        long size = Math.max(1, array.base().size());
        for (long i = 0; i < array.count() && (i + 1) * size <= data.size(); i++) {
          element(
              array.base(), data.slice(i * size, size), offset < 0 ? -1 : offset + i * size, texts);
        }
      }
      case Datatype.Compound compound -> {
        for (Datatype.Member member : compound.members()) {
          long at = member.offset();
          element(
              member.type(),
              data.slice(at, member.type().size()),
              offset < 0 ? -1 : offset + at,
              texts);
        }
      }
      case Datatype.Plain _, Datatype.Reference _, Datatype.Enumeration _ -> {}
    }
  }

  /** An element of variable length: its count, and a global heap identifier (section III.E). */
  private void variable(Datatype.VariableLength type, Bytes data, List<StoredText> texts)
      throws IOException {
    Fields in = file.fields(data, 0);
    long count = in.u32();
    long collection = in.address();
    long index = in.u32();
    if (count == 0 || collection == Fields.UNDEFINED || collection == 0) {
      return;
    }
    try {
      GlobalHeap.Item item = file.globalHeap().find(collection, index);
      long length =
          Math.min(item.length(), Dataspace.product(count, Math.max(1, type.base().size())));
      Bytes content = file.bytes().slice(item.offset(), length);
      if (type.isText()) {
        texts.add(StoredText.padded(content, item.offset()));
      } else if (type.base() instanceof Datatype.Plain plain && plain.size() == 1) {
        texts.add(new StoredText(item.offset(), content));
      }
    } catch (MalformedInput malformed) {
      file.problem(malformed);
    }
  }
}
