package org.modelscan.format.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encodings that JSON comes in, told apart as Python's {@code json.loads} does for bytes: by a
 * byte-order mark, else by where the zero bytes of the first characters stand.
 */
enum JsonEncoding {
  UTF_8(1, StandardCharsets.UTF_8),
  UTF_16LE(2, StandardCharsets.UTF_16LE),
  UTF_16BE(2, StandardCharsets.UTF_16BE),
  UTF_32LE(4, StandardCharsets.UTF_32LE),
  UTF_32BE(4, StandardCharsets.UTF_32BE);

  private final int width;
  private final Charset charset;

  JsonEncoding(int width, Charset charset) {
    this.width = width;
    this.charset = charset;
  }

  /** An encoding and the length of its byte-order mark. */
  record Detected(JsonEncoding encoding, int mark) {}

  static Detected detect(byte[] first) {
    int a = at(first, 0);
    int b = at(first, 1);
    int c = at(first, 2);
    int d = at(first, 3);
    if (a == 0xef && b == 0xbb && c == 0xbf) {
      return new Detected(UTF_8, 3);
    }
    if (a == 0xff && b == 0xfe) {
      return c == 0 && d == 0 ? new Detected(UTF_32LE, 4) : new Detected(UTF_16LE, 2);
    }
    if (a == 0xfe && b == 0xff) {
      return new Detected(UTF_16BE, 2);
    }
    if (a == 0 && b == 0 && c == 0xfe && d == 0xff) {
      return new Detected(UTF_32BE, 4);
    }
    if (a == 0 && b > 0) {
      return new Detected(UTF_16BE, 0);
    }
    if (a == 0 && b == 0 && c == 0 && d > 0) {
      return new Detected(UTF_32BE, 0);
    }
    if (a > 0 && b == 0) {
      return c == 0 && d == 0 ? new Detected(UTF_32LE, 0) : new Detected(UTF_16LE, 0);
    }
    return new Detected(UTF_8, 0);
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : -1;
  }

  /** Bytes of one code unit. */
  int width() {
    return width;
  }

  Charset charset() {
    return charset;
  }

  /** The code unit at a place of a buffer that holds all of it. */
  int unit(byte[] buffer, int at) {
    return switch (this) {
      case UTF_8 -> buffer[at] & 0xff;
      case UTF_16LE -> (buffer[at] & 0xff) | (buffer[at + 1] & 0xff) << 8;
      case UTF_16BE -> (buffer[at] & 0xff) << 8 | (buffer[at + 1] & 0xff);
      case UTF_32LE ->
          (buffer[at] & 0xff)
              | (buffer[at + 1] & 0xff) << 8
              | (buffer[at + 2] & 0xff) << 16
              | buffer[at + 3] << 24;
      case UTF_32BE ->
          buffer[at] << 24
              | (buffer[at + 1] & 0xff) << 16
              | (buffer[at + 2] & 0xff) << 8
              | (buffer[at + 3] & 0xff);
    };
  }
}
