package org.modelscan.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 (https://yaml.org/spec/1.2.2/) as far as settings need it: one document, without tags,
 * anchors and aliases. Those make objects, and short files that are long when they are read.
 */
final class YamlNodes {
  private static final LoadSettings SETTINGS = LoadSettings.builder().build();

  private final String name;
  private final NodeBuilder builder = new NodeBuilder();
  private int documents;

  private YamlNodes(String name) {
    this.name = name;
  }

  static Node read(String name, String text) throws PolicyError {
    YamlNodes nodes = new YamlNodes(name);
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        nodes.take(event);
      }
    } catch (MarkedYamlEngineException broken) {
      String problem = String.valueOf(broken.getProblem());
      throw new PolicyError(nodes.position(broken.getProblemMark()), "is no YAML: " + problem);
    } catch (YamlEngineException broken) {
      throw new PolicyError(Position.of(name), "is no YAML: " + broken.getMessage());
    }
    return nodes.builder.root(Position.of(name));
  }

  private void take(Event event) throws PolicyError {
    Position at = position(event.getStartMark());
    if (event instanceof NodeEvent node) {
      refuseAnchor(node, at);
    }
    switch (event) {
      case DocumentStartEvent _ -> {
        documents++;
        if (documents > 1) {
          throw new PolicyError(at, "a second document; there can only be one");
        }
      }
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), at);
        builder.scalar(new Node.Text(scalar.getValue(), scalar.isPlain(), at));
      }
      case CollectionStartEvent start -> {
        refuseTag(start.getTag(), at);
        if (start.getEventId() == Event.ID.MappingStart) {
          builder.startMapping(at);
        } else {
          builder.startList(at);
        }
      }
      default -> {
        if (event.getEventId() == Event.ID.MappingEnd
            || event.getEventId() == Event.ID.SequenceEnd) {
          builder.end();
        }
      }
    }
  }

  private static void refuseAnchor(NodeEvent node, Position at) throws PolicyError {
    if (node instanceof AliasEvent || node.getAnchor().isPresent()) {
      throw new PolicyError(at, "anchors and aliases (&name, *name) cannot be used here");
    }
  }

  private static void refuseTag(Optional<String> tag, Position at) throws PolicyError {
    if (tag.isPresent()) {
      throw new PolicyError(at, "tags (!name) cannot be used here");
    }
  }

  private Position position(Optional<Mark> mark) {
    return mark.map(at -> new Position(name, at.getLine() + 1, at.getColumn() + 1))
        .orElse(Position.of(name));
  }
}
