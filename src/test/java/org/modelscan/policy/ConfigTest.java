package org.modelscan.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;

/** Policy files as people write them, rightly and wrongly, and as attackers would. */
@Timeout(30)
class ConfigTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final String EVERYTHING =
      """
      # yaml-language-server: $schema=modelscan.schema.json
      fail-on: medium
      min-severity: medium
      incomplete: warn
      include: [models/**]
      exclude:
        - tests/fixtures   # inert
      trust:
        - mycompany.models.*
      rules:
        pickle-unknown-import: off
      allow:
        - rule: pickle-runs-command
          sha256: %s
          reason: it prints a line
        - {rule: keras-lambda, path: a.h5, symbol: layer, reason: "x", expires: 2027-03-31}
      """
          .formatted(HASH);

  @Test
  void everyKeyIsRead() throws Exception {
    Config config = parse(EVERYTHING);

    assertThat(config.failOn()).contains(new Config.FailOn(Optional.of(Severity.MEDIUM)));
    assertThat(config.minimum()).contains(Severity.MEDIUM);
    assertThat(config.incompleteFails()).contains(false);
    assertThat(config.include()).extracting(Glob::text).containsExactly("models/**");
    assertThat(config.exclude()).extracting(Glob::text).containsExactly("tests/fixtures");
    assertThat(config.trusted()).containsExactly(new Trust("mycompany.models.*"));
    assertThat(config.off()).containsExactly(RuleId.PICKLE_UNKNOWN_IMPORT);
    assertThat(config.allowed())
        .containsExactly(
            new Allow(
                RuleId.PICKLE_RUNS_COMMAND,
                Optional.of(HASH),
                Optional.empty(),
                Optional.empty(),
                "it prints a line",
                Optional.empty(),
                new Position("modelscan.yml", 13, 5)),
            new Allow(
                RuleId.KERAS_LAMBDA,
                Optional.empty(),
                Optional.of("a.h5"),
                Optional.of("layer"),
                "x",
                Optional.of(LocalDate.of(2027, 3, 31)),
                new Position("modelscan.yml", 16, 5)));
  }

  @Test
  void jsonSaysTheSame() throws Exception {
    byte[] json =
        """
        {
        \t"$schema": "modelscan.schema.json",
        \t"fail-on": "never", "min-severity": "low", "incomplete": "fail",
        \t"include": [], "exclude": ["a\\u002f*"], "trust": null,
        \t"rules": {"keras-lambda": "off"},
        \t"allow": [{"rule": "keras-lambda", "sha256": "%s", "reason": "x"}]
        }
        """
            .formatted(HASH)
            .getBytes(UTF_8);

    Config config = Config.parse("policy.json", json);

    assertThat(config.failOn()).contains(new Config.FailOn(Optional.empty()));
    assertThat(config.incompleteFails()).contains(true);
    assertThat(config.exclude()).extracting(Glob::text).containsExactly("a/*");
    assertThat(config.trusted()).isEmpty();
    assertThat(config.off()).containsExactly(RuleId.KERAS_LAMBDA);
    assertThat(config.allowed().getFirst().at()).isEqualTo(new Position("policy.json", 6, 12));
  }

  @ParameterizedTest
  @MethodSource("empty")
  void nothingSetIsNotADefault(String text) throws Exception {
    assertThat(parse(text)).isEqualTo(Config.EMPTY);
  }

  static Stream<String> empty() {
    return Stream.of("", "\n", "# nothing yet\n", "---\n", "{}", "allow:\ntrust:\nfail-on:\n", "~");
  }

  @Test
  void whatIsSetWins() throws Exception {
    Config over = parse("fail-on: never\nexclude: [b]\n");
    Config under = parse("fail-on: low\nmin-severity: high\nexclude: [a]\ninclude: [c]\n");

    Config both = over.over(under);

    assertThat(both.policy().failOn()).isEmpty();
    assertThat(both.policy().minimum()).isEqualTo(Severity.HIGH);
    assertThat(both.policy().incompleteFails()).isTrue();
    assertThat(both.exclude()).extracting(Glob::text).containsExactly("b");
    assertThat(both.include()).extracting(Glob::text).containsExactly("c");
    assertThat(Config.EMPTY.policy()).isEqualTo(Policy.DEFAULT);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(PolicyError.class)
        .hasMessage("modelscan.yml:" + message);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("fail_on: high", "1:1: unknown key 'fail_on' in the policy; did you mean fail-on?"),
        wrong("\n  xyzzy: 1", "2:3: unknown key 'xyzzy' in the policy"),
        wrong(
            "fail-on: hihg",
            "1:10: fail-on: 'hihg' is none of critical, high, medium, low, never; did you mean"
                + " high?"),
        wrong("fail-on: [high]", "1:10: fail-on must be text, not a list"),
        wrong("fail-on: 3", "1:10: fail-on must be text (put it in quotes), not '3'"),
        wrong(
            "min-severity: never",
            "1:15: min-severity: 'never' is none of critical, high, medium, low"),
        wrong("incomplete: no", "1:13: incomplete: 'no' is none of fail, warn"),
        wrong("exclude: tests", "1:10: exclude must be a list, not 'tests'"),
        wrong("exclude: [a, '[b']", "1:14: the pattern '[b' has [ without ]"),
        wrong("exclude: ['']", "1:11: the pattern '' is empty"),
        wrong(
            "trust: ['*']",
            "1:9: trust: '*' is no dotted name; write mycompany.models.Net or mycompany.models.*"),
        wrong(
            "trust: [my*]",
            "1:9: trust: 'my*' is no dotted name; write mycompany.models.Net or"
                + " mycompany.models.*"),
        wrong(
            "rules: {pickle-run-command: off}",
            "1:9: there is no rule 'pickle-run-command'; did you mean pickle-runs-command?"),
        wrong("rules: {keras-lambda: false}", "1:23: keras-lambda must be off, not 'false'"),
        wrong("rules: [keras-lambda]", "1:8: rules must be a mapping (key: value), not a list"),
        wrong("- a", "1:1: the policy must be a mapping (key: value), not a list"),
        wrong("fail-on: low\nfail-on: high", "2:1: the key 'fail-on' stands twice"),
        wrong("fail-on: low\n---\nfail-on: high", "2:1: a second document; there can only be one"),
        wrong("a: &x b", "1:4: anchors and aliases (&name, *name) cannot be used here"),
        wrong("a: *x", "1:4: anchors and aliases (&name, *name) cannot be used here"),
        wrong("a: !!java.net.URL [x]", "1:4: tags (!name) cannot be used here"),
        wrong("!x {a: b}", "1:1: tags (!name) cannot be used here"),
        wrong("? [a]\n: b", "1:3: a key must be text"),
        wrong("a: [b", "1:6: is no YAML: expected ',' or ']', but got <stream end>"),
        allow("", "an entry of allow needs sha256 of the file, or path and symbol"),
        allow(", path: a", "an entry of allow needs sha256 of the file, or path and symbol"),
        allow(
            ", path: a, symbol: b",
            "an entry of allow without sha256 needs expires, because the file at the path can"
                + " change"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: 12, reason: x}]",
            "1:38: sha256 must be text (put it in quotes), not '12'"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: a12, reason: x}]",
            "1:38: sha256 must be 64 hexadecimal digits"),
        wrong("allow: [{sha256: " + HASH + ", reason: x}]", "1:9: an entry of allow needs rule"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: " + HASH + "}]",
            "1:9: an entry of allow needs reason"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: " + HASH + ", reason: ' '}]",
            "1:112: reason is empty"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: " + HASH + ", reason: x, expires: 31.3.2027}]",
            "1:124: expires: '31.3.2027' is no day, such as 2027-03-31"),
        wrong(
            "allow: [{rule: keras-lambda, sha256: " + HASH + ", reason: x, expires: 2027-02-30}]",
            "1:124: expires: '2027-02-30' is no day, such as 2027-03-31"),
        wrong(
            "allow: [{rule: keras-lambda, reasn: x}]",
            "1:30: unknown key 'reasn' in an entry of allow; did you mean reason?"));
  }

  private static Arguments wrong(String text, String message) {
    return Arguments.of(text, message);
  }

  private static Arguments allow(String more, String message) {
    return Arguments.of("allow: [{rule: keras-lambda, reason: x" + more + "}]", "1:9: " + message);
  }

  private static Config parse(String text) throws PolicyError {
    return Config.parse("modelscan.yml", text.getBytes(UTF_8));
  }
}
