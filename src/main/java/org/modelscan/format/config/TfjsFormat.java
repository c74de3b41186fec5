package org.modelscan.format.config;

import java.io.IOException;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.Unheard;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonTokens;

/**
 * Models of TensorFlow.js: {@code model.json} with a topology and the names of the files that hold
 * the weights.
 *
 * @see <a href="https://www.tensorflow.org/js/guide/save_load">Saving and loading</a>
 */
public final class TfjsFormat implements Format {
  private static final Set<String> SIGNS = Set.of("weightsManifest", "modelTopology");

  @Override
  public Identity identity() {
    return new Identity(
        "tfjs",
        "TensorFlow.js model",
        Identity.Kind.MODEL,
        "a JSON object with weightsManifest or modelTopology",
        "where its weights lie; the layers of a Keras model in it, by the rules of Keras",
        "its format, who made it, and its files of weights");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return Names.probe(head, SIGNS, head.fileName().equals("model.json"));
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (!Names.confirm(artifact, SIGNS, probe(artifact.head()), out)) {
      return;
    }
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    if (document.object().isPresent()) {
      new Walk((path, object) -> paths(object, out), out.budget()).all(document.object().get());
    }
    if (document.problem().isEmpty()) {
      topology(artifact.bytes(), out);
    }
  }

  private static void paths(Json.Members object, Facts out) {
    for (Json.Member member : object.members()) {
      if (!member.name().equals("paths") || !(member.value() instanceof Json.Items paths)) {
        continue;
      }
      for (Json item : paths.items()) {
        if (item instanceof Json.Text path && Reach.of(path.value()) != Reach.INSIDE) {
          boolean isAddress = Reach.of(path.value()) == Reach.SCHEME;
          out.fact(
              new Fact.ConfiguredPart(path.offset(), "weightsManifest", path.value(), !isAddress));
        }
      }
    }
  }

  /** A Keras model's topology is a configuration of Keras, and is read as such. */
  private static void topology(Bytes bytes, Facts out) throws IOException {
    JsonTokens tokens = new JsonTokens(bytes);
    tokens.next();
    while (tokens.next() == JsonTokens.Kind.NAME) {
      boolean isTopology = tokens.text(64).equals("modelTopology");
      JsonTokens.Kind kind = tokens.next();
      long start = tokens.start();
      tokens.skip(kind);
      if (isTopology && kind == JsonTokens.Kind.OBJECT) {
        out.member("modelTopology", bytes.slice(start, tokens.end() - start));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    if (document.object().isPresent()) {
      for (Json.Member member : document.object().get().members()) {
        out.entry(member.name(), Shown.of(member.value()));
      }
      topology(artifact.bytes(), new Members(out));
    }
  }

  /** Describes what is handed over. */
  private static final class Members extends Unheard {
    private final Outline out;

    Members(Outline out) {
      super(new Budget(Limits.DEFAULT));
      this.out = out;
    }

    @Override
    public void member(String name, Bytes content) {
      out.member(name, content);
    }
  }
}
