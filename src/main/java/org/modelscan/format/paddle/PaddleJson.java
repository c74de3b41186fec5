package org.modelscan.format.paddle;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonWalk;

/**
 * A program of PaddlePaddle 3 ({@code inference.json}): its new intermediate representation as
 * JSON. Source: paddle/fluid/pir/serialize_deserialize.
 */
public final class PaddleJson implements Format {
  private static final Set<String> CALL_PYTHON = Set.of("py_func", "py_layer", "pylayer");
  private static final String OPERATOR = "#";
  private static final String PROGRAM = "program";

  @Override
  public Identity identity() {
    return new Identity(
        "paddle-json",
        "PaddlePaddle program (JSON)",
        Identity.Kind.MODEL,
        "a JSON object with base_code, which has the magic pir, and program",
        "operators that call Python, and that all of it can be read",
        "operators with their numbers");
  }

  @Override
  public Match probe(Head head) throws IOException {
    String text = head.text().u8(0) == '{' ? head.text().latin1() : "";
    return text.contains("\"base_code\"")
            && text.contains("\"pir\"")
            && head.json().filter(names -> names.names().contains(PROGRAM)).isPresent()
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    for (Json.Members object : JsonWalk.objects(document)) {
      String name = object.text(OPERATOR).orElse("");
      if (CALL_PYTHON.contains(name.substring(name.indexOf('.') + 1))) {
        out.fact(
            new Fact.Operator(
                object.offset(),
                Fact.Operator.Framework.PADDLE,
                name,
                OperatorEffect.CALLS_PYTHON,
                List.of(),
                PROGRAM,
                "calls a Python function of the loading process",
                ""));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Map<String, Integer> operators = new TreeMap<>();
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    for (Json.Members object : JsonWalk.objects(document)) {
      if (object.has("OA") || object.has("I")) {
        object.text(OPERATOR).ifPresent(name -> operators.merge(name, 1, Integer::sum));
      }
    }
    operators.forEach((name, count) -> out.entry(name, Integer.toString(count)));
  }
}
