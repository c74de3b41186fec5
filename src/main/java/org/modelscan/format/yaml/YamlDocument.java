package org.modelscan.format.yaml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.format.json.Json;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML text as trees. Only the parser of the library is used, which builds no objects: tags are
 * kept as text, and an alias is the very node that it names, so that a short text with many aliases
 * stays short here; whoever walks the tree counts its steps.
 *
 * @param roots one for each document
 * @param tags all tags that are not those of plain data
 * @param problem what stopped the reading
 */
public record YamlDocument(List<Json> roots, List<Tag> tags, Optional<String> problem) {
  /** Bytes up to which a text is read. */
  public static final int LONGEST = 4 << 20;

  private static final int DEPTH = 200;
  private static final int NODES = 500_000;
  private static final String STANDARD = "tag:yaml.org,2002:";

  /**
   * A tag.
   *
   * @param name in full
   * @param value the scalar that it stands before, or empty
   */
  public record Tag(long offset, String name, String value) {}

  /** Text in the encodings that YAML comes in, by its byte-order mark. */
  public static String text(byte[] bytes) {
    boolean little = bytes.length > 1 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe;
    boolean big = bytes.length > 1 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff;
    Charset charset =
        little
            ? StandardCharsets.UTF_16LE
            : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    String text = new String(bytes, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** Reads a text; what is broken is no exception but a {@link #problem}. */
  public static YamlDocument read(String text) {
    Builder builder = new Builder();
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(LONGEST).setUseMarks(true).build();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        builder.take(event);
        if (builder.nodes > NODES || builder.open.size() > DEPTH) {
          return builder.document(Optional.of("YAML larger or deeper than is read"));
        }
      }
      return builder.document(Optional.empty());
    } catch (YamlEngineException broken) {
      return builder.document(Optional.of("no YAML that can be read"));
    }
  }

  /** A mapping or sequence whose end has not come yet. */
  private static final class Frame {
    final long offset;
    final boolean mapping;
    final List<Json> items = new ArrayList<>();
    final List<Json.Member> members = new ArrayList<>();
    final @Nullable String anchor;
    @Nullable String key;
    long keyOffset;

    Frame(long offset, boolean mapping, @Nullable String anchor) {
      this.offset = offset;
      this.mapping = mapping;
      this.anchor = anchor;
    }
  }

  private static final class Builder {
    final Deque<Frame> open = new ArrayDeque<>();
    final List<Json> roots = new ArrayList<>();
    final List<Tag> tags = new ArrayList<>();
    final Map<String, Json> anchors = new HashMap<>();
    int nodes;

    YamlDocument document(Optional<String> problem) {
      while (!open.isEmpty()) {
        close();
      }
      return new YamlDocument(roots, tags, problem);
    }

    void take(Event event) {
      nodes++;
      long at = event.getStartMark().map(mark -> (long) mark.getIndex()).orElse(-1L);
      String anchor =
          event instanceof NodeEvent node
              ? node.getAnchor().map(Object::toString).orElse(null)
              : null;
      switch (event) {
        case AliasEvent alias ->
            add(anchors.getOrDefault(alias.getAlias().getValue(), new Json.Text(at, at, "", true)));
        case ScalarEvent scalar -> {
          String value = scalar.getValue();
          tag(at, scalar.getTag(), value);
          Json.Text text = new Json.Text(at, at + value.length(), value, true);
          if (anchor != null) {
            anchors.put(anchor, text);
          }
          add(
              scalar.isPlain() && value.equals("true")
                  ? new Json.Word(at, Json.Word.Value.TRUE)
                  : text);
        }
        case CollectionStartEvent start -> {
          tag(at, start.getTag(), "");
          open.push(new Frame(at, start.getEventId() == Event.ID.MappingStart, anchor));
        }
        default -> {
          if (event.getEventId() == Event.ID.MappingEnd
              || event.getEventId() == Event.ID.SequenceEnd) {
            close();
          }
        }
      }
    }

    private void tag(long at, Optional<String> tag, String value) {
      if (tag.isPresent() && !tag.get().equals("!") && !isPlain(tag.get())) {
        tags.add(new Tag(at, tag.get(), value));
      }
    }

    private static boolean isPlain(String tag) {
      return tag.startsWith(STANDARD) && tag.indexOf('/', STANDARD.length()) < 0;
    }

    private void close() {
      Frame frame = open.pop();
      Json value =
          frame.mapping
              ? new Json.Members(frame.offset, frame.members)
              : new Json.Items(frame.offset, frame.items, 0);
      if (frame.anchor != null) {
        anchors.put(frame.anchor, value);
      }
      add(value);
    }

    private void add(Json value) {
      Frame frame = open.peekFirst();
      if (frame == null) {
        roots.add(value);
      } else if (!frame.mapping) {
        frame.items.add(value);
      } else if (frame.key == null) {
        frame.key = value instanceof Json.Text text ? text.value() : "?";
        frame.keyOffset = value.offset();
      } else {
        frame.members.add(new Json.Member(frame.key, frame.keyOffset, value));
        frame.key = null;
      }
    }
  }
}
