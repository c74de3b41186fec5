package org.modelscan.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.rule.Rule;
import org.modelscan.rule.Severity;
import tools.jackson.core.JsonGenerator;

/**
 * The part of SARIF that describes the program and its rules (§3.18 tool, §3.19 toolComponent).
 *
 * @param version of the program
 */
record SarifTool(JsonGenerator json, String version) {
  private static final String HOME = "https://github.com/org/modelscan-action";

  void write(List<Rule> rules) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "modelscan");
    json.writeStringProperty("version", version);
    json.writeStringProperty("informationUri", HOME);
    json.writeArrayPropertyStart("rules");
    rules.forEach(this::rule);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** §3.49 reportingDescriptor. */
  private void rule(Rule rule) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id().id());
    json.writeStringProperty("name", name(rule));
    Sarif.message(json, "shortDescription", rule.title());
    Sarif.message(json, "fullDescription", rule.summary());
    json.writeObjectPropertyStart("help");
    json.writeStringProperty("text", PlainPage.of(rule.page(), Integer.MAX_VALUE, Paint.NONE));
    json.writeStringProperty("markdown", rule.page());
    json.writeEndObject();
    json.writeStringProperty("helpUri", rule.address());
    json.writeObjectPropertyStart("defaultConfiguration");
    json.writeStringProperty("level", Sarif.level(rule.severity()));
    json.writeEndObject();
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("security-severity", score(rule.severity()));
    json.writeStringProperty("precision", rule.precision());
    json.writeStringProperty("severity", rule.severity().id());
    json.writeArrayPropertyStart("tags");
    tags(rule).forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** The id in Pascal case: {@code PickleRunsCommand}. */
  private static String name(Rule rule) {
    return Stream.of(rule.id().id().split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /**
   * GitHub shows what is above 9.0 as critical, from 7.0 on as high, from 4.0 on as medium. The
   * numbers lie inside these ranges and mean no more than that.
   */
  private static String score(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9.5";
      case HIGH -> "8.0";
      case MEDIUM -> "5.5";
      case LOW -> "2.0";
    };
  }

  /** Weaknesses as GitHub's own queries tag them; {@code security} makes the score count. */
  private static List<String> tags(Rule rule) {
    return Stream.of(
            Stream.of("security"),
            rule.cwe().stream().map(cwe -> "external/cwe/" + cwe.toLowerCase(Locale.ROOT)),
            rule.tags().stream())
        .flatMap(tags -> tags)
        .toList();
  }
}
