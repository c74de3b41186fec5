package org.modelscan.format.config;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.ConfiguredCode.Source;
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

/**
 * The file that says how a model of MLflow or BentoML is loaded: {@code MLmodel}, {@code
 * model.yaml} and {@code bento.yaml}.
 *
 * @see <a href="https://mlflow.org/docs/latest/ml/model/#storage-format">Storage format</a>
 */
public final class MlflowFormat implements Format {
  /** Names under which a file of the model stands. */
  private static final Set<String> FILES =
      Set.of(
          "python_model",
          "pickled_model",
          "data",
          "model_data",
          "model_path",
          "code",
          "saved_model_dir",
          "keras_model",
          "model_file",
          "path",
          "dockerfile_template",
          "setup_script");

  private static final String MLFLOW = "MLmodel";

  private static final Set<String> BENTO = Set.of("model.yaml", "bento.yaml", "bentofile.yaml");

  private static final String BENTOML = "bentoml";

  /** Of these names every such file has one, wherever it stands in it. */
  private static final Set<String> SIGNS = Set.of("flavors", BENTOML, "framework_name");

  @Override
  public Identity identity() {
    return new Identity(
        "mlflow",
        "MLflow or BentoML model",
        Identity.Kind.MODEL,
        "the name MLmodel with flavors, or model.yaml and bento.yaml of BentoML with its names",
        "the module that loads it, code beside it, files outside of its folder, tags for Python",
        "its flavors, modules and files");
  }

  @Override
  public Match probe(Head head) {
    String file = head.fileName();
    if (!file.equals(MLFLOW) && !BENTO.contains(file)) {
      return Match.NO;
    }
    // What shows it may come behind the head, or be written with escapes.
    boolean shown = SIGNS.stream().anyMatch(head.latin1()::contains);
    return shown ? Match.SURE : head.isText() ? Match.LIKELY : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    TargetsReader targets = new TargetsReader(out);
    List<Json> roots = targets.yaml(artifact.bytes());
    if (probe(artifact.head()) != Match.SURE && !isModel(roots, out.budget())) {
      out.doubtful();
      return;
    }
    for (Json root : roots) {
      targets.walk(root);
      new Walk((path, object) -> object(path, object, out), out.budget()).all(root);
    }
  }

  private static boolean isModel(List<Json> roots, Budget budget) throws IOException {
    AtomicBoolean shown = new AtomicBoolean();
    for (Json root : roots) {
      new Walk(
              (_, object) -> {
                for (Json.Member member : object.members()) {
                  boolean value =
                      member.value() instanceof Json.Text text && text.value().contains(BENTOML);
                  if (value || SIGNS.contains(member.name())) {
                    shown.set(true);
                  }
                }
              },
              budget)
          .all(root);
    }
    return shown.get();
  }

  private static void object(String path, Json.Members object, Facts out) {
    for (Json.Member member : object.members()) {
      if (!(member.value() instanceof Json.Text text)) {
        continue;
      }
      String where = path.isEmpty() ? member.name() : path + "." + member.name();
      boolean isModule =
          member.name().equals("loader_module")
              || (path.isEmpty() && member.name().equals("module"));
      if (isModule) {
        out.fact(new Fact.ConfiguredCode(text.offset(), Source.LOADER_MODULE, where, text.value()));
      } else if (FILES.contains(member.name())) {
        if (Reach.of(text.value()) != Reach.INSIDE) {
          out.fact(new Fact.ConfiguredPart(text.offset(), where, text.value(), true));
        } else if (member.name().equals("code")) {
          out.fact(new Fact.ConfiguredCode(text.offset(), Source.LOCAL_CLASS, where, text.value()));
        }
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    for (Json root : new TargetsReader(new Unheard(budget)).yaml(artifact.bytes())) {
      new Walk(
              (path, object) ->
                  object.members().stream()
                      .filter(member -> member.value() instanceof Json.Text)
                      .forEach(member ->
                          out.entry(
                              path.isEmpty() ? member.name() : path + "." + member.name(),
                              Shown.of(member.value()))),
              budget)
          .all(root);
    }
  }
}
