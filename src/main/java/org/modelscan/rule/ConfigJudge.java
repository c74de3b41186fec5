package org.modelscan.rule;

import java.util.Optional;
import java.util.Set;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.ConfiguredCode.Source;
import org.modelscan.fact.Reach;
import org.modelscan.fact.Symbol;
import org.modelscan.rule.Judge.Verdict;

/**
 * Judges what configurations beside a model name: the same lists of imports count as for a pickle
 * that calls the name.
 */
final class ConfigJudge {
  /** Packages whose objects a configuration builds in the ordinary course. */
  private static final Set<String> FRAMEWORKS =
      Set.of(
          "PIL",
          "accelerate",
          "albumentations",
          "audiocraft",
          "bentoml",
          "bitsandbytes",
          "catboost",
          "colorlog",
          "cv2",
          "datasets",
          "deepspeed",
          "diffusers",
          "einops",
          "flax",
          "fsspec",
          "haiku",
          "huggingface_hub",
          "hydra_plugins",
          "ignite",
          "jax",
          "keras",
          "kornia",
          "lightgbm",
          "lightning",
          "lightning_fabric",
          "logging",
          "ml_collections",
          "mlflow",
          "monai",
          "nemo",
          "numpy",
          "omegaconf",
          "onnxruntime",
          "open_clip",
          "optax",
          "optimum",
          "optuna",
          "pandas",
          "peft",
          "pytorch_lightning",
          "ray",
          "scipy",
          "segmentation_models_pytorch",
          "sentence_transformers",
          "sklearn",
          "soundfile",
          "spacy",
          "speechbrain",
          "tensorflow",
          "tf_keras",
          "timm",
          "tokenizers",
          "torch",
          "torch_geometric",
          "torchaudio",
          "torchdata",
          "torchmetrics",
          "torchvision",
          "transformers",
          "trl",
          "wandb",
          "webdataset",
          "xgboost");

  /**
   * What configurations call in the ordinary course though a pickle never would: it computes on
   * text, or calls what stands beside it, which is judged itself.
   */
  private static final Set<String> ORDINARY =
      Set.of(
          "os.path.join",
          "os.path.basename",
          "os.path.dirname",
          "os.path.abspath",
          "os.path.expanduser",
          "os.getcwd",
          "os.cpu_count",
          "torch.compile",
          "hydra.utils.instantiate",
          "hydra.utils.call");

  /** Packages that load their models by modules of their own. */
  private static final Set<String> LOADERS = Set.of("mlflow", "bentoml");

  /** Modules of diffusers.pipelines that stand in place of a library: pipelines' own classes. */
  private static final Set<String> PIPELINES =
      Set.of(
          "audioldm2",
          "blip_diffusion",
          "chroma",
          "consistency_models",
          "controlnet",
          "deepfloyd_if",
          "deprecated",
          "flux",
          "hunyuan_video",
          "hunyuandit",
          "ip_adapter",
          "kandinsky",
          "kandinsky2_2",
          "kandinsky3",
          "latent_diffusion",
          "ltx",
          "lumina",
          "musicldm",
          "onnx_utils",
          "paint_by_example",
          "pixart_alpha",
          "sana",
          "shap_e",
          "spectrogram_diffusion",
          "stable_audio",
          "stable_cascade",
          "stable_diffusion",
          "stable_diffusion_3",
          "stable_diffusion_safe",
          "stable_diffusion_xl",
          "t2i_adapter",
          "text_to_video_synthesis",
          "unclip",
          "unidiffuser",
          "wan",
          "wuerstchen");

  private final NameList system = new NameList("keras/system");
  private final ImportJudge imports;
  private final ImportLists lists;

  ConfigJudge(ImportJudge imports, ImportLists lists) {
    this.imports = imports;
    this.lists = lists;
  }

  Optional<Verdict> judge(Fact.ConfiguredCode code) {
    String name = code.name();
    return switch (code.source()) {
      case TARGET, YAML_TAG, LOADER_MODULE, MODULE_CLASS, COMPONENT -> named(code);
      case OPERAND -> dangerous(code);
      case REMOTE_CLASS ->
          verdict(
              RuleId.CONFIG_REMOTE_CODE, code, "takes its class from another repository: " + name);
      case LOCAL_CLASS ->
          verdict(RuleId.CONFIG_LOCAL_CODE, code, "is loaded with code beside the model: " + name);
      case KERNEL ->
          verdict(
              RuleId.CONFIG_KERNEL_REPOSITORY,
              code,
              "makes its loader fetch code from a repository and run it: " + name);
      case TRUST ->
          verdict(
              RuleId.CONFIG_TRUSTS_REMOTE_CODE,
              code,
              "tells its loader to trust the code of repositories");
      case GENERATION_CODE ->
          verdict(RuleId.CONFIG_CUSTOM_CLASS, code, "generates text with code of " + name);
    };
  }

  private Optional<Verdict> named(Fact.ConfiguredCode code) {
    String name = code.name();
    int dot = name.indexOf('.');
    String top = dot < 0 ? name : name.substring(0, dot);
    boolean isOrdinary =
        ORDINARY.contains(name) || name.startsWith("hydra._internal.core_plugins.");
    if (isOrdinary || (code.source() == Source.LOADER_MODULE && LOADERS.contains(top))) {
      return Optional.empty();
    }
    Optional<Verdict> dangerous = dangerous(code);
    if (dangerous.isPresent()) {
      return dangerous;
    }
    boolean isPipeline = code.source() == Source.COMPONENT && PIPELINES.contains(top);
    boolean isBuilt = code.source() == Source.TARGET || code.source() == Source.YAML_TAG;
    if (FRAMEWORKS.contains(top) || (isBuilt && lists.isKnown(top)) || isPipeline) {
      return Optional.empty();
    }
    return switch (code.source()) {
      case TARGET, YAML_TAG ->
          verdict(
              RuleId.CONFIG_NAMES_CLASS, code, "names " + name + ", code that is not in the file");
      default ->
          verdict(
              RuleId.CONFIG_CUSTOM_CLASS, code, "needs " + name + ", code that is not in the file");
    };
  }

  /** A name with dots can be split into module and object at each of them. */
  private Optional<Verdict> dangerous(Fact.ConfiguredCode code) {
    String name = code.name().strip();
    if (code.source() == Source.LOADER_MODULE) {
      name += ".*";
    }
    Optional<Verdict> milder = Optional.empty();
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      Symbol symbol = new Symbol(name.substring(0, dot), name.substring(dot + 1));
      Optional<Verdict> verdict = called(code, symbol);
      if (verdict.filter(found -> found.rule() == RuleId.CONFIG_DANGEROUS_TARGET).isPresent()) {
        return verdict;
      }
      milder = milder.or(() -> verdict);
    }
    return name.indexOf('.') < 0 ? called(code, new Symbol("builtins", name)) : milder;
  }

  /**
   * What the lists of imports say of a call. Frameworks load data, write logs and compile functions
   * when they are told to; that counts less than it would in a pickle.
   */
  private Optional<Verdict> called(Fact.ConfiguredCode code, Symbol symbol) {
    Optional<Verdict> asPickle =
        imports.judge(
            new Fact.Import(
                code.offset(), symbol, symbol, Fact.Import.Use.CALLED, code.where(), ""));
    if (asPickle.isEmpty() || ORDINARY.contains(symbol.toString())) {
      return Optional.empty();
    }
    String reached = asPickle.get().symbol();
    boolean isReached = !reached.equals(symbol.toString());
    if (isReached && !system.contains(reached.split("\\.", 2)[0])) {
      return Optional.empty(); // a module of a package that is called like another package
    }
    boolean ofFramework = !isReached && FRAMEWORKS.contains(symbol.topPackage());
    String message =
        "makes its loader call "
            + code.name()
            + lists.find(symbol).map(entry -> ": " + entry.reason()).orElse("");
    return switch (asPickle.get().rule()) {
      case PICKLE_RUNS_COMMAND,
          PICKLE_RUNS_CODE,
          PICKLE_LOADS_NATIVE_CODE,
          PICKLE_CHANGES_INTERPRETER,
          PICKLE_DANGEROUS_IMPORT,
          PYTHON_BYTECODE ->
          ofFramework && isDefault(symbol)
              ? Optional.empty()
              : verdict(RuleId.CONFIG_DANGEROUS_TARGET, code, message);
      case PICKLE_WRITES_FILE, PICKLE_OPENS_NETWORK ->
          ofFramework ? Optional.empty() : verdict(RuleId.CONFIG_DANGEROUS_TARGET, code, message);
      case PICKLE_READS_FILE ->
          ofFramework ? Optional.empty() : verdict(RuleId.CONFIG_LOADING_TARGET, code, message);
      case PICKLE_DESERIALISES -> verdict(RuleId.CONFIG_LOADING_TARGET, code, message);
      case PICKLE_UNLISTED_IMPORT ->
          symbol.toString().contains("__")
              ? verdict(
                  RuleId.CONFIG_DANGEROUS_TARGET,
                  code,
                  "reaches into the interpreter by " + code.name())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Whether the lists say of a name only what they say of all of its package. */
  private boolean isDefault(Symbol symbol) {
    return lists
        .find(symbol)
        .equals(lists.find(new Symbol(symbol.topPackage() + ".other", "other")));
  }

  private static Optional<Verdict> verdict(RuleId rule, Fact.ConfiguredCode code, String message) {
    return Optional.of(new Verdict(rule, code.name(), message, code.where()));
  }

  static Verdict judge(Fact.ConfiguredPart part) {
    Reach reach = Reach.of(part.path());
    return new Verdict(
        part.isRead() ? RuleId.EXTERNAL_FILE : RuleId.CONFIG_OUTSIDE_PART,
        part.path(),
        part.where() + " names a part of the model that " + reach.clause() + ": " + part.path(),
        "");
  }

  static Verdict judge(Fact.MissingPart part) {
    return new Verdict(
        RuleId.MISSING_PART,
        part.path(),
        part.where() + " names a part of the model that is not there: " + part.path(),
        "");
  }
}
