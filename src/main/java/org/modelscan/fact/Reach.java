package org.modelscan.fact;

/**
 * How a path that stands in a model leaves the model's folder, read as any operating system would.
 */
public enum Reach {
  /** It stays inside. */
  INSIDE("stays inside the model's folder"),
  /** It starts at the root of a file system. */
  ABSOLUTE("is absolute"),
  /** It names the folder above, at any place. */
  CLIMBS("climbs out of the model's folder"),
  /** It names a drive or a server. */
  DRIVE("names a drive or a server"),
  /** It is an address. */
  SCHEME("is an address"),
  /** It holds a backslash, which is a separator on one system and a letter on others. */
  BACKSLASH("holds a backslash");

  private final String clause;

  Reach(String clause) {
    this.clause = clause;
  }

  /** A clause for a person, such as {@code is absolute}. */
  public String clause() {
    return clause;
  }

  /** How this path leaves the folder that it is relative to. */
  public static Reach of(String path) {
    int colon = path.indexOf(':');
    if (colon > 1 && path.startsWith("//", colon + 1) && isScheme(path, colon)) {
      return SCHEME;
    }
    if ((colon == 1 && isLetter(path.charAt(0))) || path.startsWith("\\\\")) {
      return DRIVE;
    }
    if (path.startsWith("/") || path.startsWith("\\")) {
      return ABSOLUTE;
    }
    for (int start = 0; start <= path.length(); ) {
      int end = start;
      while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '\\') {
        end++;
      }
      if (end - start == 2 && path.startsWith("..", start)) {
        return CLIMBS;
      }
      start = end + 1;
    }
    return path.indexOf('\\') >= 0 ? BACKSLASH : INSIDE;
  }

  private static boolean isScheme(String path, int colon) {
    for (int i = 0; i < colon; i++) {
      char letter = path.charAt(i);
      boolean follows =
          (letter >= '0' && letter <= '9') || letter == '+' || letter == '-' || letter == '.';
      if (!isLetter(letter) && !(i > 0 && follows)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  }
}
