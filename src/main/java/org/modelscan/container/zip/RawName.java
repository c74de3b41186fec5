package org.modelscan.container.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A member's name as it stands in a header. Which encoding it has is only flagged for UTF-8, and
 * the flag is often wrong.
 */
record RawName(byte[] bytes) {

  /** As UTF-8 where it is valid, else one character a byte. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException legacy) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
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
