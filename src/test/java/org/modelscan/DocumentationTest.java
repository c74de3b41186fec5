package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.format.Format;
import org.modelscan.format.Formats;
import org.modelscan.format.Identity;
import org.modelscan.rule.Rule;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;

/**
 * The README's tables, and the rules in the schema of policy files, are those of the code. Run with
 * {@code -Dreadme.update=true} to write them anew.
 */
class DocumentationTest {
  private static final Path README = Path.of("README.md");
  private static final Path SCHEMA = Path.of("docs/modelscan.schema.json");

  static List<Format> formats() {
    return Formats.ALL;
  }

  @Test
  void readmeListsFormatsAndRules() throws IOException {
    String text = Files.readString(README);
    String current = section(section(text, "formats", formatTable()), "rules", ruleTable());
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(README, current);
    }
    assertThat(Files.readString(README)).isEqualTo(current);
  }

  @Test
  void schemaListsRules() throws IOException {
    String text = Files.readString(SCHEMA);
    String open = "\"rule\": {\n      \"enum\": [\n";
    int start = text.indexOf(open) + open.length();
    String rules =
        Stream.of(RuleId.values())
            .map(rule -> "        \"" + rule.id() + "\"")
            .collect(Collectors.joining(",\n"));
    String current =
        text.substring(0, start) + rules + text.substring(text.indexOf("\n      ]", start));
    if (Boolean.getBoolean("readme.update")) {
      Files.writeString(SCHEMA, current);
    }
    assertThat(Files.readString(SCHEMA)).isEqualTo(current);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void eachFormatHasAPage(Format format) {
    String id = format.identity().id();
    assertThat(Path.of("docs/formats/" + id + ".md")).exists();
  }

  private static String formatTable() {
    return "| format | recognised by | what is checked | `inspect` shows |\n|---|---|---|---|\n"
        + Formats.ALL.stream()
            .map(Format::identity)
            .map(DocumentationTest::row)
            .collect(Collectors.joining());
  }

  private static String row(Identity identity) {
    return "| [%s](docs/formats/%s.md) | %s | %s | %s |\n"
        .formatted(
            identity.title(),
            identity.id(),
            identity.recognisedBy(),
            identity.checks(),
            identity.inspects());
  }

  private static String ruleTable() {
    return "| rule | severity | what it means |\n|---|---|---|\n"
        + new Rules()
            .all().stream()
                .sorted(
                    Comparator.comparing(Rule::severity)
                        .reversed()
                        .thenComparing(rule -> rule.id().id()))
                .map(rule ->
                    "| [%s](docs/rules/%s.md) | %s | %s |\n"
                        .formatted(
                            rule.id().id(), rule.id().id(), rule.severity().id(), rule.title()))
                .collect(Collectors.joining());
  }

  private static String section(String text, String name, String table) {
    String open = "<!-- " + name + ": written by DocumentationTest -->\n";
    String close = "<!-- /" + name + " -->";
    int start = text.indexOf(open) + open.length();
    return text.substring(0, start) + "\n" + table + "\n" + text.substring(text.indexOf(close));
  }
}
