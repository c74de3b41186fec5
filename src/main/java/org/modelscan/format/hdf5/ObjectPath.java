package org.modelscan.format.hdf5;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The names that lead to an object. Kept as a chain, so that a deep tree of long names costs no
 * more than its names.
 *
 * @param parent null for the root
 * @param name empty for the root
 * @param depth 0 for the root
 */
public record ObjectPath(@Nullable ObjectPath parent, String name, int depth) {
  /** The root group. */
  public static final ObjectPath ROOT = new ObjectPath(null, "", 0);

  private static final int SHOWN = 1024;

  /** The path of something below. */
  public ObjectPath below(String child) {
    return new ObjectPath(this, child, depth + 1);
  }

  /** The path as text, such as {@code /model_weights/dense}; of a very long one only its end. */
  @Override
  public String toString() {
    Deque<String> names = new ArrayDeque<>();
    int length = 0;
    for (ObjectPath at = this; at != null && at.parent != null; at = at.parent) {
      length += at.name.length() + 1;
      if (length > SHOWN) {
        names.push("…");
        break;
      }
      names.push(at.name);
    }
    return "/" + String.join("/", names);
  }
}
