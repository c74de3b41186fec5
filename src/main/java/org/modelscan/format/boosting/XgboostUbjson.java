package org.modelscan.format.boosting;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** XGBoost models in Universal Binary JSON, the format of files without an ending since 2.1. */
public final class XgboostUbjson implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "xgboost-ubjson",
        "XGBoost model (UBJSON)",
        Identity.Kind.MODEL,
        "a UBJSON object whose first name is learner or version",
        "that all of it can be read, and that the children of every node are nodes",
        "objective, booster, parameters");
  }

  @Override
  public Match probe(Head head) {
    if (head.u8(0) != '{') {
      return Match.NO;
    }
    int lengthBytes =
        switch (head.u8(1)) {
          case 'i', 'U' -> 1;
          case 'I' -> 2;
          case 'l' -> 4;
          case 'L' -> 8;
          default -> 0;
        };
    int name = 2 + lengthBytes;
    boolean isName =
        lengthBytes > 0
            && head.u8(name - 1) == 7
            && (head.has(name, "learner") || head.has(name, "version"));
    return isName && head.latin1().contains("learner") ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new Ubjson(artifact.bytes(), out.budget(), out::fact, (name, value) -> {}).read();
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    new Ubjson(
            artifact.bytes(),
            new Budget(Limits.DEFAULT),
            problem -> out.entry(problem.what(), problem.evidence()),
            out::entry)
        .read();
  }
}
