package org.modelscan.rule;

import org.modelscan.fact.Fact;
import org.modelscan.fact.Reach;
import org.modelscan.rule.Judge.Verdict;

/** Judges what a model takes from outside of its own file. */
final class StorageJudge {
  private StorageJudge() {}

  static Verdict judge(Fact.StoredElsewhere stored) {
    String object = stored.object();
    String what =
        switch (stored.mechanism()) {
          case EXTERNAL_LINK -> "link " + object + " leads to another HDF5 file";
          case EXTERNAL_STORAGE ->
              "dataset " + object + " reads its data from another file, as raw bytes";
          case VIRTUAL_DATASET -> "dataset " + object + " reads its data from another HDF5 file";
          case SOFT_LINK ->
              "link " + object + " leads to another place of the file, which Keras never writes";
        };
    RuleId rule =
        switch (stored.mechanism()) {
          case SOFT_LINK -> RuleId.HDF5_SOFT_LINK;
          case EXTERNAL_LINK, EXTERNAL_STORAGE, VIRTUAL_DATASET -> {
            if (leavesFolder(stored.target())) {
              yield RuleId.HDF5_OUTSIDE_FILE;
            }
            // Measurements are spread over several files by links, and no program takes them for
            // weights.
            boolean ordinary =
                stored.mechanism() == Fact.StoredElsewhere.Mechanism.EXTERNAL_LINK
                    && !stored.isWeights();
            yield ordinary ? RuleId.HDF5_LINKED_FILE : RuleId.HDF5_EXTERNAL_FILE;
          }
        };
    return new Verdict(
        rule, stored.target(), what + ": " + stored.target(), object + " → " + stored.target());
  }

  static Verdict judge(Fact.ConfiguredFile file) {
    String message = file.where() + " reads " + file.path() + " when the model is loaded";
    return switch (file.content()) {
      case SAVED_MODEL -> new Verdict(RuleId.KERAS_SAVED_MODEL_LAYER, file.path(), message, "");
      case VALUES ->
          new Verdict(
              leavesFolder(file.path()) ? RuleId.KERAS_READS_OUTSIDE_FILE : RuleId.KERAS_READS_FILE,
              file.path(),
              message,
              "");
    };
  }

  static Verdict judge(Fact.OversizedData data) {
    return new Verdict(
        RuleId.OVERSIZED_DATA,
        data.object(),
        "%s declares %d bytes and holds %d"
            .formatted(data.object(), data.declared(), data.stored()),
        "");
  }

  /** Whether a name is absolute, climbs up, or is an address: what no model needs. */
  private static boolean leavesFolder(String path) {
    return Reach.of(path) != Reach.INSIDE || path.startsWith("~") || path.startsWith("file:");
  }
}
