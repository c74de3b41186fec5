package org.modelscan.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.format.Head;

class JsonNamesTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void namesTheOutermostObject() throws IOException {
    Head head =
        new Head(new HeapBytes(bytes("{\"a\": {\"x\": [1, {}]}, \"\\u0062\": [], \"c\": \"}\"}")));
    JsonNames names = JsonNames.of(head).orElseThrow();
    assertThat(names.names()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(names.complete()).isTrue();
  }

  @Test
  void saysWhenTheHeadEndsBeforeTheObject() throws IOException {
    byte[] large = bytes("{\"a\": 1, \"long\": \"" + "x".repeat(9_000) + "\", \"last\": 2}");
    JsonNames start = JsonNames.of(new Head(new HeapBytes(large))).orElseThrow();
    assertThat(start.names()).containsExactlyInAnyOrder("a", "long");
    assertThat(start.complete()).isFalse();
    JsonNames all = JsonNames.of(new HeapBytes(large)).orElseThrow();
    assertThat(all.names()).containsExactlyInAnyOrder("a", "long", "last");
    assertThat(all.complete()).isTrue();
  }

  @Test
  void readsUtf16() throws IOException {
    byte[] text = "\ufeff{\"class_name\": 1}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(JsonNames.of(new Head(new HeapBytes(text))).orElseThrow().names())
        .containsExactly("class_name");
  }

  @Test
  void isSilentAboutOtherContent() throws IOException {
    for (String text :
        List.of("", "[1]", "\"text\"", "plain text", "{", "{}x", "\0\0\0\0", "   ")) {
      assertThat(
              JsonNames.of(new Head(new HeapBytes(bytes(text))))
                  .map(JsonNames::names)
                  .orElse(java.util.Set.of()))
          .as(text)
          .isEmpty();
    }
  }
}
