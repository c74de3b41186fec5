package org.modelscan.github;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A value of a JSON document that a few fields are asked of. Whatever is asked of a value of
 * another kind is not there, and what is not there has no fields either. Read as a stream: to load
 * what binds documents to classes takes longer than a scan of few files.
 */
sealed interface Json {
  /** An object; of fields with one name, the last. */
  record Fields(Map<String, Json> fields) implements Json {}

  /** An array. */
  record Items(List<Json> items) implements Json {}

  /** A string. */
  record Text(String text) implements Json {}

  /** A number without a fraction. */
  record Whole(long value) implements Json {}

  /** True or false. */
  record Truth(boolean value) implements Json {}

  /** Null, another number, or nothing at all. */
  record Nothing() implements Json {}

  /** Reads a document; empty where it is none, or goes on behind its end. */
  static Optional<Json> read(byte[] document) {
    Reading reading = new Reading();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (reading.root != null && reading.open.isEmpty()) {
          return Optional.empty();
        }
        reading.take(token, parser);
      }
    } catch (JacksonException broken) {
      return Optional.empty();
    }
    return Optional.of(reading.root == null ? new Nothing() : reading.root);
  }

  /** Writes an object of strings. */
  static String object(SortedMap<String, String> fields) {
    return written(generator -> {
      generator.writeStartObject();
      fields.forEach(generator::writeStringProperty);
      generator.writeEndObject();
    });
  }

  /** Writes a string. */
  static String quoted(String text) {
    return written(generator -> generator.writeString(text));
  }

  private static String written(Consumer<JsonGenerator> content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      content.accept(out);
    }
    return text.toString();
  }

  /** The value of a field. */
  default Json path(String name) {
    return this instanceof Fields(var fields)
        ? fields.getOrDefault(name, new Nothing())
        : new Nothing();
  }

  /** The value at the end of several fields, each with a slash before its name. */
  default Json at(String pointer) {
    Json value = this;
    for (String name : pointer.substring(1).split("/")) {
      value = value.path(name);
    }
    return value;
  }

  /** The string that this is. */
  default String asString(String otherwise) {
    return this instanceof Text(var text) ? text : otherwise;
  }

  /** The number that this is. */
  default long asLong(long otherwise) {
    return this instanceof Whole(var value) ? value : otherwise;
  }

  /** The truth that this is. */
  default boolean asBoolean(boolean otherwise) {
    return this instanceof Truth(var value) ? value : otherwise;
  }

  /** The elements of the array that this is. */
  default Stream<Json> stream() {
    return this instanceof Items(var items) ? items.stream() : Stream.empty();
  }

  /** Goes without recursion; the parser bounds the depth. */
  final class Reading {
    private final Deque<Json> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private @Nullable Json root;

    private void take(JsonToken token, JsonParser parser) {
      switch (token) {
        case START_OBJECT -> open(new Fields(new HashMap<>()));
        case START_ARRAY -> open(new Items(new ArrayList<>()));
        case END_OBJECT, END_ARRAY -> open.pop();
        case PROPERTY_NAME -> names.push(parser.currentName());
        case VALUE_STRING -> add(new Text(parser.getString()));
        case VALUE_NUMBER_INT -> add(whole(parser));
        case VALUE_TRUE -> add(new Truth(true));
        case VALUE_FALSE -> add(new Truth(false));
        default -> add(new Nothing());
      }
    }

    private static Json whole(JsonParser parser) {
      return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          ? new Nothing()
          : new Whole(parser.getLongValue());
    }

    private void open(Json value) {
      add(value);
      open.push(value);
    }

    private void add(Json value) {
      switch (open.peek()) {
        case Fields(var fields) -> fields.put(names.pop(), value);
        case Items(var items) -> items.add(value);
        case null, default -> root = value;
      }
    }
  }
}
