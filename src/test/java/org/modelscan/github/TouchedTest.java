package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as touched, in a real repository. */
class TouchedTest {
  private static final List<String> FILES =
      List.of(
          "models/churn.pkl",
          "models/churn.v2.pkl",
          "models/old.pkl",
          "sharded/model-00001-of-00002.bin",
          "sharded/model-00002-of-00002.bin",
          "sharded/config.json",
          "saved/saved_model.pb",
          "saved/variables/variables.index",
          "onnx/model.onnx",
          "onnx/model.onnx.data",
          "other/x.pkl",
          "naïve/é.pkl");

  @TempDir private Path folder;

  @BeforeEach
  void checkOut() throws Exception {
    GitWorkspace workspace = GitWorkspace.in(folder);
    for (String file : FILES) {
      workspace.with(file, "content of " + file);
    }
    workspace.commit();
  }

  private Checkout checkout() {
    return Checkout.of(folder, List.of(folder));
  }

  private Touched touched(String... changed) {
    Map<String, String> paths = new HashMap<>();
    for (String path : changed) {
      paths.put(path, path);
    }
    return Touched.of(checkout(), Changes.of(paths));
  }

  private List<String> held(Touched touched) {
    return FILES.stream().filter(touched::holds).toList();
  }

  @Test
  void headIsRead() throws Exception {
    GitWorkspace workspace = new GitWorkspace(folder);
    String commit = workspace.git("rev-parse", "HEAD");
    assertThat(checkout().head()).contains(commit);
    workspace.git("pack-refs", "--all");
    assertThat(checkout().head()).contains(commit);
    workspace.git("checkout", "-q", "--detach");
    assertThat(checkout().head()).contains(commit);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void nothingIsTouchedByAnEventThatChangesNothing(int version) throws Exception {
    if (version == 3) {
      Files.writeString(folder.resolve("later"), "x");
      new GitWorkspace(folder).git("add", "-N", "later"); // an extended flag, which needs version 3
    } else {
      new GitWorkspace(folder).git("update-index", "--index-version", String.valueOf(version));
    }
    assertThat(Files.readAllBytes(folder.resolve(".git/index"))[7]).isEqualTo((byte) version);
    assertThat(held(touched())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "models/churn.pkl, models/churn.pkl",
    "models/churn.md, ''",
    "models, models/churn.pkl models/churn.v2.pkl models/old.pkl",
    "sharded/model-00001-of-00002.bin,"
        + " sharded/model-00001-of-00002.bin sharded/model-00002-of-00002.bin",
    "sharded/config.json,"
        + " sharded/model-00001-of-00002.bin sharded/model-00002-of-00002.bin sharded/config.json",
    "saved/variables/variables.data-00000-of-00001,"
        + " saved/saved_model.pb saved/variables/variables.index",
    "onnx/model.onnx.data, onnx/model.onnx onnx/model.onnx.data",
    "onnx/model.onnx, onnx/model.onnx onnx/model.onnx.data",
    "naïve/é.pkl, naïve/é.pkl"
  })
  void partsOfAModelAreTouchedTogether(String changed, String held) {
    assertThat(String.join(" ", held(touched(changed)))).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(strings = {"saved_model.pb", "saved_model.pbtxt", "saved_model.cpb"})
  void savedModelInTheRootIsTouchedAsAWhole(String graph) throws Exception {
    GitWorkspace workspace = new GitWorkspace(folder);
    List<String> parts =
        List.of(graph, "keras_metadata.pb", "variables/v.index", "assets/a", "assets.extra/a");
    for (String part : parts) {
      workspace.with(part, "content of " + part);
    }
    workspace.commit();

    Touched touched = touched("keras_metadata.pb");

    assertThat(parts).allMatch(touched::holds);
    assertThat(held(touched)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".gitattributes", "models/.gitattributes", ".gitmodules", ".lfsconfig"})
  void whatDecidesTheCheckoutTouchesEverything(String changed) {
    Touched touched = touched(changed);
    assertThat(held(touched)).isEqualTo(FILES);
    assertThat(touched.doubt()).isPresent();
  }

  @Test
  void linkTouchesWhatItLeadsTo() throws Exception {
    Files.createSymbolicLink(folder.resolve("latest.pkl"), Path.of("other/x.pkl"));
    Files.createSymbolicLink(folder.resolve("all"), Path.of("models"));
    Files.createSymbolicLink(folder.resolve("out"), Path.of("/"));
    Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("nothing"));
    new GitWorkspace(folder).commit();
    assertThat(held(touched("latest.pkl"))).containsExactly("other/x.pkl");
    assertThat(held(touched("all"))).hasSize(3);
    assertThat(held(touched("out", "nowhere"))).isEmpty();
  }

  @Test
  void filesOfTheJobItselfAreTouched() throws Exception {
    Files.writeString(folder.resolve("models/trained.pkl"), "x");
    Files.writeString(folder.resolve("models/old.pkl"), "trained again");
    assertThat(touched().holds("models/trained.pkl")).isTrue();
    assertThat(held(touched())).containsExactly("models/old.pkl");
  }

  @Test
  void withoutAnIndexEverythingIsTouched() throws Exception {
    Files.write(folder.resolve(".git/index"), new byte[] {'D', 'I', 'R', 'C', 0, 0, 0, 2, 0, 9});
    assertThat(touched().doubt()).isPresent();
    Files.delete(folder.resolve(".git/index"));
    assertThat(held(touched())).isEqualTo(FILES);
  }

  @Test
  void unknownChangesTouchEverything() {
    Touched touched = Touched.of(checkout(), Changes.unknown("it cannot be told"));
    assertThat(held(touched)).isEqualTo(FILES);
    assertThat(touched.doubt()).contains("it cannot be told");
  }

  @Test
  void repositoryIsFoundAboveAPathAndNotAboveTheWorkspace() {
    assertThat(Checkout.of(folder, List.of(folder.resolve("models"))).root()).isEqualTo(folder);
    Path models = folder.resolve("models");
    assertThat(Checkout.of(models, List.of(models)).head()).isEmpty();
  }
}
