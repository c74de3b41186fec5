package org.modelscan.format.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * What Ollama makes a model from: the model or file that it starts from, adapters, a template.
 *
 * @see <a href="https://github.com/ollama/ollama/blob/main/docs/modelfile.md">modelfile.md</a>
 */
public final class ModelfileFormat implements Format {
  private static final int LONGEST = 1 << 20;
  private static final Set<String> PARTS = Set.of("FROM", "ADAPTER");
  private static final Set<String> INSTRUCTIONS =
      Set.of(
          "FROM", "ADAPTER", "PARAMETER", "TEMPLATE", "SYSTEM", "LICENSE", "MESSAGE", "REQUIRES");

  @Override
  public Identity identity() {
    return new Identity(
        "ollama-modelfile",
        "Ollama Modelfile",
        Identity.Kind.MODEL,
        "the name Modelfile and an instruction FROM",
        "where the model and its adapters come from",
        "its instructions");
  }

  @Override
  public Match probe(Head head) {
    String name = head.fileName().toLowerCase(Locale.ROOT);
    boolean named =
        head.fileName().startsWith("Modelfile")
            || name.equals("modelfile")
            || name.endsWith(".modelfile");
    return named
            && head.isText()
            && head.latin1().lines().anyMatch(line -> instruction(line).equals("FROM"))
        ? Match.SURE
        : Match.NO;
  }

  private static String instruction(String line) {
    String word = line.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
    return INSTRUCTIONS.contains(word) ? word : "";
  }

  private static List<String> lines(Bytes bytes) throws IOException {
    return new String(bytes.upTo(0, LONGEST), StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (artifact.bytes().upTo(LONGEST, 1).length > 0) {
      out.incomplete(LONGEST, "longer than is read");
    }
    for (String line : lines(artifact.bytes())) {
      String instruction = instruction(line);
      String[] words = line.strip().split("\\s+", 2);
      if (PARTS.contains(instruction) && words.length == 2) {
        String part = words[1].strip();
        if (Reach.of(part) != Reach.INSIDE) {
          out.fact(new Fact.ConfiguredPart(-1, instruction, part, false));
        }
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    for (String line : lines(artifact.bytes())) {
      if (!instruction(line).isEmpty()) {
        out.line(line.strip());
      }
    }
  }
}
