package org.modelscan.format.config;

import java.io.IOException;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/**
 * The JSON files of a Hugging Face repository: transformers, diffusers, peft,
 * sentence-transformers.
 *
 * @see <a href="https://huggingface.co/docs/transformers/main_classes/configuration">Configuration
 *     </a>
 */
public final class HuggingFaceFormat implements Format {
  /** Names that only these configurations have, or have with {@code config} in the file's name. */
  private static final Set<String> SIGNS =
      Set.of(
          "model_type",
          "auto_map",
          "auto_mapping",
          "transformers_version",
          "_name_or_path",
          "torch_dtype",
          "tokenizer_class",
          "chat_template",
          "chat_templates",
          "_class_name",
          "_diffusers_version",
          "_attn_implementation",
          "_attn_implementation_internal",
          "attn_implementation",
          "peft_type",
          "base_model_name_or_path",
          "image_processor_type",
          "feature_extractor_type",
          "processor_class",
          "custom_generate",
          "custom_pipelines",
          "_from_model_config",
          "quantization_config",
          "added_tokens_decoder");

  /** Files that loaders open by their name, whatever comes first in them. */
  private static final Set<String> LOADED =
      Set.of(
          "config.json",
          "tokenizer_config.json",
          "generation_config.json",
          "processor_config.json",
          "preprocessor_config.json",
          "video_preprocessor_config.json",
          "adapter_config.json",
          "model_index.json",
          "chat_template.json",
          "scheduler_config.json",
          "config_sentence_transformers.json");

  private static final String MODULES = "modules.json";

  @Override
  public Identity identity() {
    return new Identity(
        "hf-config",
        "Hugging Face configuration",
        Identity.Kind.MODEL,
        "a JSON file with config, model_index, chat_template or modules in its name, and a name of"
            + " those libraries in it",
        "classes and kernels from other repositories, code beside the model, foreign classes, chat"
            + " templates",
        "which classes and templates it names");
  }

  @Override
  public Match probe(Head head) throws IOException {
    String file = head.fileName();
    if (!file.endsWith(".json")) {
      return Match.NO;
    }
    if (file.equals(MODULES)) {
      String start = head.text().latin1();
      return start.contains("\"type\"") && start.contains("\"path\"") && start.contains("\"idx\"")
          ? Match.SURE
          : Match.NO;
    }
    boolean isLoaded = LOADED.contains(file);
    return isLoaded || file.contains("config") ? Names.probe(head, SIGNS, isLoaded) : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    boolean isModules = artifact.head().fileName().equals(MODULES);
    if (!isModules && !Names.confirm(artifact, SIGNS, probe(artifact.head()), out)) {
      return;
    }
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    if (document.root().isPresent()) {
      new HuggingFaceReader(artifact, out).read(document.root().get());
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    document.problem().ifPresent(problem -> out.line("not read further: " + problem.reason()));
    if (document.object().isPresent()) {
      for (Json.Member member : document.object().get().members()) {
        out.entry(member.name(), Shown.of(member.value()));
      }
    }
  }
}
