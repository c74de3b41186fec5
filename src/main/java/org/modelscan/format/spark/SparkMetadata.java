package org.modelscan.format.spark;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/**
 * The metadata of a Spark ML model or stage ({@code metadata/part-00000}): its reader makes an
 * object of the class that it names. Source: DefaultParamsReader in
 * org/apache/spark/ml/util/ReadWrite.scala, and pyspark/ml/util.py.
 */
public final class SparkMetadata implements Format {
  private static final String CLASS = "class";
  private static final Set<String> NAMES = Set.of(CLASS, "timestamp", "sparkVersion", "uid");

  @Override
  public Identity identity() {
    return new Identity(
        "spark-ml",
        "Spark ML metadata",
        Identity.Kind.MODEL,
        "a JSON object with class, timestamp, sparkVersion and uid",
        "the class that its reader loads",
        "class, version, parameters");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return head.text().u8(0) == '{'
            && head.text().latin1().contains("\"sparkVersion\"")
            && head.json().filter(names -> names.names().containsAll(NAMES)).isPresent()
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    List<Json.Member> members = document.object().map(Json.Members::members).orElse(List.of());
    for (Json.Member member : members) {
      if (member.name().equals(CLASS) && member.value() instanceof Json.Text name) {
        out.fact(new Fact.JavaClass(name.offset(), name.value(), Fact.JavaClass.How.NAMED));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    for (Json.Member member : document.object().map(Json.Members::members).orElse(List.of())) {
      switch (member.value()) {
        case Json.Text text -> out.entry(member.name(), text.value());
        case Json.Numeral number -> out.entry(member.name(), number.text());
        case Json.Members parameters -> {
          Outline section = out.section(member.name());
          parameters.members().forEach(one -> section.line(one.name()));
        }
        case Json.Items _, Json.Word _ -> {}
      }
    }
  }
}
