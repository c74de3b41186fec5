package org.modelscan.rule;

import java.util.Optional;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Reach;
import org.modelscan.rule.Judge.Verdict;

/**
 * Judges where a tensor's external data lies. A plain name beside the model is how large models are
 * kept.
 */
final class ExternalDataJudge {
  /**
   * ONNX Runtime's mark for data that lies in memory already, at the address that the offset gives.
   */
  private static final String MEMORY_ADDRESS = "*/_ORT_MEM_ADDR_/*";

  private ExternalDataJudge() {}

  static Optional<Verdict> judge(Fact.ExternalData data) {
    Reach reach = Reach.of(data.location());
    if (data.location().equals(MEMORY_ADDRESS)) {
      return path(data, "reads from an address of the loading process's memory");
    }
    if (reach != Reach.INSIDE) {
      return path(
          data, "reads its data from a file outside of the model: the path " + reach.clause());
    }
    if (data.linked()) {
      return Optional.of(
          new Verdict(
              RuleId.ONNX_EXTERNAL_DATA_LINK,
              data.location(),
              "tensor " + data.tensor() + " reads its data through a symbolic link",
              ""));
    }
    return Optional.empty();
  }

  private static Optional<Verdict> path(Fact.ExternalData data, String message) {
    return Optional.of(
        new Verdict(
            RuleId.ONNX_EXTERNAL_DATA_PATH,
            data.location(),
            "tensor " + data.tensor() + " " + message,
            ""));
  }
}
