package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder of a SavedModel, as TensorFlow writes it, from the command line to the report. */
@Timeout(60)
class SavedModelTest {
  private static final Path FIXTURES = Path.of("fixtures", "tensorflow");

  /** FingerprintDef of fingerprint.proto: hashes and the version of the saver. */
  private static final String FINGERPRINT =
      "08c1b2b482fdd8aee0b701109b9690eae5d6f8b924180120810228880332020801";

  @TempDir private Path root;

  @Test
  void ordinaryOneIsOneModel() throws Exception {
    savedModel("churn", "benign/vocabulary-asset-v2.pb", "benign/keras_metadata.pb");

    CommandRun run = CommandRun.of("-v", root);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("1 model in 6 files, nothing found")
        .contains("churn/saved_model.pb  tensorflow-savedmodel\n")
        .contains("churn/keras_metadata.pb  keras-metadata  part of churn/saved_model.pb\n")
        .contains(
            "churn/variables/variables.index  tensorflow-checkpoint  part of churn/saved_model.pb");
  }

  @Test
  void findingsStayWithTheirFilesAndWhatOnlyLiesThereIsAModelOfItsOwn() throws Exception {
    savedModel(
        "churn",
        "malicious/writes-file-unused-function.pb",
        "malicious/keras_metadata-lambda-string.pb");
    String pickle = "cos\nsystem\n(S'echo'\ntR.";
    Files.writeString(root.resolve("churn/assets/words.pkl"), pickle);
    Files.writeString(root.resolve("churn/payload.pkl"), pickle);

    CommandRun run = CommandRun.of("-r", "json", root);

    assertThat(run.status()).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(run.out());
    assertThat(report.at("/summary/models").asInt()).isEqualTo(2);
    assertThat(report.at("/summary/files").asInt()).isEqualTo(8);
    assertThat(report.path("models").valueStream())
        .extracting(
            model -> model.path("path").asString(), model -> model.path("partOf").asString(""))
        .containsExactly(
            tuple("churn/assets/words.pkl", "churn/saved_model.pb"),
            tuple("churn/keras_metadata.pb", "churn/saved_model.pb"),
            tuple("churn/payload.pkl", ""),
            tuple("churn/saved_model.pb", ""),
            tuple("churn/variables/variables.index", "churn/saved_model.pb"));
    assertThat(report.path("findings").valueStream())
        .extracting(
            finding -> finding.path("path").asString(), finding -> finding.path("rule").asString())
        .contains(
            tuple("churn/assets/words.pkl", "pickle-runs-command"),
            tuple("churn/keras_metadata.pb", "keras-lambda-system-access"),
            tuple("churn/payload.pkl", "pickle-runs-command"),
            tuple("churn/saved_model.pb", "tensorflow-writes-file"));
    assertThat(CommandRun.of(root).out())
        .contains("churn/assets/words.pkl  part of churn/saved_model.pb\n  ")
        .contains("churn/payload.pkl\n  ");
  }

  @Test
  void inspectDescribesTheFolderAsOne() throws Exception {
    savedModel("churn", "benign/vocabulary-asset-v2.pb", "benign/keras_metadata.pb");
    Files.writeString(root.resolve("churn/payload.pkl"), "cos\nsystem\n(S'echo'\ntR.");

    CommandRun run = CommandRun.of("inspect", root.resolve("churn"));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith(root.resolve("churn") + "\n  saved_model.pb\n    size: ");
    assertThat(run.out().lines().filter(line -> line.matches(" {2}\\S.*")).map(String::strip))
        .containsExactly(
            "saved_model.pb",
            "assets/vocabulary.txt",
            "fingerprint.pb",
            "keras_metadata.pb",
            "variables/variables.data-00000-of-00001",
            "variables/variables.index");
    assertThat(run.out())
        .contains("signature serving_default", "operators", "functions", "asset: vocabulary.txt")
        .contains("Dense", "layer/kernel: float32[4]");
  }

  @Test
  void inspectSaysWhichFileOfTheFolderItDoesNotRead() throws Exception {
    savedModel("churn", "benign/saved_model.pb", "benign/keras_metadata.pb");
    Files.createSymbolicLink(root.resolve("churn/assets/hosts"), Path.of("/etc/hosts"));

    CommandRun run = CommandRun.of("inspect", root.resolve("churn"));

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("  assets/hosts\n    cannot be read, or is a link that leads out of the folder\n")
        .contains("signature serving_default", "layer/kernel: float32[4]")
        .doesNotContain("localhost");
  }

  /** Graph, Keras metadata, variables, an asset and a fingerprint: six files. */
  private void savedModel(String name, String graph, String metadata) throws IOException {
    Path folder = root.resolve(name);
    Files.createDirectories(folder.resolve("variables"));
    Files.createDirectories(folder.resolve("assets"));
    Files.copy(FIXTURES.resolve(graph), folder.resolve("saved_model.pb"));
    Files.copy(FIXTURES.resolve(metadata), folder.resolve("keras_metadata.pb"));
    Files.copy(
        FIXTURES.resolve("benign/variables.index"), folder.resolve("variables/variables.index"));
    Files.write(folder.resolve("variables/variables.data-00000-of-00001"), new byte[32]);
    Files.write(folder.resolve("assets/vocabulary.txt"), "alpha\nbeta\n".getBytes(UTF_8));
    Files.write(folder.resolve("fingerprint.pb"), HexFormat.of().parseHex(FINGERPRINT));
  }
}
