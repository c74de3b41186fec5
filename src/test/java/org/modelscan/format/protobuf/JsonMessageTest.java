package org.modelscan.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.bytes.HeapBytes;

class JsonMessageTest {
  private static final Schema SCHEMA = new Schema("onnx");

  private static TextMessage read(String json, String message) throws IOException {
    return JsonMessage.read(new HeapBytes(json.getBytes(StandardCharsets.UTF_8)), SCHEMA, message);
  }

  /** The fields of a node or an attribute, as far as they go. */
  private static List<String> fields(TextMessage message) throws IOException {
    List<String> fields = new ArrayList<>();
    Message wire = Message.of(message.wire(), 64);
    while (wire.next()) {
      fields.add(
          wire.bytesField() > 0
              ? wire.number() + "=" + wire.text(100)
              : wire.number() + ":" + wire.value());
    }
    return fields;
  }

  @ParameterizedTest
  @ValueSource(strings = {"opType", "op_type", "\\u006fpType"})
  void namesAreThoseOfTheSchemaOrInCamelCase(String name) throws IOException {
    assertThat(fields(read("{\"" + name + "\": \"Re\\u006cu\"}", "NodeProto")))
        .containsExactly("4=Relu");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "'\"7\"', 7",
    "-1, -1",
    "'\"-1\"', -1",
    "7.0, 7",
    "0e5, 0",
    "'\"1_0\\t\"', 10",
    "'\"\u0667\"', 7",
    "true, 1",
    "false, 0",
    "9223372036854775807, 9223372036854775807",
    "1e999999999, 0",
    "1e-400, 0",
    "NaN, 0",
    "'\"seven\"', 0"
  })
  void integersAreReadAsPythonReadsThem(String written, long value) throws IOException {
    assertThat(fields(read("{\"i\": " + written + "}", "AttributeProto")))
        .containsExactly("3:" + value);
  }

  @ParameterizedTest
  @CsvSource({"Pz8+fn4=, ??>~~", "Pz8-fn4, ??>~~", "'=P z8-\\nfn4==', ??>~~", "/+, ''", "'', ''"})
  void bytesAreBase64OfEitherAlphabet(String written, String bytes) throws IOException {
    List<String> fields = fields(read("{\"s\": \"" + written + "\"}", "AttributeProto"));
    assertThat(fields.getFirst().replaceAll("[^ -~]", "")).isEqualTo("4=" + bytes);
  }

  @Test
  void whatTheSchemaDoesNotHaveIsPassedOver() throws IOException {
    TextMessage message =
        read(
            "{\"future\": {\"a\": [1, {\"op_type\": \"A\"}]}, \"input\": [\"a\", null, [\"x\"],"
                + " {\"y\": 1}, 5], \"attribute\": \"text\", \"domain\": {\"op_type\": \"B\"},"
                + " \"opType\": \"C\"}",
            "NodeProto");
    assertThat(message.damage()).isEmpty();
    assertThat(fields(message)).containsExactly("1=a", "4=C");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"opType\": \"A\", \"input\": [\"b', 27",
    "'{\"opType\": \"A\"} x', 16",
    "'{\"opType\": \"A\", nothing}', 16"
  })
  void textThatBreaksIsReadAsFarAsItGoes(String json, long offset) throws IOException {
    TextMessage message = read(json, "NodeProto");
    assertThat(fields(message)).startsWith("4=A");
    assertThat(message.damage().orElseThrow().offset()).isEqualTo(offset);
  }

  @Test
  void nestingIsBoundedAndWhatIsOpenCounts() throws IOException {
    TextMessage message =
        read("{\"graph\": " + "{\"node\": [{\"attribute\": [{\"g\": ".repeat(200), "ModelProto");
    assertThat(message.damage().orElseThrow().reason()).contains("nested more deeply");
    assertThat(message.origin(message.wire().size())).isGreaterThan(1000);
  }
}
