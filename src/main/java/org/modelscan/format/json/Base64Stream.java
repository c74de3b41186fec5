package org.modelscan.format.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * The bytes that a base64 text stands for, decoded as it is read and as leniently as Python's
 * {@code binascii.a2b_base64}: characters outside the alphabet are passed over, and the text ends
 * at padding that completes a group of four. Padding anywhere else is passed over as well.
 */
public final class Base64Stream extends InputStream {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final Reader text;
  private int bits;
  private int held;
  private int characters;
  private int padding;
  private boolean ended;

  /** Decodes a text, and closes it. */
  public Base64Stream(Reader text) {
    this.text = text;
  }

  @Override
  public int read() throws IOException {
    while (held < 8 && !ended) {
      int character = text.read();
      if (character < 0) {
        ended = true;
      } else if (character == '=') {
        ended = characters >= 2 && characters + ++padding >= 4;
      } else {
        int value = character < 0x80 ? ALPHABET.indexOf(character) : -1;
        if (value >= 0) {
          bits = (bits << 6 | value) & 0xffff;
          held += 6;
          characters = (characters + 1) % 4;
          padding = 0;
        }
      }
    }
    if (held < 8) {
      return -1;
    }
    held -= 8;
    return bits >> held & 0xff;
  }

  @Override
  public int read(byte[] into, int at, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int value = read();
      if (value < 0) {
        return count == 0 ? -1 : count;
      }
      into[at + count++] = (byte) value;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
