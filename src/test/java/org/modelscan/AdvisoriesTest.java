package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * For each published weakness of the loaders of Keras, HDF5 and ONNX models there is a file that
 * uses it, a rule that finds it, and a page that names it.
 */
class AdvisoriesTest {
  @ParameterizedTest
  @CsvSource({
    "CVE-2024-3660, keras-h5/malicious/lambda-base64.h5, keras-lambda-system-access",
    "CVE-2025-9905, keras-h5/malicious/lambda-string.h5, keras-lambda-system-access",
    "CVE-2025-1550, keras-v3/malicious/imports-subprocess.keras, keras-dangerous-import",
    "CVE-2025-8747, keras-v3/malicious/get-file.keras, keras-utility-call",
    "CVE-2025-9906, keras-v3/malicious/enable-unsafe.keras, keras-utility-call",
    "CVE-2025-12060, keras-h5/malicious/get-file.h5, keras-utility-call",
    "CVE-2025-12058, keras-v3/malicious/vocabulary.keras, keras-reads-outside-file",
    "CVE-2025-49655, keras-v3/malicious/torch-module.keras, keras-torch-module",
    "CVE-2026-0897, keras-h5/malicious/oversized.h5, oversized-data",
    "CVE-2026-1462, keras-v3/malicious/saved-model-layer.keras, keras-saved-model-layer",
    "CVE-2026-1669, keras-v3/malicious/external-storage.keras, hdf5-outside-file",
    "CVE-2026-1669, keras-h5/malicious/external-link.h5, hdf5-external-file",
    "CVE-2026-12479, keras-h5/malicious/layer-name-climbs.h5, external-file",
    "CVE-2026-12480, keras-h5/malicious/virtual-dataset.h5, hdf5-external-file",
    "CVE-2022-25882, onnx/malicious/external-data-climbs.onnx, onnx-external-data-path",
    "CVE-2024-27318, onnx/malicious/external-data-climbs.onnx, onnx-external-data-path",
    "CVE-2025-51480, onnx/malicious/external-data-absolute.onnx, onnx-external-data-path",
    "CVE-2026-34445, onnx/malicious/external-data-unknown-key.onnx, onnx-external-data-key",
  })
  void isFoundAndNamed(String advisory, Path fixture, String rule) throws Exception {
    Path folder = Path.of("fixtures").resolve(fixture.getName(0));
    String line = fixture.subpath(1, 3) + ": ";
    try (Stream<String> lines = Files.lines(folder.resolve("expected.txt"))) {
      assertThat(lines.filter(found -> found.startsWith(line)).toList())
          .as(advisory)
          .singleElement()
          .satisfies(found -> assertThat(found.split(" ")).contains(rule));
    }
    assertThat(Path.of("docs/rules", rule + ".md")).content().contains(advisory);
  }
}
