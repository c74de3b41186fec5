package org.modelscan.format.keras;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.JsonNames;

/**
 * A Keras configuration as a JSON text: {@code config.json} of a {@code .keras} archive or of its
 * unpacked folder, and what {@code model.to_json()} gives.
 */
public final class KerasJsonFormat implements Format {
  private static final String CLASS_NAME = "class_name";

  @Override
  public Identity identity() {
    return new Identity(
        "keras-json",
        "Keras configuration",
        Identity.Kind.MODEL,
        "a JSON object with class_name and config",
        "every object at any depth, code of Lambda layers, files that layers read",
        "its layers as a tree with types and shapes, and its custom objects");
  }

  @Override
  public Match probe(Head head) throws IOException {
    Optional<JsonNames> names = head.json();
    if (names.isEmpty()) {
      return Match.NO;
    }
    boolean named = names.get().names().contains(CLASS_NAME);
    if (names.get().complete()) {
      return named && names.get().names().contains("config") ? Match.SURE : Match.NO;
    }
    // Loaders do not care what stands before the class: where the head does not show it, it may
    // still come.
    return named ? Match.SURE : head.text().isAll() ? Match.NO : Match.LIKELY;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (probe(artifact.head()) != Match.SURE
        && JsonNames.of(artifact.bytes())
            .filter(names -> names.names().contains(CLASS_NAME))
            .isEmpty()) {
      out.doubtful();
      return;
    }
    ConfigReader.read("configuration", artifact.bytes(), 0, out);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    KerasOutline.describeJson(artifact, out);
  }
}
