package org.modelscan.format.jinja;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Offsets are those of the encoder, also behind characters of two, three and four bytes. */
class ByteOffsetsTest {
  @Test
  void agreesWithTheEncoder() {
    String text = "{{ ä € 🤗 }}\n".repeat(100);
    ByteOffsets offsets = new ByteOffsets(text);
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
        assertThat(offsets.of(i)).isEqualTo(text.substring(0, i).getBytes(UTF_8).length);
      }
    }
  }
}
