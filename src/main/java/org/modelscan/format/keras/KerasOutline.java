package org.modelscan.format.keras;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.container.zip.MemberContent;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.container.zip.ZipMember;
import org.modelscan.format.Artifact;
import org.modelscan.format.Head;
import org.modelscan.format.Outline;
import org.modelscan.format.hdf5.Attribute;
import org.modelscan.format.hdf5.Dataset;
import org.modelscan.format.hdf5.Hdf5Format;
import org.modelscan.format.hdf5.Hdf5Object;
import org.modelscan.format.hdf5.Hdf5Outline;
import org.modelscan.format.hdf5.Hdf5Walk;
import org.modelscan.format.hdf5.ObjectPath;
import org.modelscan.format.hdf5.StoredText;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.zip.ZipOutline;

/** Describes a Keras model: its layers as a tree, its custom objects, its weights. */
final class KerasOutline {
  private static final int SHORT = 200;

  private final Outline out;
  private final Map<String, StoredText> configurations = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Map<String, Long> parameters = new LinkedHashMap<>();
  private long total;

  private KerasOutline(Outline out) {
    this.out = out;
  }

  static void describeJson(Artifact artifact, Outline out) throws IOException {
    new KerasOutline(out).tree("configuration", artifact.bytes());
  }

  static void describeH5(Artifact artifact, long base, Outline out) throws IOException {
    KerasOutline outline = new KerasOutline(out);
    Hdf5Walk walk =
        Hdf5Walk.open(
            artifact.bytes(),
            base,
            new Budget(Limits.DEFAULT),
            (offset, reason) -> out.line("not read: " + reason));
    walk.visitAll(object -> outline.collect(walk, object));
    outline.settings.forEach(out::entry);
    if (outline.total > 0) {
      out.entry("parameters", "%,d".formatted(outline.total));
    }
    for (Map.Entry<String, StoredText> configuration : outline.configurations.entrySet()) {
      outline.tree(configuration.getKey(), configuration.getValue().bytes());
    }
    Hdf5Outline.describe(artifact, base, out.section("objects"));
  }

  /**
   * The layers come from the configuration, and the numbers of their parameters from the weights.
   */
  static void describeArchive(Artifact artifact, Outline out) throws IOException {
    KerasOutline outline = new KerasOutline(out);
    Budget budget = new Budget(Limits.DEFAULT);
    Optional<ZipArchive> archive = artifact.head().zip();
    if (archive.isPresent()) {
      try (MemberContent content = new MemberContent(artifact.bytes(), budget)) {
        for (ZipMember member : archive.get().members()) {
          if (member.name().endsWith(".weights.h5")) {
            outline.weights(member, content, budget);
          }
        }
        if (outline.total > 0) {
          out.entry("parameters", "%,d".formatted(outline.total));
        }
        for (ZipMember member : archive.get().members()) {
          Optional<MemberContent.Opened> opened =
              member.name().equals("config.json")
                  ? content.open(member.readings().getFirst())
                  : Optional.empty();
          if (opened.isPresent()) {
            try (Bytes bytes = opened.get().bytes()) {
              outline.tree("configuration", bytes);
            }
          }
        }
      }
    }
    ZipOutline.describe(artifact, out.section("archive"));
  }

  private void weights(ZipMember member, MemberContent content, Budget budget) throws IOException {
    Optional<MemberContent.Opened> opened = content.open(member.readings().getFirst());
    if (opened.isEmpty()) {
      return;
    }
    try (Bytes bytes = opened.get().bytes()) {
      OptionalLong base = Hdf5Format.locate(new Head(bytes));
      if (base.isPresent()) {
        Hdf5Walk walk = Hdf5Walk.open(bytes, base.getAsLong(), budget, (offset, reason) -> {});
        walk.visitAll(object -> collect(walk, object));
      }
    }
  }

  private void collect(Hdf5Walk walk, Hdf5Object object) throws IOException {
    Dataset dataset = object.dataset();
    if (dataset != null) {
      count(object.path(), dataset);
    }
    if (object.path().depth() > 0) {
      return;
    }
    for (Attribute attribute : object.attributes()) {
      List<StoredText> texts = walk.texts(attribute);
      if (attribute.name().endsWith("_config") && !texts.isEmpty()) {
        configurations.put(attribute.name(), texts.getFirst());
      } else if (texts.size() == 1) {
        byte[] start = texts.getFirst().bytes().upTo(0, SHORT);
        settings.put(attribute.name(), new String(start, StandardCharsets.UTF_8));
      }
    }
  }

  /** Counts a dataset for each group that it is in: one of them is called like its layer. */
  private void count(ObjectPath path, Dataset dataset) {
    List<String> names = new ArrayList<>();
    for (ObjectPath at = path.parent(); at != null && at.parent() != null; at = at.parent()) {
      names.add(at.name());
    }
    boolean ofOptimizer = names.stream().anyMatch(name -> name.startsWith("optimizer"));
    if (!ofOptimizer) {
      total += dataset.space().elements();
      names.stream()
          .distinct()
          .forEach(name -> parameters.merge(name, dataset.space().elements(), Long::sum));
    }
  }

  private void tree(String name, Bytes json) throws IOException {
    JsonDocument document = JsonDocument.read(json, new Budget(Limits.DEFAULT));
    Outline section = out.section(name);
    document
        .problem()
        .ifPresent(problem -> section.line("not read to its end: " + problem.reason()));
    if (document.root().isPresent()) {
      if (document.object().filter(object -> object.has("class_name")).isPresent()) {
        new LayerTree(parameters).describe(document.object().get(), section);
      }
      objects(document.root().get(), section);
    }
  }

  /** What a program must bring or what carries code. */
  private static void objects(Json root, Outline out) {
    Set<String> custom = new TreeSet<>();
    collect(root, custom);
    if (!custom.isEmpty()) {
      Outline section = out.section("custom objects and code");
      custom.forEach(section::line);
    }
  }

  private static void collect(Json value, Set<String> custom) {
    switch (value) {
      case Json.Members object -> {
        String className = object.text("class_name").orElse("");
        String module = object.text("module").orElse("");
        String registered = object.text("registered_name").orElse("");
        boolean isOther =
            !module.isEmpty()
                && !module.startsWith("keras")
                && !module.startsWith("tensorflow")
                && !module.equals("builtins");
        if (!className.isEmpty() && (registered.contains(">") || isOther)) {
          custom.add(
              (module.isEmpty() ? "" : module + ".")
                  + className
                  + (registered.isEmpty() ? "" : " (" + registered + ")"));
        } else if (className.equals("Lambda") || className.equals("__lambda__")) {
          custom.add(className);
        }
        object.members().forEach(member -> collect(member.value(), custom));
      }
      case Json.Items items -> items.items().forEach(item -> collect(item, custom));
      case Json.Text _, Json.Numeral _, Json.Word _ -> {}
    }
  }
}
