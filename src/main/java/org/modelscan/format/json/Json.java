package org.modelscan.format.json;

import java.util.List;
import java.util.Optional;

/** A JSON value with the offset, in bytes, of its first character. */
public sealed interface Json {
  /** Where it starts; for strings, the first byte inside the quotes. */
  long offset();

  /**
   * An object. Names that stand in it more than once are all there, in their order; most readers
   * (Python's among them) see the last one.
   */
  record Members(long offset, List<Member> members) implements Json {
    /** Takes the list as it is: the reader gives it away. */
    public Members {}

    /** The value that Python sees under a name. */
    public Optional<Json> get(String name) {
      for (Member member : members.reversed()) {
        if (member.name().equals(name)) {
          return Optional.of(member.value());
        }
      }
      return Optional.empty();
    }

    /** The string under a name, where there is one. */
    public Optional<String> text(String name) {
      return get(name)
          .flatMap(
              value -> value instanceof Text text ? Optional.of(text.value()) : Optional.empty());
    }

    /** Whether there is such a name. */
    public boolean has(String name) {
      return get(name).isPresent();
    }
  }

  /** A name and its value in an object. */
  record Member(String name, long offset, Json value) {}

  /**
   * An array.
   *
   * @param items its elements
   * @param dropped numbers, words and strings behind the first {@link JsonDocument#PLAIN_ITEMS}
   *     elements, which are counted and not kept
   */
  record Items(long offset, List<Json> items, long dropped) implements Json {
    /** Number of elements in the file. */
    public long count() {
      return items.size() + dropped;
    }
  }

  /**
   * A string.
   *
   * @param end offset of the closing quote
   * @param value its text, or only the start of it
   * @param whole whether the value is all of it; if not, {@link JsonDocument#open} gives the rest
   */
  record Text(long offset, long end, String value, boolean whole) implements Json {}

  /** A number as it is written, NaN and Infinity among them; clipped at 64 characters. */
  record Numeral(long offset, String text) implements Json {}

  /** One of the three words. */
  record Word(long offset, Value value) implements Json {
    /** Which. */
    public enum Value {
      TRUE,
      FALSE,
      NULL
    }
  }
}
