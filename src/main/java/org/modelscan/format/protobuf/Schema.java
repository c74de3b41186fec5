package org.modelscan.format.protobuf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The names of messages and fields, which the text form of protocol buffers has in place of
 * numbers. Only fields that are read stand in it. A resource of {@code org/modelscan/schemas}: a
 * line is {@code message field number type}.
 */
public final class Schema {
  /**
   * A field.
   *
   * @param type {@code int}, {@code string}, {@code bytes}, {@code name} (of an enumeration), or
   *     the name of a message or enumeration; readers of the text form alone take {@code bytes} for
   *     strings as well
   */
  public record Field(int number, String type) {}

  private final Map<String, Map<String, Field>> messages = new HashMap<>();

  /** Reads the schema of this name. */
  public Schema(String name) {
    try (InputStream file =
        Schema.class.getResourceAsStream("/org/modelscan/schemas/" + name + ".txt")) {
      if (file == null) {
        throw new IllegalStateException("no schema " + name);
      }
      new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 4))
          .forEach(words ->
              messages
                  .computeIfAbsent(words[0], _ -> new HashMap<>())
                  .put(words[1], new Field(Integer.parseInt(words[2]), words[3])));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Whether there is a message, or an enumeration, of this name. */
  public boolean has(String message) {
    return messages.containsKey(message);
  }

  /** A field of a message, where it is one that is read. */
  public Optional<Field> field(String message, String field) {
    return Optional.ofNullable(messages.getOrDefault(message, Map.of()).get(field));
  }
}
