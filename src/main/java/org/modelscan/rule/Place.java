package org.modelscan.rule;

import java.util.List;

/**
 * Where something was found.
 *
 * @param path the file's path relative to the scanned root, with {@code /} between names
 * @param members names of the containers' members that lead to it, outermost first; empty for the
 *     file itself
 * @param offset in bytes from the start of the innermost member, or -1
 */
public record Place(String path, List<String> members, long offset) {
  /** Copies the members. */
  public Place {
    members = List.copyOf(members);
  }

  /** The members joined by {@code !}, or an empty string. */
  public String member() {
    return String.join("!", members);
  }

  /** Path and members joined by {@code !}. */
  public String full() {
    return members.isEmpty() ? path : path + "!" + member();
  }
}
