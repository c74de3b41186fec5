package org.modelscan.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.modelscan.policy.PolicyChange.Concern.MUCH_WEAKER;
import static org.modelscan.policy.PolicyChange.Concern.STRICTER;
import static org.modelscan.policy.PolicyChange.Concern.WEAKER;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.rule.Rules;

/** What a reviewer is told of a changed policy. */
class PolicyChangeTest {
  private static final Rules RULES = new Rules();
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static final String ACCEPTED = "{rule: keras-lambda, sha256: " + HASH + ", reason: mine";

  @ParameterizedTest
  @MethodSource("changes")
  void isToldInWords(String base, String head, PolicyChange... changes) throws Exception {
    assertThat(PolicyChange.between(parse(base), parse(head), RULES)).containsExactly(changes);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("", "fail-on: high"),
        change("", "fail-on: never", much("fail-on: high becomes never, so that no finding fails")),
        change("", "fail-on: critical", weaker("fail-on: high becomes critical")),
        change("fail-on: never", "", stricter("fail-on: never becomes high")),
        change("", "fail-on: low", stricter("fail-on: high becomes low")),
        change("", "min-severity: critical", weaker("min-severity: low becomes critical")),
        change(
            "", "incomplete: warn", much("models that cannot be read fully do not fail any more")),
        change("incomplete: warn", "", stricter("models that cannot be read fully fail")),
        change("", "exclude: ['**']", much("files that match ** are left out")),
        change("", "exclude: ['*']", much("files that match * are left out")),
        change("", "exclude: [tests]", weaker("files that match tests are left out")),
        change("exclude: [a]", "", stricter("files that match a are not left out any more")),
        change("", "include: [a]", much("only files are scanned that match a")),
        change("include: [a]", "", stricter("all files are scanned, not only some")),
        change(
            "include: [a, b]",
            "include: [b, c]",
            weaker("files that match a are not scanned any more"),
            stricter("files that match c are scanned, too")),
        change("", "trust: [my.*]", weaker("imports of my.* are trusted")),
        change("trust: [my.*]", "", stricter("imports of my.* are not trusted any more")),
        change(
            "",
            "rules: {onnx-custom-domain: off, pickle-runs-command: off}",
            much("rule pickle-runs-command is switched off"),
            weaker("rule onnx-custom-domain is switched off")),
        change(
            "rules: {onnx-custom-domain: off}",
            "",
            stricter("rule onnx-custom-domain is not switched off any more")),
        change(
            "",
            "allow: [" + ACCEPTED + "}]",
            weaker("accepts keras-lambda for SHA-256 0123456789ab…: mine")),
        change(
            "",
            "allow: [{rule: keras-lambda, path: a, symbol: b, reason: x, expires: 2027-01-01}]",
            much("accepts keras-lambda in a about b until 2027-01-01: x")),
        change(
            "allow: [" + ACCEPTED + ", expires: 2027-01-01}]",
            "allow: [" + ACCEPTED + ", expires: 2028-01-01}]",
            weaker(
                "accepts keras-lambda for SHA-256 0123456789ab… until 2028-01-01, not until"
                    + " 2027-01-01")),
        change(
            "allow: [" + ACCEPTED + ", expires: 2027-01-01}]",
            "allow: [" + ACCEPTED + "}]",
            weaker(
                "accepts keras-lambda for SHA-256 0123456789ab… for ever, not until 2027-01-01")),
        change(
            "allow: [" + ACCEPTED + "}]",
            "",
            stricter("does not accept keras-lambda for SHA-256 0123456789ab… any more")));
  }

  @Test
  void newEntriesOfABaselineAreTold() throws Exception {
    String entry =
        "{'path': 'a.pkl', 'rule': '%s', 'symbol': 'x', 'fingerprint': '%s:1'}".replace('\'', '"');
    String severe = entry.formatted("pickle-runs-command", "0".repeat(32));
    String mild = entry.formatted("onnx-custom-domain", "1".repeat(32));
    String unread = "{'path': 'b', 'status': 'incomplete', 'sha256': '%s'}".replace('\'', '"');

    assertThat(
            PolicyChange.between(
                baseline(mild, ""), baseline(severe, unread.formatted(HASH)), RULES))
        .containsExactly(
            much("the baseline accepts pickle-runs-command in a.pkl about x"),
            much("the baseline accepts that b cannot be read fully"),
            stricter("the baseline accepts less: 1 entry is gone"));
    assertThat(PolicyChange.between(baseline(mild, ""), baseline(mild, ""), RULES)).isEmpty();
  }

  private static Baseline baseline(String findings, String unread) throws PolicyError {
    String text =
        "{\"version\": \"1\", \"findings\": [" + findings + "], \"unread\": [" + unread + "]}";
    return Baseline.parse("b.json", text.getBytes(UTF_8));
  }

  private static Arguments change(String base, String head, PolicyChange... changes) {
    return Arguments.of(base, head, changes);
  }

  private static PolicyChange much(String text) {
    return new PolicyChange(MUCH_WEAKER, text);
  }

  private static PolicyChange weaker(String text) {
    return new PolicyChange(WEAKER, text);
  }

  private static PolicyChange stricter(String text) {
    return new PolicyChange(STRICTER, text);
  }

  private static Config parse(String yaml) throws PolicyError {
    return Config.parse("p.yml", yaml.getBytes(UTF_8));
  }
}
