package org.modelscan.format.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Scanned;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

class OnnxJsonTest {
  private static final String NODE =
      "{\"input\": [\"x\"], \"opType\": \"PyOp\", \"domain\": \"pyop\"}";

  private static Result scan(String json) {
    return Scanned.content("model.json", json.getBytes(UTF_8));
  }

  /** More than what a probe looks at stands before what shows the model. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"docString\": \"%s\", \"graph\": {\"node\": [" + NODE + "]}}",
        "{\"graph\": {\"doc_string\": \"%s\", \"node\": [" + NODE + "]}}",
        "%s{\"graph\": {\"node\": [" + NODE + "]}}"
      })
  void modelBehindMuchElseIsRead(String json) {
    Result result = scan(json.formatted(" ".repeat(2 << 20)));
    assertThat(result.format()).contains("onnx-text");
    assertThat(result.outcome()).isEqualTo(new Outcome.Complete());
    assertThat(result.findings())
        .extracting(finding -> finding.rule().id())
        .containsExactly(RuleId.ONNX_PYTHON_OPERATOR);
  }

  @Test
  void findingsSayWhereInTheTextTheyAre() {
    String first = "{\"name\": \"%s\", \"opType\": \"Relu\"}".formatted("n".repeat(200));
    String json = "{\"graph\": {\"node\": [" + first + ", " + NODE + "]}}";
    assertThat(scan(json).findings().getLast().place().offset())
        .isBetween((long) json.indexOf(first) + 200, (long) json.indexOf(NODE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"graph\": {\"nodes\": [{\"id\": 1}]}}",
        "{\"graph\": {\"node\": [{\"name\": \"a\", \"input\": [\"b\"]}]}}",
        "{\"name\": \"package\", \"graph\": {\"node\": [" + NODE + "]}}",
        "{\"functions\": [\"a\", \"b\"], \"domain\": \"x\"}",
        "[{\"graph\": {}}]"
      })
  void otherJsonIsNoModel(String json) {
    assertThat(scan(json).outcome()).isEqualTo(new Outcome.NotAModel());
  }

  @Test
  void longJsonOfOtherGraphsIsNoModel() {
    String nodes = "{\"id\": \"a\"},".repeat(200_000);
    assertThat(scan("{\"graph\": {\"nodes\": [" + nodes + "{}]}}").outcome())
        .isEqualTo(new Outcome.NotAModel());
  }
}
