package org.modelscan.format.java;

import java.io.IOException;
import java.util.LinkedHashSet;
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

/**
 * Java's own serialization, in which Weka, Mallet, Stanford NLP and others keep models.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/25/docs/specs/serialization/protocol.html">Object
 *     Serialization Stream Protocol</a>
 */
public final class JavaSerializationFormat implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "java-serialization",
        "Java serialization",
        Identity.Kind.MODEL,
        "the signature AC ED 00 05",
        "every class that it names, by lists of gadgets and of libraries of models",
        "the classes that it names");
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, 0xac, 0xed, 0, 5) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new ObjectStream(
            artifact.bytes(),
            out.budget(),
            (offset, name) ->
                out.fact(new Fact.JavaClass(offset, name, Fact.JavaClass.How.SERIALIZED)))
        .read();
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    try {
      new ObjectStream(
              artifact.bytes(), new Budget(Limits.DEFAULT), (offset, name) -> names.add(name))
          .read();
    } finally {
      Outline classes = out.section("classes");
      names.forEach(classes::line);
    }
  }
}
