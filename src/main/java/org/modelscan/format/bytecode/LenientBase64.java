package org.modelscan.format.bytecode;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Base64 as Python's {@code binascii.a2b_base64} reads it: characters outside the alphabet are
 * passed over, and it ends at padding that completes a group.
 */
final class LenientBase64 {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private LenientBase64() {}

  /** Empty where Python would refuse the text: not ASCII, or a group is not complete. */
  static Optional<byte[]> decode(String text) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length() / 4 * 3);
    int group = 0;
    int characters = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return Optional.empty();
      }
      if (c == '=') {
        padding++;
        if (characters >= 2 && characters + padding >= 4) {
          return Optional.of(decoded.toByteArray());
        }
        continue;
      }
      int value = ALPHABET.indexOf(c);
      if (value < 0) {
        continue;
      }
      padding = 0;
      group = group << 6 | value;
      characters = (characters + 1) % 4;
      switch (characters) {
        case 2 -> decoded.write(group >> 4);
        case 3 -> decoded.write(group >> 2);
        case 0 -> {
          decoded.write(group);
          group = 0;
        }
        default -> {}
      }
    }
    return characters == 0 ? Optional.of(decoded.toByteArray()) : Optional.empty();
  }
}
