package org.modelscan.format.json;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.Head;

/**
 * The names of a JSON text's outermost object, which is what tells one configuration from another.
 * Values are passed over and not kept.
 *
 * @param names in their order
 * @param complete whether the object's end was reached; if not, more names may follow
 */
public record JsonNames(Set<String> names, boolean complete) {
  private static final int NAMES = 100_000;
  private static final int NAME = 256;
  private static final int SMALL_BUFFER = 512;

  /** Copies the names. */
  public JsonNames {
    names = Set.copyOf(names);
  }

  /**
   * The names as far as the head has them; empty where the content does not start like a JSON
   * object.
   */
  public static Optional<JsonNames> of(Head head) throws IOException {
    return mayStartJson(head) ? read(new JsonTokens(head.start(), SMALL_BUFFER)) : Optional.empty();
  }

  /** The names of all of a text; reads all of it where it is one object. */
  public static Optional<JsonNames> of(Bytes bytes) throws IOException {
    return read(new JsonTokens(bytes));
  }

  private static boolean mayStartJson(Head head) {
    return switch (head.u8(0)) {
      case '{', ' ', '\t', '\r', '\n', 0, 0xef, 0xfe, 0xff -> true;
      default -> false;
    };
  }

  private static Optional<JsonNames> read(JsonTokens tokens) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try {
      if (tokens.next() != JsonTokens.Kind.OBJECT) {
        return Optional.empty();
      }
      while (tokens.next() == JsonTokens.Kind.NAME && names.size() < NAMES) {
        names.add(tokens.text(NAME));
        tokens.skip(tokens.next());
      }
      return Optional.of(new JsonNames(names, tokens.depth() == 0));
    } catch (MalformedInput broken) {
      return names.isEmpty() ? Optional.empty() : Optional.of(new JsonNames(names, false));
    }
  }
}
