package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * A message of an object header: section IV.A.2. Its content is not read before it is asked for.
 *
 * @param type one of the constants, or another that is of no interest here
 * @param flags section IV.A.1
 * @param bytes the content that the message lies in
 * @param offset of its data
 * @param size of its data, in bytes
 */
record Message(int type, int flags, Bytes bytes, long offset, int size) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int SHARED_TABLE = 0x0f;
  static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int DRIVER = 0x14;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 0x02;

  /** Whether the data only says where the message really is. */
  boolean isShared() {
    return (flags & SHARED) != 0;
  }

  /** The message's fields; of a shared one, those of the message that it stands for. */
  Message resolved(Hdf5File file) throws IOException {
    return isShared() ? shared(file, file.fields(bytes, offset), type) : this;
  }

  /** Follows a shared message: section IV.A.2, "Shared Message". */
  static Message shared(Hdf5File file, Fields in, int type) throws IOException {
    long offset = in.position();
    int version = in.u8();
    int kind = in.u8();
    verify(version >= 1 && version <= 3, offset, "shared message of an unknown version");
    if (version == 3 && kind == 1) {
      return file.sharedMessages().find(type, in.bytes(8));
    }
    if (version == 1) {
      in.skip(6);
    }
    for (Message message : ObjectHeader.read(file, in.address()).messages()) {
      if (message.type == type) {
        verify(!message.isShared(), offset, "shared message that leads to a shared message");
        return message;
      }
    }
    throw new MalformedInput(offset, "shared message that leads nowhere");
  }

  /** The fields, from the first on. */
  Fields fields(Hdf5File file) {
    return file.fields(bytes, offset);
  }
}
