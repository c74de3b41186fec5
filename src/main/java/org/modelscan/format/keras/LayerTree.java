package org.modelscan.format.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;

/**
 * Describes a model's layers as a tree, for a person: class, name, input shape, main settings and
 * number of parameters.
 *
 * @param parameters numbers of parameters by layer name, as far as weights are at hand
 */
record LayerTree(Map<String, Long> parameters) {
  private static final int DEPTH = 32;
  private static final Json NOTHING = new Json.Word(-1, Json.Word.Value.NULL);
  private static final List<String> SETTINGS =
      List.of(
          "units",
          "filters",
          "kernel_size",
          "strides",
          "pool_size",
          "rate",
          "input_dim",
          "output_dim",
          "num_heads",
          "key_dim",
          "activation",
          "vocabulary",
          "filepath");

  /** Describes an object and the layers in it. */
  void describe(Json.Members object, Outline out) {
    describe(object, out, "", 0);
  }

  private void describe(Json.Members object, Outline out, String group, int depth) {
    String line = line(object, group);
    List<Json.Members> inner = depth < DEPTH ? layers(object) : List.of();
    if (inner.isEmpty()) {
      out.line(line);
      return;
    }
    Outline section = out.section(line);
    Map<String, Integer> used = new HashMap<>();
    for (Json.Members layer : inner) {
      String name = snakeCase(layer.text("class_name").orElse(""));
      int before = used.merge(name, 1, Integer::sum) - 1;
      describe(layer, section, before == 0 ? name : name + "_" + before, depth + 1);
    }
  }

  /**
   * How Keras 3 calls a layer's group in a weights file: naming.py, to_snake_case, and a number
   * from the second one on.
   */
  private static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The layers of a model, and the layer that a wrapper holds. */
  private static List<Json.Members> layers(Json.Members object) {
    List<Json.Members> layers = new ArrayList<>();
    Json config = object.get("config").orElse(object);
    if (config instanceof Json.Items items) {
      addAll(
          items,
          layers); // Keras before 2.2.3 wrote a Sequential's layers without anything around them
    } else if (config instanceof Json.Members members) {
      for (String key : List.of("layers", "layer", "forward_layer", "backward_layer", "cell")) {
        switch (members.get(key).orElse(NOTHING)) {
          case Json.Items items -> addAll(items, layers);
          case Json.Members layer when layer.has("class_name") -> layers.add(layer);
          case Json.Members _, Json.Text _, Json.Numeral _, Json.Word _ -> {}
        }
      }
    }
    return layers;
  }

  private static void addAll(Json.Items items, List<Json.Members> layers) {
    for (Json item : items.items()) {
      if (item instanceof Json.Members layer && layer.has("class_name")) {
        layers.add(layer);
      }
    }
  }

  private String line(Json.Members object, String group) {
    Json.Members config =
        object.get("config").orElse(object) instanceof Json.Members members ? members : object;
    String name = config.text("name").or(() -> object.text("name")).orElse("");
    StringBuilder line = new StringBuilder(className(object));
    line.append(name.isEmpty() ? "" : " " + name);
    shape(object, config).ifPresent(shape -> line.append(" ").append(shape));
    for (String setting : SETTINGS) {
      config
          .get(setting)
          .flatMap(LayerTree::plain)
          .ifPresent(value -> line.append(", ").append(setting).append(" ").append(value));
    }
    Long count = parameters.getOrDefault(name, parameters.get(group));
    if (count != null) {
      line.append(", ").append("%,d".formatted(count)).append(" parameters");
    }
    return line.toString();
  }

  private static String className(Json.Members object) {
    String className = object.text("class_name").orElse("?");
    String registered = object.text("registered_name").orElse("");
    String module = object.text("module").orElse("");
    boolean isKeras = module.isEmpty() || module.startsWith("keras") || module.equals("builtins");
    String full = isKeras ? className : module + "." + className;
    return registered.contains(">") ? full + " (custom: " + registered + ")" : full;
  }

  private static Optional<String> shape(Json.Members object, Json.Members config) {
    return object
        .get("build_config")
        .flatMap(build ->
            build instanceof Json.Members members ? members.get("input_shape") : Optional.empty())
        .or(() -> config.get("batch_input_shape"))
        .or(() -> config.get("batch_shape"))
        .flatMap(LayerTree::plain);
  }

  /** A value as it is shown in a line: plain ones, and short lists of plain ones. */
  private static Optional<String> plain(Json value) {
    return switch (value) {
      case Json.Text text ->
          Optional.of(
              text.value().length() <= 80 ? text.value() : text.value().substring(0, 80) + "…");
      case Json.Numeral numeral -> Optional.of(numeral.text());
      case Json.Word word ->
          word.value() == Json.Word.Value.NULL
              ? Optional.empty()
              : Optional.of(word.value().name().toLowerCase(Locale.ROOT));
      case Json.Items items when items.items().size() <= 8 ->
          Optional.of(
              items.items().stream()
                  .map(item -> plain(item).orElse("None"))
                  .collect(Collectors.joining(", ", "(", ")")));
      case Json.Items items -> Optional.of("list of " + items.count());
      case Json.Members members -> members.text("config").or(() -> members.text("class_name"));
    };
  }
}
