package org.modelscan.github;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Outline;

/**
 * What is in a model, in as few words as a row of a table has room for: collected from the outline
 * that {@code modelscan inspect} prints. Bounded, whatever the model holds.
 */
final class Brief implements Outline {
  private static final int MOST = 200;

  /** What a section of an outline lists. */
  private enum Section {
    IMPORTS,
    OPERATORS,
    LAYERS,
    OTHER
  }

  /** Describes files inside the file. */
  @FunctionalInterface
  interface Members {
    void describe(String name, Bytes content, Outline below);
  }

  private final Members members;
  private final Set<String> imports = new TreeSet<>();
  private final Set<String> operators = new TreeSet<>();
  private final Map<String, Integer> layers = new LinkedHashMap<>();
  private final List<String> producers = new ArrayList<>();

  Brief(Members members) {
    this.members = members;
  }

  /** Names of what is imported. */
  Set<String> imports() {
    return imports;
  }

  /** Kinds of operators. */
  Set<String> operators() {
    return operators;
  }

  /** Kinds of layers. */
  Set<String> layers() {
    return layers.keySet();
  }

  /** Clauses with the names that each is about, such as {@code 3 imports} with three names. */
  List<Clause> clauses(int names) {
    List<Clause> clauses = new ArrayList<>();
    if (!producers.isEmpty()) {
      clauses.add(new Clause("by", producers.getFirst()));
    }
    add(clauses, "import", imports, names);
    add(
        clauses,
        "layer",
        layers.entrySet().stream()
            .map(layer -> layer.getKey() + (layer.getValue() > 1 ? " ×" + layer.getValue() : ""))
            .toList(),
        names);
    add(clauses, "operator", operators, names);
    return clauses;
  }

  /**
   * A part of a brief.
   *
   * @param title our own words
   * @param names from the file
   */
  record Clause(String title, String names) {}

  private static void add(List<Clause> clauses, String noun, Collection<String> all, int most) {
    if (all.isEmpty()) {
      return;
    }
    String title =
        all.size() >= MOST
            ? MOST + " " + noun + "s or more"
            : all.size() + " " + noun + (all.size() == 1 ? "" : "s");
    Stream<String> shown = all.stream().limit(most);
    String more = all.size() > most ? ", …" : "";
    clauses.add(new Clause(title, String.join(", ", shown.toList()) + more));
  }

  @Override
  public void entry(String key, String value) {
    take(Section.OTHER, key, value);
  }

  @Override
  public void line(String text) {}

  @Override
  public Outline section(String title) {
    return new Below(below(Section.OTHER, title));
  }

  @Override
  public void member(String name, Bytes content) {
    members.describe(name, content, new Below(Section.OTHER));
  }

  /** A Keras archive shows its configuration twice: as its own, and as that of a member. */
  private Section below(Section outer, String title) {
    return switch (title) {
      case "imports" -> Section.IMPORTS;
      case "operators" -> Section.OPERATORS;
      case "configuration", "model_config" -> layers.isEmpty() ? Section.LAYERS : Section.OTHER;
      default -> outer == Section.LAYERS ? Section.LAYERS : Section.OTHER;
    };
  }

  private void take(Section section, String key, String value) {
    switch (section) {
      case IMPORTS -> add(imports, key);
      case OPERATORS -> add(operators, key);
      case LAYERS, OTHER -> {
        if (key.equals("producer") && producers.size() < MOST) {
          producers.add(value);
        }
      }
    }
  }

  private static void add(Set<String> names, String name) {
    if (names.size() < MOST) {
      names.add(name);
    }
  }

  /** A layer is a line that starts with its class; below it are those that it holds. */
  private void layer(String text) {
    String kind = text.strip().split(" ", 2)[0];
    if (!kind.isEmpty() && (layers.size() < MOST || layers.containsKey(kind))) {
      layers.merge(kind, 1, Integer::sum);
    }
  }

  /** A section of an outline. */
  private final class Below implements Outline {
    private final Section section;

    Below(Section section) {
      this.section = section;
    }

    @Override
    public void entry(String key, String value) {
      take(section, key, value);
    }

    @Override
    public void line(String text) {
      if (section == Section.LAYERS) {
        layer(text);
      }
    }

    @Override
    public Outline section(String title) {
      if (section == Section.LAYERS) {
        layer(title);
      }
      return new Below(below(section, title));
    }

    @Override
    public void member(String name, Bytes content) {
      members.describe(name, content, new Below(Section.OTHER));
    }
  }
}
