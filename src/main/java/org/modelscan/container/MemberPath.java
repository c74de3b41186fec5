package org.modelscan.container;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names of members, and whether they lead out of the folder that an archive is unpacked to. */
public final class MemberPath {
  private MemberPath() {}

  /** A name as UTF-8 where it is valid, else one character a byte. */
  public static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException legacy) {
      return new String(name, StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether a member's name is absolute or climbs out; backslashes count as separators. */
  public static boolean leaves(String name) {
    return isAbsolute(name) || depth(name, 0) < 0;
  }

  /** Whether the target of a link that stands at {@code name} is absolute or climbs out. */
  public static boolean linkLeaves(String name, String target) {
    int folder = 0;
    for (int i = 0; i < name.length() - 1; i++) {
      if (isSeparator(name.charAt(i))) {
        folder++;
      }
    }
    return isAbsolute(target) || depth(target, folder) < 0;
  }

  private static boolean isAbsolute(String name) {
    return (!name.isEmpty() && isSeparator(name.charAt(0)))
        || (name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0)));
  }

  /** The lowest level that a walk along the path reaches, or -1 where it climbs out. */
  private static int depth(String path, int start) {
    int depth = start;
    int from = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || isSeparator(path.charAt(i))) {
        String part = path.substring(from, i);
        from = i + 1;
        if (part.equals("..")) {
          if (--depth < 0) {
            return -1;
          }
        } else if (!part.isEmpty() && !part.equals(".")) {
          depth++;
        }
      }
    }
    return depth;
  }

  private static boolean isSeparator(char letter) {
    return letter == '/' || letter == '\\';
  }
}
