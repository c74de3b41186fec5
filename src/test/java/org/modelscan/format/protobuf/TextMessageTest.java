package org.modelscan.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;

class TextMessageTest {
  private static final Schema SCHEMA = new Schema("tensorflow");

  private static Bytes bytes(String text) {
    return new HeapBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static TextMessage read(String text) throws IOException {
    return TextMessage.read(bytes(text), SCHEMA, "NodeDef");
  }

  /** The texts of the fields, as far as they go. */
  private static List<String> texts(TextMessage message) throws IOException {
    List<String> texts = new ArrayList<>();
    Message fields = Message.of(message.wire(), 64);
    while (fields.next()) {
      texts.add(fields.number() + "=" + fields.text(100));
    }
    return texts;
  }

  @Test
  void stringsAreUnescapedAndJoined() throws IOException {
    TextMessage message =
        read("name: 'a\\n\\x41\\101\\u00e9\\'' \"b\" # comment\n 'c', op: \"d\";");
    assertThat(message.damage()).isEmpty();
    assertThat(texts(message)).containsExactly("1=a\nAAé'bc", "2=d");
  }

  @Test
  void unknownFieldsArePassedOver() throws IOException {
    TextMessage message =
        read(
            "future { deep: < a: [1, 2, {b: 'x'}] > } name: 'n' other: 1.5e-3f [a.b/c.D] { x: 1 }");
    assertThat(message.damage()).isEmpty();
    assertThat(texts(message)).containsExactly("1=n");
  }

  @Test
  void listsAndNamesOfValuesAreRead() throws IOException {
    TextMessage message = read("input: ['a', 'b'] attr { key: 'T' value { type: DT_STRING } }");
    assertThat(message.damage()).isEmpty();
    Message value =
        field(field(field(Message.of(message.wire(), 64), 5).message(), 2).message(), 6);
    assertThat(value.value()).as("DT_STRING").isEqualTo(7);
  }

  /** The message at its last field, which has this number. */
  private static Message field(Message message, int number) throws IOException {
    while (message.next()) {
      if (message.number() == number) {
        return message;
      }
    }
    throw new AssertionError("no field " + number);
  }

  @Test
  void brokenTextIsReadAsFarAsItGoes() throws IOException {
    for (String rest :
        List.of("op: 'b", "}", "op:", "attr { key: 'x'", "op: 'b' :", "[a", "op: 'b\n'")) {
      TextMessage message = read("name: 'a' " + rest);
      assertThat(message.damage()).as(rest).isPresent();
      assertThat(texts(message)).as(rest).startsWith("1=a");
    }
  }

  @Test
  void originIsThePlaceInTheText() throws IOException {
    String text =
        "name: 'a'\n"
            + "input: 'some text that is longer than the stride between places'\n".repeat(40)
            + "op: 'WriteFile'\n";
    TextMessage message = read(text);
    Message fields = Message.of(message.wire(), 64);
    long last = 0;
    while (fields.next()) {
      last = fields.offset();
    }
    assertThat(message.origin(last))
        .isBetween(text.indexOf("op:") - 80L, (long) text.indexOf("op:"));
    assertThat(message.origin(0)).isZero();
  }

  @Test
  void firstFieldTellsTextsApart() throws IOException {
    assertThat(TextMessage.firstField(bytes("# comment\n\n node {"))).isEqualTo("node");
    assertThat(TextMessage.firstField(bytes("name: 'x'"))).isEqualTo("name");
    for (String other :
        List.of("", "import os", "{\"a\": 1}", "\u0000\u0001", "# only a comment", "node")) {
      assertThat(TextMessage.firstField(bytes(other))).as(other).isEmpty();
    }
  }
}
