package org.modelscan.source;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * File names as bytes. Java decodes names by the locale, which loses what does not fit: in the C
 * locale everything but ASCII. A path's URI has the bytes themselves, whatever the locale.
 */
public final class RawPath {
  private static final HexFormat HEX = HexFormat.of();

  private RawPath() {}

  /** The last name of a path, read as UTF-8; bytes that are not UTF-8 are written {@code \xff}. */
  static String name(Path path) {
    String name = String.valueOf(path.getFileName());
    return isAscii(name) ? name : decoded(lastName(path.toUri().getRawPath()));
  }

  /** A path below a folder as reports show it, with {@code /} between names. */
  public static String relative(Path folder, Path path) {
    List<String> names = new ArrayList<>();
    for (Path name : folder.relativize(path)) {
      names.add(name(name));
    }
    return String.join("/", names);
  }

  /** A path relative to a folder by its bytes. */
  public static Path resolve(Path folder, byte[] relative) {
    String latin1 = new String(relative, StandardCharsets.ISO_8859_1);
    if (isAscii(latin1)) {
      return folder.resolve(latin1);
    }
    String start = latin1.startsWith("/") ? "" : folder.toUri().getRawPath() + "/";
    return Path.of(URI.create("file://" + start + encoded(relative)));
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static String encoded(byte[] path) {
    StringBuilder encoded = new StringBuilder(path.length * 2);
    for (byte value : path) {
      char c = (char) (value & 0xff);
      if (c == '/' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c))) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(value));
      }
    }
    return encoded.toString();
  }

  /** The last name of a URI's path, without its escapes. */
  private static byte[] lastName(String rawPath) {
    String path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    for (int i = path.lastIndexOf('/') + 1; i < path.length(); i++) {
      if (path.charAt(i) == '%') {
        name.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
        i += 2;
      } else {
        name.write(path.charAt(i));
      }
    }
    return name.toByteArray();
  }

  private static String decoded(byte[] name) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(name);
    CharBuffer text = CharBuffer.allocate(4 * name.length);
    CoderResult result = decoder.decode(bytes, text, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        text.put("\\x" + HEX.toHexDigits(bytes.get()));
      }
      result = decoder.decode(bytes, text, true);
    }
    return text.flip().toString();
  }
}
