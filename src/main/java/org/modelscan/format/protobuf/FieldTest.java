package org.modelscan.format.protobuf;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/** Asks whether the field at which a message stands is one that only a certain format has. */
@FunctionalInterface
public interface FieldTest {
  /** Whether this field shows it. Must not go on to the next field of the message it is given. */
  boolean shows(Message message) throws IOException;

  /**
   * Whether any field of a message shows it. Fields may come in any order, and unknown ones may
   * stand before, so all are looked at as long as they read as fields: content of other kinds stops
   * reading so within its first bytes.
   */
  static boolean any(Message message, FieldTest test) throws IOException {
    while (message.next()) {
      if (test.shows(message)) {
        return true;
      }
    }
    return false;
  }

  /** Whether content that may be anything is a message that shows it. */
  static boolean anyOf(Bytes content, FieldTest test) throws IOException {
    try {
      return any(Message.unbounded(content, 1024), test);
    } catch (MalformedInput noMessage) {
      return false;
    }
  }
}
