package org.modelscan.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list of names with a reason each, read when it is first asked for: a line is a name, white
 * space and the reason. Safe for use by several threads.
 */
final class NameList {
  private final String resource;
  private volatile @Nullable Map<String, String> names;

  /**
   * Names the list.
   *
   * @param resource its file, without its ending
   */
  NameList(String resource) {
    this.resource = "/org/modelscan/" + resource + ".txt";
  }

  /** Why a name is on the list, where it is. */
  Optional<String> find(String name) {
    return Optional.ofNullable(names().get(name));
  }

  boolean contains(String name) {
    return names().containsKey(name);
  }

  private Map<String, String> names() {
    Map<String, String> known = names;
    if (known == null) {
      known = read();
      names = known;
    }
    return known;
  }

  private Map<String, String> read() {
    try (InputStream file = NameList.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("no list " + resource);
      }
      Map<String, String> read = new HashMap<>();
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.strip().split("\\s+", 2))
          .forEach(field -> read.put(field[0], field[1]));
      return read;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
