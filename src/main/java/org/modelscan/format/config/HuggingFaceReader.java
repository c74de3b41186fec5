package org.modelscan.format.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.ConfiguredCode.Source;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.jinja.Template;
import org.modelscan.format.json.Json;

/** States which code a Hugging Face configuration names, at any depth of it. */
final class HuggingFaceReader {
  private final String file;
  private final Facts out;

  HuggingFaceReader(Artifact artifact, Facts out) {
    this.file = artifact.head().fileName();
    this.out = out;
  }

  void read(Json root) throws IOException {
    new Walk(this::object, out.budget()).all(root);
    if (file.equals("modules.json")) {
      texts(root, "type").forEach(type -> code(Source.MODULE_CLASS, "modules", type));
    }
    if (root instanceof Json.Members object && file.equals("model_index.json")) {
      pipeline(object);
    }
  }

  /** The texts under a name in each object of an array. */
  private static List<Json.Text> texts(Json root, String name) {
    return root instanceof Json.Items items
        ? items.items().stream()
            .filter(Json.Members.class::isInstance)
            .flatMap(item -> ((Json.Members) item).get(name).stream())
            .filter(Json.Text.class::isInstance)
            .map(Json.Text.class::cast)
            .toList()
        : List.of();
  }

  private void code(Source source, String where, Json.Text name) {
    out.fact(new Fact.ConfiguredCode(name.offset(), source, where, name.value()));
  }

  private void object(String path, Json.Members object) throws IOException {
    // Every member of a name counts: readers of JSON differ in which of two they take.
    for (Json.Member member : object.members()) {
      String where = path.isEmpty() ? member.name() : path + "." + member.name();
      switch (member.name()) {
        case "auto_map" -> classes(where, member.value());
        case "custom_pipelines" -> pipelines(where, member.value());
        case "trust_remote_code" -> trust(where, member.value());
        case "custom_generate" -> generate(where, member.value());
        case "chat_template", "chat_templates" -> templates(where, member.value());
        case "template" -> prompt(where, object, member.value());
        default -> implementation(where, member);
      }
    }
  }

  /** {@code {"AutoModel": "module.Class"}}, also lists, and {@code "repository--module.Class"}. */
  private void classes(String where, Json value) {
    switch (value) {
      case Json.Text text ->
          code(text.value().contains("--") ? Source.REMOTE_CLASS : Source.LOCAL_CLASS, where, text);
      case Json.Items items -> items.items().forEach(item -> classes(where, item));
      case Json.Members members ->
          members.members().forEach(member -> classes(where + "." + member.name(), member.value()));
      case Json.Numeral _, Json.Word _ -> {}
    }
  }

  private void pipelines(String where, Json value) {
    if (value instanceof Json.Members tasks) {
      for (Json.Member task : tasks.members()) {
        if (task.value() instanceof Json.Members entry && entry.get("impl").isPresent()) {
          classes(where + "." + task.name(), entry.get("impl").get());
        }
      }
    }
  }

  private void trust(String where, Json value) {
    if (value instanceof Json.Word(long at, Json.Word.Value word) && word == Json.Word.Value.TRUE) {
      out.fact(new Fact.ConfiguredCode(at, Source.TRUST, where, "true"));
    }
  }

  private void generate(String where, Json value) {
    if (value instanceof Json.Text text) {
      code(Source.GENERATION_CODE, where, text);
    }
  }

  /**
   * Implementations of attention and the like are functions by name, or kernels that are fetched
   * from a repository and run (CVE-2026-4372).
   */
  private void implementation(String where, Json.Member member) {
    String name = member.name();
    boolean isImplementation =
        name.endsWith("attn_implementation")
            || (name.startsWith("_")
                && (name.endsWith("_internal") || name.endsWith("_implementation")));
    if (!isImplementation) {
      return;
    }
    switch (member.value()) {
      case Json.Text text -> kernel(where, text);
      case Json.Members parts ->
          parts.members().stream()
              .filter(part -> part.value() instanceof Json.Text)
              .forEach(part -> kernel(where + "." + part.name(), (Json.Text) part.value()));
      case Json.Items _, Json.Numeral _, Json.Word _ -> {}
    }
  }

  private void kernel(String where, Json.Text text) {
    if (text.value().contains("/")) {
      code(Source.KERNEL, where, text);
    }
  }

  /** A template as it is, by name, or as a list of objects with name and template. */
  private void templates(String where, Json value) throws IOException {
    switch (value) {
      case Json.Text text -> template(where, text);
      case Json.Items items -> {
        for (Json item : items.items()) {
          if (item instanceof Json.Members named) {
            String name = named.text("name").orElse("");
            for (Json.Member member : named.members()) {
              if (member.name().equals("template")) {
                templates(where + "." + name, member.value());
              }
            }
          } else {
            templates(where, item);
          }
        }
      }
      case Json.Members members -> {
        for (Json.Member member : members.members()) {
          templates(where + "." + member.name(), member.value());
        }
      }
      case Json.Numeral _, Json.Word _ -> {}
    }
  }

  private void template(String where, Json.Text text) throws IOException {
    if (text.whole()) {
      new Template(where, text.offset(), false, text.value()).read(out);
    } else {
      out.incomplete(text.offset(), where + ": template longer than is read");
    }
  }

  /** Prompts of LangChain say of which kind their template is. */
  private void prompt(String where, Json.Members object, Json value) throws IOException {
    if (object.text("template_format").filter("jinja2"::equals).isPresent()) {
      templates(where, value);
    }
  }

  /** A diffusers pipeline: its own class, and library and class of each component. */
  private void pipeline(Json.Members object) {
    for (Json.Member member : object.members()) {
      if (!(member.value() instanceof Json.Items pair) || pair.items().size() != 2) {
        continue;
      }
      Optional<Json.Text> library = text(pair.items().getFirst());
      Optional<Json.Text> name = text(pair.items().getLast());
      if (library.isPresent() && name.isPresent()) {
        boolean isPipeline = member.name().equals("_class_name");
        out.fact(
            new Fact.ConfiguredCode(
                library.get().offset(),
                isPipeline ? Source.LOCAL_CLASS : Source.COMPONENT,
                member.name(),
                library.get().value() + "." + name.get().value()));
      }
    }
  }

  private static Optional<Json.Text> text(Json value) {
    return value instanceof Json.Text text ? Optional.of(text) : Optional.empty();
  }
}
