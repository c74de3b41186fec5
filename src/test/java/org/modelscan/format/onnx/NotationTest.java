package org.modelscan.format.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Scanned;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

@Timeout(60)
class NotationTest {
  private static Result scan(String name, String text) {
    return Scanned.content(name, text.getBytes(UTF_8));
  }

  /** What starts as the notation does, and is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo(a, b)\n",
        "foo(float a) => (float b)\n",
        "name = value\n",
        "arrow => (x)\n",
        "\"a\",\"b\"\n\"c\",\"d\"\n",
        "\"a quote that does not end",
        "<domain:create xmlns='urn:example'>text</domain:create>",
        "<html><body>(x) => { y = f(x) }</body></html>",
        "define([\"a\"], function (a) { return a; });"
      })
  void otherTextIsNoModel(String text) {
    assertThat(scan("some.txt", text).outcome()).isEqualTo(new Outcome.NotAModel());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g (float x) => (float y) { y = f.PyOp(x) }",
        "g # (\n( # x\n) => () { y # (\n = f.PyOp (x) }",
        "g => () { y = f.PyOp(x) }",
        "g (new_type[?, n] x, map(a, seq(b)) \"m\") => (opaque(a.b, c) y) <t z = {\"}\"}> { y ="
            + " f.PyOp(x) }",
        "g => () { ,y, = .f.PyOp <a: t = \"\\\"> (x) }\", b = [@c, \"d\"]> (,) }",
        "g => () {} <domain: \"f\"> h <a, b: int = 1> (t x) => (y) <t z> { y = f.PyOp(x) }"
      })
  void operatorsAreFoundWhateverStandsAround(String text) {
    Result result = scan("model.onnxtxt", text);
    assertThat(result.outcome()).isEqualTo(new Outcome.Complete());
    assertThat(result.findings())
        .extracting(finding -> finding.rule().id())
        .containsExactly(RuleId.ONNX_PYTHON_OPERATOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "g (", "g => () { y = f.PyOp(x) } \u0000", "g => () {\"}"})
  void whatIsNamedAfterTheNotationIsReadToItsEndOrReported(String text) {
    assertThat(scan("model.onnxtext", text).outcome()).isInstanceOf(Outcome.Incomplete.class);
  }

  @Test
  void modelBehindALongNameIsRead() {
    String name = "\"" + "n".repeat(2 << 20) + "\"";
    assertThat(scan("model.txt", name + "(float x) => (float y) { y = f.PyOp(x) }").findings())
        .hasSize(1);
  }

  @Test
  void hostileTextCostsNoMoreThanItsLength() {
    String domains = "g => () { y = " + "a.".repeat(3_000_000);
    String groups = "g (" + "t(".repeat(2_000_000);
    String numbers = "g => () { y = f <a = [" + "1,".repeat(2_000_000);
    for (String text : new String[] {domains, groups, numbers}) {
      assertThat(scan("model.onnxtxt", text).outcome()).isInstanceOf(Outcome.Incomplete.class);
    }
  }
}
