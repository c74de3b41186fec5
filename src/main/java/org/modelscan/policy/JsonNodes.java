package org.modelscan.policy;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** JSON (RFC 8259), read as a stream. */
final class JsonNodes {
  private JsonNodes() {}

  static Node read(String name, String text) throws PolicyError {
    NodeBuilder builder = new NodeBuilder();
    int depth = 0;
    boolean ended = false;
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        Position at = position(name, parser.currentTokenLocation());
        if (ended) {
          throw new PolicyError(at, "goes on behind the end of the JSON");
        }
        switch (token) {
          case START_OBJECT -> {
            builder.startMapping(at);
            depth++;
          }
          case START_ARRAY -> {
            builder.startList(at);
            depth++;
          }
          case END_OBJECT, END_ARRAY -> {
            builder.end();
            depth--;
          }
          default ->
              builder.scalar(
                  new Node.Text(
                      parser.getString(),
                      token != JsonToken.VALUE_STRING && token != JsonToken.PROPERTY_NAME,
                      at));
        }
        ended = depth == 0;
      }
    } catch (JacksonException broken) {
      throw new PolicyError(
          position(name, broken.getLocation()), "is no JSON: " + broken.getOriginalMessage());
    }
    return builder.root(Position.of(name));
  }

  private static Position position(String name, @Nullable TokenStreamLocation at) {
    return at == null
        ? Position.of(name)
        : new Position(name, Math.max(0, at.getLineNr()), at.getColumnNr());
  }
}
