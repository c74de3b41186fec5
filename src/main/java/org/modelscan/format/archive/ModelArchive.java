package org.modelscan.format.archive;

import java.util.List;
import java.util.function.Predicate;
import org.modelscan.fact.Fact;

/**
 * Archives of models that are ZIP archives with certain members, and nothing else to tell them by.
 */
public enum ModelArchive {
  /** torch-model-archiver: model_archiver/manifest_components in pytorch/serve. */
  TORCHSERVE(
      "torchserve",
      "TorchServe archive",
      "a ZIP archive with MAR-INF/MANIFEST.json",
      "its handler and other code",
      Fact.ArchivedCode.Archive.TORCHSERVE,
      "MAR-INF/MANIFEST.json"),
  /** torch.package: torch/package/package_exporter.py. */
  TORCH_PACKAGE(
      "torch-package",
      "PyTorch package",
      "a ZIP archive with .data/extern_modules in its folder",
      "Python modules that it brings, every pickle in it",
      Fact.ArchivedCode.Archive.TORCH_PACKAGE,
      "") {
    @Override
    boolean is(List<String> names) {
      return names.stream().anyMatch(name -> ("/" + name).endsWith("/.data/extern_modules"));
    }
  },
  /** torch.export and AOTInductor: torch/export/pt2_archive/constants.py. */
  PT2(
      "torch-export",
      "PyTorch exported program",
      "a ZIP archive with archive_format, or with serialized_exported_program.json",
      "shared objects that it brings, every pickle in it",
      Fact.ArchivedCode.Archive.OTHER,
      "") {
    @Override
    boolean is(List<String> names) {
      return names.stream()
          .map(name -> name.substring(name.lastIndexOf('/') + 1))
          .anyMatch(name ->
              name.equals("archive_format") || name.equals("serialized_exported_program.json"));
    }
  },
  /** MLeap: bundle-ml, BundleFile.scala. */
  MLEAP(
      "mleap",
      "MLeap bundle",
      "a ZIP archive with bundle.json and root/",
      "code among its members",
      Fact.ArchivedCode.Archive.OTHER,
      "bundle.json") {
    @Override
    boolean is(List<String> names) {
      return super.is(names) && names.stream().anyMatch(name -> name.startsWith("root/"));
    }
  },
  /** H2O: hex/genmodel/MojoReaderBackend.java. */
  H2O_MOJO(
      "h2o-mojo",
      "H2O MOJO",
      "a ZIP archive with model.ini",
      "code among its members",
      Fact.ArchivedCode.Archive.OTHER,
      "model.ini"),
  /** numpy.savez: numpy/lib/_npyio_impl.py. */
  NPZ(
      "npz",
      "NumPy archive",
      "a ZIP archive whose members are all called .npy",
      "pickles of object arrays",
      Fact.ArchivedCode.Archive.OTHER,
      "") {
    @Override
    boolean is(List<String> names) {
      return !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"));
    }
  },
  /** DL4J: org/deeplearning4j/util/ModelSerializer.java. */
  DL4J(
      "dl4j",
      "Deeplearning4j model",
      "a ZIP archive with configuration.json and coefficients.bin",
      "Java classes that its configuration names, objects in Java's own serialization",
      Fact.ArchivedCode.Archive.OTHER,
      "configuration.json") {
    @Override
    boolean is(List<String> names) {
      return super.is(names) && names.contains("coefficients.bin");
    }
  };

  private final String id;
  private final String title;
  private final String recognisedBy;
  private final String checks;
  private final Fact.ArchivedCode.Archive code;
  private final String manifest;

  ModelArchive(
      String id,
      String title,
      String recognisedBy,
      String checks,
      Fact.ArchivedCode.Archive code,
      String manifest) {
    this.id = id;
    this.title = title;
    this.recognisedBy = recognisedBy;
    this.checks = checks;
    this.code = code;
    this.manifest = manifest;
  }

  /** Whether an archive with these members is one. */
  boolean is(List<String> names) {
    return names.stream().anyMatch(Predicate.isEqual(manifest));
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  String recognisedBy() {
    return recognisedBy;
  }

  String checks() {
    return checks;
  }

  Fact.ArchivedCode.Archive code() {
    return code;
  }

  /** The member that says what the archive holds; empty where there is none. */
  String manifest() {
    return manifest;
  }
}
