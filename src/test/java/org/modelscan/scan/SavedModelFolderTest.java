package org.modelscan.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedModelFolderTest {
  private static final String GRAPH = "tensorflow-savedmodel";

  @ParameterizedTest
  @CsvSource({
    "m/variables/variables.index, m/saved_model.pb",
    "m/assets/vocabulary.pkl, m/saved_model.pb",
    "m/assets/deep/down/a.pkl, m/saved_model.pb",
    "m/assets.extra/a.pkl, m/saved_model.pb",
    "m/keras_metadata.pb, m/saved_model.pb",
    "m/fingerprint.pb, m/saved_model.pb",
    "m/payload.pkl, ''",
    "m/other/keras_metadata.pb, ''",
    "m/variables.pkl, ''",
    "m/assets2/a.pkl, ''",
    "assets/a.pkl, ''",
    "keras_metadata.pb, ''",
    "n/m/assets/a.pkl, ''",
    "m/assets/inner/saved_model.pb, ''",
    "m/assets/inner/variables/variables.index, m/assets/inner/saved_model.pb",
    "m/assets/inner/payload.pkl, m/saved_model.pb"
  })
  void whatIsAPart(String path, String model) {
    List<Result> joined =
        SavedModelFolder.joined(
            List.of(
                result("m/assets/inner/saved_model.pb", GRAPH),
                result("m/saved_model.pb", GRAPH),
                result(path, path.endsWith("saved_model.pb") ? GRAPH : "any")));

    assertThat(joined.getLast().partOf()).isEqualTo(Optional.of(model).filter(m -> !m.isEmpty()));
    assertThat(joined.get(1).partOf()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "saved_model.pb, tensorflow-savedmodel, true",
    "saved_model.pbtxt, tensorflow-text-graph, true",
    "saved_model.cpb, tensorflow-savedmodel, true",
    "saved_model.pb, pickle+tensorflow-savedmodel, true",
    "saved_model.pb, pickle, false",
    "saved_model.pb, '', false",
    "model.pb, tensorflow-savedmodel, false"
  })
  void graphMakesTheFolder(String name, String format, boolean isModel) {
    List<Result> joined =
        SavedModelFolder.joined(
            List.of(result("keras_metadata.pb", "keras-metadata"), result(name, format)));

    assertThat(joined.getFirst().partOf().isPresent()).isEqualTo(isModel);
  }

  @Test
  void graphInAnotherFormIsTheSameModelAndAnotherFormatOfItsNameIsNot() {
    List<Result> joined =
        SavedModelFolder.joined(
            List.of(
                result("saved_model.cpb", "pickle"),
                result("saved_model.pb", GRAPH),
                result("saved_model.pbtxt", "tensorflow-text-graph")));

    assertThat(joined)
        .extracting(Result::model)
        .containsExactly("saved_model.cpb", "saved_model.pb", "saved_model.pb");
  }

  @Test
  void modelsAreCountedOnceWhateverBecameOfTheirParts() {
    Outcome cut = new Outcome.Incomplete("cut");
    List<Result> results =
        List.of(
            result("a.pkl", "pickle"),
            result("m/saved_model.pb", GRAPH, cut),
            result("m/keras_metadata.pb", "keras-metadata", cut),
            result("m/variables/variables.index", "tensorflow-checkpoint"));

    Report report = new Report(SavedModelFolder.joined(results), 9, Duration.ZERO);

    assertThat(report.models()).isEqualTo(2);
    assertThat(report.incomplete()).isEqualTo(1);
    assertThat(report.notScanned()).isZero();
    assertThat(report.withResults(report.results().subList(2, 4)).models()).isEqualTo(1);
  }

  private static Result result(String path, String format) {
    return result(path, format, new Outcome.Complete());
  }

  private static Result result(String path, String format, Outcome outcome) {
    return new Result(path, format, outcome, List.of(), List.of(), 1);
  }
}
