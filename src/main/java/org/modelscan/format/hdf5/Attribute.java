package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A value under a name that is attached to an object: section IV.A.2.m.
 *
 * @param offset of its data in the file, or -1 where it was decompressed
 * @param data its raw data, which for text of variable length only says where the text is
 */
public record Attribute(String name, Datatype type, Dataspace space, long offset, Bytes data) {

  /** Reads an attribute message. */
  static Attribute read(Hdf5File file, Fields in, long end) throws IOException {
    long offset = in.position();
    int version = in.u8();
    verify(version >= 1 && version <= 3, offset, "attribute of an unknown version");
    int flags = in.u8();
    int nameSize = in.u16();
    int typeSize = in.u16();
    int spaceSize = in.u16();
    in.skip(version == 3 ? 1 : 0);
    String name = in.text(nameSize);
    if (version == 1) {
      in.pad(nameSize);
    }
    long typeAt = in.position();
    long spaceAt = typeAt + typeSize + (version == 1 ? -typeSize & 7 : 0);
    long dataAt = spaceAt + spaceSize + (version == 1 ? -spaceSize & 7 : 0);
    verify(dataAt <= end, offset, "attribute longer than its message");
    // In version 1 the second byte is reserved: flags of shared parts came with version 2.
    Datatype type =
        Datatype.read(part(file, in, typeAt, version > 1 && (flags & 1) != 0, Message.DATATYPE));
    Dataspace space =
        Dataspace.read(part(file, in, spaceAt, version > 1 && (flags & 2) != 0, Message.DATASPACE));
    return new Attribute(
        name, type, space, file.place(in.bytes(), dataAt), in.bytes().slice(dataAt, end - dataAt));
  }

  private static Fields part(Hdf5File file, Fields in, long at, boolean shared, int type)
      throws IOException {
    Fields part = file.fields(in.bytes(), at);
    return shared ? Message.shared(file, part, type).fields(file) : part;
  }

  /**
   * All attributes of an object, whether in its header or in a heap; damage is reported and costs
   * no other attribute.
   */
  static List<Attribute> readAll(Hdf5File file, List<Message> messages) throws IOException {
    List<Attribute> attributes = new ArrayList<>();
    for (Message message : messages) {
      try {
        if (message.type() == Message.ATTRIBUTE) {
          file.keep();
          Message resolved = message.resolved(file);
          attributes.add(read(file, resolved.fields(file), resolved.offset() + resolved.size()));
        } else if (message.type() == Message.ATTRIBUTE_INFO) {
          dense(file, message.fields(file), attributes);
        }
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
    return attributes;
  }

  private static void dense(Hdf5File file, Fields in, List<Attribute> attributes)
      throws IOException {
    long offset = in.position();
    verify(in.u8() == 0, offset, "attribute information of an unknown version");
    in.skip((in.u8() & 1) != 0 ? 2 : 0);
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
          verify(type == BTreeV2.ATTRIBUTE_NAME, record.position(), "B-tree of another kind");
          byte[] id = record.bytes(8);
          boolean shared = (record.u8() & 2) != 0;
          file.keep();
          if (shared) {
            Message message = file.sharedMessages().find(Message.ATTRIBUTE, id);
            attributes.add(read(file, message.fields(file), message.offset() + message.size()));
          } else {
            FractalHeap.Item item = heap.find(id);
            attributes.add(
                read(
                    file, file.fields(item.bytes(), item.offset()), item.offset() + item.length()));
          }
        });
  }
}
