package org.modelscan.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GitHub sends, and what nobody should. */
class JsonTest {
  @Test
  void fieldsOfEachKindAreThere() {
    Json json =
        read(
            """
            {"a": {"b": [1, -2, {"c": "ä\\u20ac"}, []]}, "yes": true, "no": false, "null": null,
             "half": 0.5, "huge": 123456789012345678901234567890, "": "empty", "twice": 1, "twice": 2}
            """);

    assertThat(json.at("/a/b").stream()).hasSize(4);
    assertThat(json.at("/a/b").stream().map(one -> one.asLong(9))).containsExactly(1L, -2L, 9L, 9L);
    assertThat(json.at("/a/b").stream().map(one -> one.path("c").asString("")))
        .containsExactly("", "", "ä€", "");
    assertThat(json.path("yes").asBoolean(false)).isTrue();
    assertThat(json.path("no").asBoolean(true)).isFalse();
    assertThat(json.path("").asString("")).isEqualTo("empty");
    assertThat(json.path("twice").asLong(0)).isEqualTo(2);
    for (String name : new String[] {"null", "half", "huge", "missing", "a"}) {
      assertThat(json.path(name).asLong(7)).as(name).isEqualTo(7);
      assertThat(json.path(name).asString("-")).as(name).isEqualTo("-");
      assertThat(json.path(name).asBoolean(true)).as(name).isTrue();
      assertThat(json.at("/" + name + "/further").stream()).as(name).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,]", "{} {}", "1 2", "nothing", "{\"a\":}", "\"\u0001\"", "]"})
  void whatIsNoDocumentIsEmpty(String text) {
    assertThat(Json.read(text.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void depthIsBounded() {
    assertThat(Json.read("[".repeat(100_000).getBytes(UTF_8))).isEmpty();
  }

  @Test
  void nothingIsNothing() {
    assertThat(Json.read(new byte[0])).contains(new Json.Nothing());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    Map<String, String> fields = Map.of("body", "\"\\\n\u0000ä🤗", "ref", "refs/heads/x");
    Json json = read(Json.object(new TreeMap<>(fields)));
    fields.forEach((name, value) -> assertThat(json.path(name).asString("")).isEqualTo(value));
  }

  private static Json read(String text) {
    return Json.read(text.getBytes(UTF_8)).orElseThrow();
  }
}
