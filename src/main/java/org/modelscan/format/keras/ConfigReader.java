package org.modelscan.format.keras;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.fact.Symbol;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/**
 * Reads a configuration: every object at every depth, whatever key it stands under, since each of
 * them is built by the loader. Of a name that is given twice all values count.
 */
final class ConfigReader {
  /** Configurations inside the strings of configurations. */
  private static final int TEXT_DEPTH = 4;

  /** Values of one name that are looked at; it should have one. */
  private static final int MOST_VALUES = 8;

  private static final Set<String> LOOKUPS =
      Set.of("StringLookup", "IntegerLookup", "IndexLookup", "TextVectorization");

  private final String name;
  private final long base;
  private final int depth;
  private final Facts out;
  private final JsonDocument document;
  private final ConfigText texts;
  private boolean hasObjects;

  private ConfigReader(String name, long base, int depth, JsonDocument document, Facts out) {
    this.name = name;
    this.base = base;
    this.depth = depth;
    this.out = out;
    this.document = document;
    this.texts = new ConfigText(document, out);
  }

  /**
   * Reads a configuration and states its facts.
   *
   * @param name what the configuration is called, for a person
   * @param base offset of its text in the artifact, or -1
   * @return whether there was any object in it
   */
  static boolean read(String name, Bytes json, long base, Facts out) throws IOException {
    return read(name, json, base, 0, Holder.NONE, out);
  }

  private static boolean read(
      String name, Bytes json, long base, int depth, Holder holder, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(json, out.budget());
    ConfigReader reader = new ConfigReader(name, base, depth, document, out);
    if (document.root().isPresent()) {
      reader.visit(document.root().get(), holder, "");
    }
    if (depth == 0 || reader.hasObjects) {
      reader.problems();
    }
    return reader.hasObjects;
  }

  private void problems() {
    document
        .problem()
        .ifPresent(problem -> out.incomplete(at(problem.offset()), name + ": " + problem.reason()));
    for (Json.Member duplicate : document.duplicates()) {
      out.fact(
          new Fact.Contradiction(
              at(duplicate.offset()), "two values under one name of " + name, duplicate.name()));
    }
  }

  private long at(long offset) {
    return base < 0 || offset < 0 ? -1 : base + offset;
  }

  private void visit(Json value, Holder holder, String key) throws IOException {
    switch (value) {
      case Json.Members object -> object(object, holder);
      case Json.Items items -> {
        Holder first = holder.code() == Holder.Code.MAYBE ? holder.with(Holder.Code.YES) : holder;
        for (int i = 0; i < items.items().size(); i++) {
          // Of a function kept as a list the first element is its code, the others are its defaults
          // and its closure.
          Holder one = i == 0 ? first : holder.with(Holder.Code.NO);
          if (items.items().get(i) instanceof Json.Text text) {
            text(text, one, key);
          } else {
            visit(items.items().get(i), one, key);
          }
        }
      }
      case Json.Text text -> {
        text(text, holder, key);
        file(text, holder, key);
      }
      case Json.Numeral _, Json.Word _ -> {}
    }
  }

  private void object(Json.Members object, Holder holder) throws IOException {
    Holder inner = holder;
    List<String> classNames = strings(object, "class_name");
    if (!classNames.isEmpty()) {
      hasObjects = true;
      for (String className : classNames) {
        inner = holder.inside(object, className);
        named(object, className, inner);
        place(object, inner.name());
      }
    } else {
      parameters(object, holder);
    }
    Set<String> byValue =
        object.members().stream()
            .filter(
                member -> member.value() instanceof Json.Text text && text.value().equals("lambda"))
            .map(Json.Member::name)
            .collect(Collectors.toSet());
    for (Json.Member member : object.members()) {
      visit(member.value(), inner.with(code(member.name(), byValue, inner)), member.name());
    }
  }

  /**
   * Keras keeps weights and assets under the names of their layers, in folders where it unpacks
   * them: saving_lib.py, DiskIOStore.
   */
  private void place(Json.Members object, String layer) {
    if (Reach.of(layer) == Reach.CLIMBS) {
      out.fact(new Fact.ExternalFile(at(object.offset()), "name of a Keras layer", layer));
    }
  }

  /** What the settings of the layers name that call functions by their names. */
  private void parameters(Json.Members config, Holder holder) {
    switch (holder.className()) {
      case "Lambda" -> {
        function(config, holder, "function", "module");
        function(config, holder, "output_shape", "output_shape_module");
        function(config, holder, "mask", "mask_module");
      }
      case "TFOpLambda", "SlicingOpLambda" ->
          strings(config, "function").forEach(function -> operator(config, holder, function));
      case "TensorFlowOpLayer" ->
          strings(config, "op")
              .forEach(operator -> operator(config, holder, "raw_ops." + operator));
      default -> {}
    }
  }

  /**
   * Whether the strings under a key of an object are code.
   *
   * @param byValue the names of the object whose value is {@code lambda}
   */
  private static Holder.Code code(String key, Set<String> byValue, Holder holder) {
    boolean isLambda = holder.className().equals("Lambda");
    return switch (key) {
      case "function" -> {
        boolean given = byValue.contains("function_type");
        yield !isLambda ? holder.code() : given ? Holder.Code.YES : Holder.Code.MAYBE;
      }
      case "output_shape", "mask" ->
          isLambda && byValue.contains(key + "_type") ? Holder.Code.YES : Holder.Code.NO;
      case "config", "code", "value", "items" -> holder.code();
      default -> Holder.Code.NO;
    };
  }

  /** States the classes and functions that an object names, by each module that it gives. */
  private void named(Json.Members object, String className, Holder holder) {
    if (!object.has("config") && !object.has("module")) {
      return;
    }
    List<String> names =
        switch (className) {
          case "function" -> strings(object, "config");
          case "__typespec__" -> strings(object, "spec_name");
          default -> className.startsWith("__") ? List.of() : List.of(className);
        };
    Fact.ConfiguredObject.Role role =
        className.equals("function")
            ? Fact.ConfiguredObject.Role.FUNCTION
            : Fact.ConfiguredObject.Role.CLASS;
    List<String> modules = strings(object, "module");
    List<String> registered = strings(object, "registered_name");
    for (String named : names) {
      for (String module : modules.isEmpty() ? List.of("") : modules) {
        for (String name : registered.isEmpty() ? List.of("") : registered) {
          out.fact(
              new Fact.ConfiguredObject(
                  at(object.offset()), holder.where(""), new Symbol(module, named), name, role));
        }
      }
    }
  }

  /** A parameter of a Lambda layer as Keras 1 and 2 write it: a name and its module, or code. */
  private void function(Json.Members config, Holder holder, String parameter, String module) {
    boolean isName = strings(config, parameter + "_type").contains("function");
    if (isName) {
      for (String function : strings(config, parameter)) {
        for (String from : strings(config, module)) {
          out.fact(
              new Fact.ConfiguredObject(
                  at(config.offset()),
                  holder.where(parameter),
                  new Symbol(from, function),
                  "",
                  Fact.ConfiguredObject.Role.FUNCTION));
        }
      }
    }
  }

  private void operator(Json.Members config, Holder holder, String function) {
    out.fact(
        new Fact.ConfiguredObject(
            at(config.offset()),
            holder.where(""),
            new Symbol("tensorflow", function),
            "",
            Fact.ConfiguredObject.Role.FUNCTION));
  }

  private void text(Json.Text text, Holder holder, String key) throws IOException {
    String where = holder.where(key);
    boolean isTorchModule = holder.className().equals("TorchModuleWrapper") && key.equals("module");
    if (texts.code(text, at(text.offset()), where, mustBeCode(text, holder))) {
      return;
    }
    if (texts.member(text, where, isTorchModule)) {
      return;
    }
    if (!startsLikeObject(text.value().stripLeading())) {
      return;
    }
    if (depth == TEXT_DEPTH) {
      out.incomplete(at(text.offset()), "configurations in strings, nested too deeply");
    } else {
      read(
          name + ", " + where,
          new HeapBytes(text.value().getBytes(StandardCharsets.UTF_8)),
          -1,
          depth + 1,
          holder,
          out);
    }
  }

  private static boolean mustBeCode(Json.Text text, Holder holder) {
    return switch (holder.code()) {
      case NO -> false;
      case MAYBE -> text.value().length() > 1 && !isIdentifier(text.value());
      case YES -> true;
    };
  }

  private static boolean isIdentifier(String text) {
    return text.chars()
        .allMatch(
            c -> Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '<' || c == '>');
  }

  private static boolean startsLikeObject(String text) {
    return text.startsWith("{")
        || (text.startsWith("[") && text.substring(1).stripLeading().startsWith("{"));
  }

  /** The parameters by which Keras' own layers read a file. */
  private void file(Json.Text text, Holder holder, String key) {
    String path = text.value();
    boolean isLookup = LOOKUPS.contains(holder.className());
    Optional<Fact.ConfiguredFile.Content> content =
        switch (key) {
          case "vocabulary", "idf_weights", "merges" ->
              isLookup || holder.className().endsWith("Tokenizer") || looksLikePath(path)
                  ? Optional.of(Fact.ConfiguredFile.Content.VALUES)
                  : Optional.empty();
          case "weights" ->
              looksLikePath(path)
                  ? Optional.of(Fact.ConfiguredFile.Content.VALUES)
                  : Optional.empty();
          case "filepath" ->
              holder.className().equals("TFSMLayer")
                  ? Optional.of(Fact.ConfiguredFile.Content.SAVED_MODEL)
                  : Optional.empty();
          case "handle" ->
              holder.className().equals("KerasLayer")
                  ? Optional.of(Fact.ConfiguredFile.Content.SAVED_MODEL)
                  : Optional.empty();
          default -> Optional.empty();
        };
    if (content.isPresent() && !path.isEmpty()) {
      out.fact(new Fact.ConfiguredFile(at(text.offset()), content.get(), holder.where(key), path));
    }
  }

  private static boolean looksLikePath(String text) {
    return text.indexOf('/') >= 0
        || text.indexOf('\\') >= 0
        || List.of(".txt", ".csv", ".json", ".h5", ".hdf5", ".npy", ".npz", ".keras", ".pkl")
            .stream()
            .anyMatch(text::endsWith);
  }

  /**
   * All strings under a name: more than one where it is given more than once. Of very many the last
   * are taken, as loaders do.
   */
  private List<String> strings(Json.Members object, String name) {
    List<String> values =
        object.members().stream()
            .filter(member -> member.name().equals(name))
            .flatMap(member ->
                member.value() instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty())
            .distinct()
            .toList();
    if (values.size() <= MOST_VALUES) {
      return values;
    }
    out.incomplete(at(object.offset()), "an object that gives many values for " + name);
    return values.subList(values.size() - MOST_VALUES, values.size());
  }
}
