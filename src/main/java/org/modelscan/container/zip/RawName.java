package org.modelscan.container.zip;

import java.util.Arrays;
import org.modelscan.container.MemberPath;

/**
 * A member's name as it stands in a header. Which encoding it has is only flagged for UTF-8, and
 * the flag is often wrong.
 */
record RawName(byte[] bytes) {

  /** As UTF-8 where it is valid, else one character a byte. */
  String text() {
    return MemberPath.text(bytes);
  }

  boolean same(RawName other) {
    return Arrays.equals(bytes, other.bytes);
  }

  boolean hasNul() {
    for (byte value : bytes) {
      if (value == 0) {
        return true;
      }
    }
    return false;
  }

  boolean isAscii() {
    for (byte value : bytes) {
      if (value < 0) {
        return false;
      }
    }
    return true;
  }
}
