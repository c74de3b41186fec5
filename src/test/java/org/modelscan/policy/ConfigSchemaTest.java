package org.modelscan.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema that editors use says what the program says. */
class ConfigSchemaTest {
  private static final Path FILE = Path.of("docs/modelscan.schema.json");
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final Schema SCHEMA = load();

  @Test
  void keysAreThoseOfTheProgram() throws IOException {
    JsonNode schema = JsonMapper.shared().readTree(Files.readString(FILE));
    assertThat(schema.get("properties").propertyNames())
        .containsExactlyElementsOf(ConfigReader.KEYS);
    assertThat(schema.at("/definitions/allow/properties").propertyNames())
        .containsExactlyElementsOf(ConfigReader.ALLOW_KEYS);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentedExamplesAreRightForBoth(String yaml) throws Exception {
    Config config = Config.parse("policy.md", yaml.getBytes(UTF_8));
    assertThat(config).isNotEqualTo(Config.EMPTY);
    assertThat(errors(yaml)).isEmpty();
  }

  static List<String> examples() throws IOException {
    String pages =
        Files.readString(Path.of("docs/policy.md")) + Files.readString(Path.of("README.md"));
    return EXAMPLE
        .matcher(pages)
        .results()
        .map(match -> match.group(1))
        .filter(example -> example.contains("fail-on:") && !example.contains("steps:"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("empty")
  void nothingIsRightForBoth(String yaml) throws Exception {
    assertThat(Config.parse("empty.yml", yaml.getBytes(UTF_8))).isEqualTo(Config.EMPTY);
    assertThat(errors(yaml)).isEmpty();
  }

  static Stream<String> empty() {
    return Stream.of("{}", "allow:\ntrust:\nfail-on:\nrules:\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fail_on: high",
        "fail-on: hihg",
        "fail-on: [high]",
        "fail-on: 3",
        "min-severity: never",
        "incomplete: 'no'",
        "exclude: tests",
        "exclude: ['']",
        "exclude: [3]",
        "trust: ['*']",
        "trust: ['my*']",
        "trust: [mycompany..models]",
        "rules: {pickle-run-command: 'off'}",
        "rules: {keras-lambda: 'on'}",
        "rules: {keras-lambda: false}",
        "rules: [keras-lambda]",
        "- a",
        "allow: {}",
        "allow: [x]",
        "allow: [{rule: keras-lambda, reason: x}]",
        "allow: [{rule: keras-lambda, reason: x, path: a}]",
        "allow: [{rule: keras-lambda, reason: x, path: a, symbol: b}]",
        "allow: [{rule: keras-lambda, reason: x, sha256: a12}]",
        "allow: [{rule: keras-lambda, reason: ' ', sha256: HASH}]",
        "allow: [{rule: keras-lambda, sha256: HASH}]",
        "allow: [{reason: x, sha256: HASH}]",
        "allow: [{rule: keras-lambda, reason: x, sha256: HASH, expires: 31.3.2027}]",
        "allow: [{rule: keras-lambda, reason: x, sha256: HASH, expires: '2027-02-30'}]",
        "allow: [{rule: keras-lambda, reason: x, sha256: HASH, reasn: x}]",
      })
  void whatIsWrongIsWrongForBoth(String template) {
    String yaml = template.replace("HASH", HASH);
    assertThatThrownBy(() -> Config.parse("wrong.yml", yaml.getBytes(UTF_8)))
        .isInstanceOf(PolicyError.class);
    assertThat(errors(yaml)).isNotEmpty();
  }

  private static List<String> errors(String yaml) {
    return SCHEMA
        .validate(
            yaml,
            InputFormat.YAML,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static Schema load() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(Files.readString(FILE));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
