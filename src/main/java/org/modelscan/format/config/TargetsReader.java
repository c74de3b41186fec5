package org.modelscan.format.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.ConfiguredCode.Source;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Outline;
import org.modelscan.format.Unheard;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.yaml.YamlDocument;

/** States the Python objects that a configuration names. */
final class TargetsReader {
  private static final Set<String> TARGETS = Set.of("_target_", "class_path");
  private static final String PYTHON = "tag:yaml.org,2002:python/";
  private static final Pattern DOTTED =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+");
  private static final int KEPT = 20_000;

  private final Facts out;
  private final Set<String> seen = new TreeSet<>();
  private boolean found;

  TargetsReader(Facts out) {
    this.out = out;
  }

  /** Reads a file; whether it names any such object. */
  boolean read(Artifact artifact) throws IOException {
    List<Json> roots = new ArrayList<>();
    if (artifact.head().fileName().endsWith(".json")) {
      JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
      document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
      document.root().ifPresent(roots::add);
    } else {
      roots.addAll(yaml(artifact.bytes()));
    }
    for (Json root : roots) {
      walk(root);
    }
    return found;
  }

  /** The documents of a YAML text, after its tags were stated. */
  List<Json> yaml(Bytes bytes) throws IOException {
    byte[] content = bytes.upTo(0, YamlDocument.LONGEST + 1);
    if (content.length > YamlDocument.LONGEST) {
      out.incomplete(-1, "YAML longer than is read");
    }
    YamlDocument document = YamlDocument.read(YamlDocument.text(content));
    document.problem().ifPresent(problem -> out.incomplete(-1, problem));
    document.tags().forEach(this::tag);
    return document.roots();
  }

  /** States every target of a tree. */
  void walk(Json root) throws IOException {
    new Walk(this::object, out.budget()).all(root);
  }

  /** {@code !!python/object/apply:os.system}: the object is named in the tag. */
  private void tag(YamlDocument.Tag tag) {
    if (tag.name().startsWith(PYTHON)) {
      int colon = tag.name().indexOf(':', PYTHON.length());
      String name = colon < 0 ? "" : tag.name().substring(colon + 1);
      if (!name.isEmpty()) {
        state(
            tag.offset(),
            Source.YAML_TAG,
            "!!python" + tag.name().substring(PYTHON.length() - 1, colon),
            name);
      }
    }
  }

  private void object(String path, Json.Members object) {
    boolean isBuilt = object.members().stream().anyMatch(one -> TARGETS.contains(one.name()));
    for (Json.Member member : object.members()) {
      String where = path.isEmpty() ? member.name() : path + "." + member.name();
      boolean isTarget = TARGETS.contains(member.name());
      if (isTarget || isBuilt || member.name().equals("target")) {
        texts(where, member.value(), isTarget ? Source.TARGET : Source.OPERAND);
      }
    }
  }

  /** An operand may name another object, which the target then fetches. */
  private void texts(String where, Json value, Source source) {
    if (value instanceof Json.Text text
        && (source == Source.TARGET || DOTTED.matcher(text.value()).matches())) {
      state(text.offset(), source, where, text.value());
    } else if (value instanceof Json.Items items) {
      items.items().stream()
          .filter(Json.Text.class::isInstance)
          .forEach(item -> texts(where, item, source));
    }
  }

  private void state(long at, Source source, String where, String name) {
    found |= source != Source.OPERAND;
    if (seen.size() < KEPT && seen.add(source + name)) {
      out.fact(new Fact.ConfiguredCode(at, source, where, name));
    } else if (seen.size() == KEPT && seen.add("")) {
      out.incomplete(at, "more names than are kept");
    }
  }

  static void describe(Artifact artifact, Outline out) throws IOException {
    Named named = new Named(new Budget(Limits.DEFAULT), out);
    new TargetsReader(named).read(artifact);
    named.names.forEach(out::line);
  }

  /** Keeps the names that are stated, for a description. */
  private static final class Named extends Unheard {
    private final Set<String> names = new TreeSet<>();
    private final Outline outline;

    Named(Budget budget, Outline outline) {
      super(budget);
      this.outline = outline;
    }

    @Override
    public void fact(Fact fact) {
      if (fact instanceof Fact.ConfiguredCode code && code.source() != Source.OPERAND) {
        names.add(code.name());
      }
    }

    @Override
    public void incomplete(long offset, String reason) {
      outline.line("not read further: " + reason);
    }
  }
}
