package org.modelscan.github;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * {@code action.yml} and the README are in step with the code. Run with {@code
 * -Dreadme.update=true} to write them anew.
 */
class ActionFileTest {
  private static final Path FILE = Path.of("action.yml");
  private static final Path WITHOUT_DOCKER = Path.of("composite/action.yml");
  private static final Path README = Path.of("README.md");

  @Test
  void actionFileListsInputsAndOutputs() throws IOException {
    String text = Files.readString(FILE);
    int start = text.indexOf("inputs:\n");
    int end = text.indexOf("runs:\n");
    String current = text.substring(0, start) + lists("") + "\n" + text.substring(end);
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(FILE, current);
    }
    assertThat(Files.readString(FILE)).isEqualTo(current);
  }

  /** Inputs of a composite action reach a program only where each is named. */
  @Test
  void entryWithoutDockerIsTheSame() throws IOException {
    String text = Files.readString(WITHOUT_DOCKER);
    String steps = text.substring(text.indexOf("runs:\n"));
    StringBuilder current = new StringBuilder(text.substring(0, text.indexOf("inputs:\n")));
    current.append(lists("    value: ${{ steps.modelscan.outputs.%s }}\n")).append('\n');
    current.append(steps, 0, steps.indexOf("      env:\n")).append("      env:\n");
    for (Input input : Input.values()) {
      current.append("        %s: ${{ inputs.%s }}\n".formatted(input.variable(), input.id()));
    }
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(WITHOUT_DOCKER, current);
    }
    assertThat(Files.readString(WITHOUT_DOCKER)).hasToString(current.toString());
  }

  /** A default here would hide what a policy file says; the token is no matter of policy. */
  @Test
  void onlyTheTokenHasADefault() throws IOException {
    Map<?, ?> action =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
    Map<?, ?> inputs = requireNonNull((Map<?, ?>) action.get("inputs"));
    assertThat(inputs).hasSize(Input.values().length);
    inputs.forEach((name, input) ->
        assertThat(((Map<?, ?>) input).containsKey("default")).isEqualTo(name.equals("token")));
    Map<?, ?> runs = requireNonNull((Map<?, ?>) action.get("runs"));
    assertThat(runs).extracting("using").isEqualTo("docker");
    assertThat(runs).extracting("args").isEqualTo(List.of("action"));
  }

  @Test
  void readmeListsInputsAndOutputs() throws IOException {
    String text = Files.readString(README);
    String inputs = "| input | meaning |\n|---|---|\n";
    for (Input input : Input.values()) {
      inputs += "| `%s` | %s |\n".formatted(input.id(), input.description());
    }
    String outputs = "| output | meaning |\n|---|---|\n";
    for (Output output : Output.values()) {
      outputs += "| `%s` | %s |\n".formatted(output.id(), output.description());
    }
    String current = section(section(text, "inputs", inputs), "outputs", outputs);
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, current);
    }
    assertThat(Files.readString(README)).isEqualTo(current);
  }

  /** Every example is YAML, and gives the action only inputs that it has. */
  @Test
  void examplesUseInputsThatThereAre() throws IOException {
    List<Object> steps = new ArrayList<>();
    Matcher block = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(README));
    while (block.find()) {
      collect(new Load(LoadSettings.builder().build()).loadFromString(block.group(1)), steps);
    }
    assertThat(steps).hasSizeGreaterThan(4);
    for (Object step : steps) {
      if (((Map<?, ?>) step).get("with") instanceof Map<?, ?> with) {
        assertThat(with.keySet()).allMatch(Input.ids()::contains);
      }
    }
  }

  private static void collect(@Nullable Object node, List<Object> steps) {
    if (node instanceof List<?> list) {
      list.forEach(one -> collect(one, steps));
    } else if (node instanceof Map<?, ?> map) {
      if (String.valueOf(map.get("uses")).startsWith("org/modelscan-action")) {
        steps.add(map);
      }
      map.values().forEach(one -> collect(one, steps));
    }
  }

  /** The lists of inputs and outputs; {@code value} is a template of where an output comes from. */
  private static String lists(String value) {
    StringBuilder lists = new StringBuilder("inputs:\n");
    for (Input input : Input.values()) {
      entry(lists, input.id(), input.description());
      if (input == Input.TOKEN) {
        lists.append("    default: ${{ github.token }}\n");
      }
    }
    lists.append("\noutputs:\n");
    for (Output output : Output.values()) {
      entry(lists, output.id(), output.description());
      lists.append(value.formatted(output.id()));
    }
    return lists.toString();
  }

  private static void entry(StringBuilder lists, String id, String description) {
    String quoted = description.replace("'", "''");
    lists.append("  ").append(id).append(":\n    description: '").append(quoted).append("'\n");
  }

  private static String section(String text, String name, String table) {
    String open = "<!-- " + name + ": written by ActionFileTest -->\n";
    int start = text.indexOf(open) + open.length();
    return text.substring(0, start)
        + "\n"
        + table
        + "\n"
        + text.substring(text.indexOf("<!-- /" + name + " -->"));
  }
}
