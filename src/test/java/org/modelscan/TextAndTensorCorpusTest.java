package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * Chat templates, tensor files and configurations of the shared corpus, where it lies beside the
 * project: each is recognised, read to its end, and raises nothing at all.
 */
class TextAndTensorCorpusTest {
  /** Folder of the corpus, what its models are, and how many of its files are that. */
  private record Expected(String folder, String format, int models) {}

  private static final List<Expected> KINDS =
      List.of(
          new Expected("jinja-chat-template", "chat-template", 30),
          new Expected("gguf", "gguf", 4),
          new Expected("ggml", "ggml", 1),
          new Expected("safetensors", "safetensors", 4),
          new Expected("json-config/tensorflow__tfjs", "tfjs", 6));

  @Test
  void modelsAreRecognisedReadAndHarmless() {
    Optional<Path> corpus = Scanned.corpus();
    assumeTrue(corpus.isPresent(), "no corpus beside the project");
    for (Expected kind : KINDS) {
      List<Result> results =
          Scanned.folder(corpus.get().resolve("real").resolve(kind.folder()), _ -> true);
      assertThat(results).hasSize(kind.models());
      assertThat(results)
          .as(kind.folder())
          .allMatch(result -> result.format().equals(kind.format()))
          .allMatch(result -> result.outcome() instanceof Outcome.Complete)
          .allMatch(result -> result.findings().isEmpty());
    }
  }
}
