package org.modelscan.format.nnef;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
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
import org.modelscan.format.torch.Tokens;

/**
 * The graph of a model in the Neural Network Exchange Format ({@code graph.nnef}); values lie in
 * files that are called like their labels.
 *
 * @see <a href="https://registry.khronos.org/NNEF/specs/1.0/nnef-1.0.5.html">NNEF 1.0.5</a>
 */
public final class NnefFormat implements Format {
  private static final Pattern START =
      Pattern.compile(
          "\\s*version\\s+\\d+\\.\\d+\\s*;\\s*(?:#.*\\s+)*(?:extension|fragment|graph)\\b");

  private static final String LABEL = "label";

  @Override
  public Identity identity() {
    return new Identity(
        "nnef",
        "NNEF graph",
        Identity.Kind.MODEL,
        "a line version and then an extension, a fragment or a graph",
        "labels of variables that lead out of the folder, and that the graph is there to its end",
        "operators with their numbers");
  }

  @Override
  public Match probe(Head head) {
    boolean begins = head.latin1().stripLeading().startsWith("version");
    return begins && head.isText() && START.matcher(head.latin1()).lookingAt()
        ? Match.SURE
        : Match.NO;
  }

  /** Is told each name that is called, and each label. */
  @FunctionalInterface
  private interface Visitor {
    void name(String name, boolean isLabel) throws IOException;
  }

  private static void walk(Bytes content, Visitor visitor) throws IOException {
    Tokens tokens = new Tokens(content);
    long open = 0;
    boolean closed = false;
    String before = "";
    String twoBefore = "";
    Optional<Tokens.Token> next = tokens.next();
    while (next.isPresent()) {
      Tokens.Token token = next.get();
      switch (token.kind()) {
        case NAME -> {
          if (tokens.followedBy('(')) {
            visitor.name(token.text(), false);
          }
        }
        case TEXT -> {
          if (before.equals("=") && twoBefore.equals(LABEL)) {
            visitor.name(token.text(), true);
          }
        }
        case SIGN -> {
          open += token.text().equals("{") ? 1 : token.text().equals("}") ? -1 : 0;
          closed |= token.text().equals("}");
        }
      }
      twoBefore = before;
      before = token.text();
      next = tokens.next();
    }
    verify(open == 0 && closed, content.size(), "ends before the end of its graph");
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    walk(
        artifact.bytes(),
        (name, isLabel) -> {
          out.budget().opcodes(1);
          if (isLabel && Reach.of(name) != Reach.INSIDE) {
            out.fact(new Fact.ExternalFile(-1, "values of an NNEF variable", name));
          }
        });
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Map<String, Integer> operators = new TreeMap<>();
    walk(
        artifact.bytes(),
        (name, isLabel) -> {
          if (!isLabel) {
            operators.merge(name, 1, Integer::sum);
          }
        });
    operators.forEach((name, count) -> out.entry(name, Integer.toString(count)));
  }
}
