package org.modelscan.rule;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Reach;
import org.modelscan.fact.Target;
import org.modelscan.rule.Judge.Verdict;

/** Judges operators of graphs by what they do and what they work on. */
final class OperatorJudge {
  private static final int SHOWN_TARGET = 120;

  private OperatorJudge() {}

  static Optional<Verdict> judge(Fact.Operator operator) {
    return switch (operator.framework()) {
      case TENSORFLOW -> tensorFlow(operator);
      case TENSORFLOW_LITE ->
          switch (operator.effect()) {
            case UNKNOWN ->
                verdict(
                    RuleId.TFLITE_CUSTOM_OPERATOR,
                    operator,
                    List.of(),
                    "needs the custom operator " + operator.name());
            default -> tensorFlow(operator).map(OperatorJudge::flex);
          };
      case ONNX ->
          switch (operator.effect()) {
            case UNKNOWN ->
                verdict(
                    RuleId.ONNX_CUSTOM_DOMAIN,
                    operator,
                    List.of(),
                    "needs a library for " + operator.name());
            case NETWORK ->
                verdict(RuleId.ONNX_OPENS_NETWORK, operator, operator.targets(), does(operator));
            default ->
                verdict(RuleId.ONNX_PYTHON_OPERATOR, operator, operator.targets(), does(operator));
          };
      case TORCHSCRIPT ->
          switch (operator.effect()) {
            case WRITES ->
                verdict(
                    RuleId.TORCHSCRIPT_WRITES_FILE, operator, operator.targets(), does(operator));
            case READS ->
                verdict(
                    RuleId.TORCHSCRIPT_READS_FILE, operator, operator.targets(), does(operator));
            default -> needsLibrary(operator);
          };
      case PADDLE ->
          switch (operator.effect()) {
            case CALLS_PYTHON ->
                verdict(RuleId.PADDLE_PYTHON_OPERATOR, operator, List.of(), does(operator));
            default -> needsLibrary(operator);
          };
      case COREML ->
          verdict(
              RuleId.COREML_CUSTOM_CLASS,
              operator,
              List.of(),
              "makes an object of the class " + operator.name() + " of the application");
      case OTHER -> needsLibrary(operator);
    };
  }

  private static Optional<Verdict> needsLibrary(Fact.Operator operator) {
    return verdict(
        RuleId.CUSTOM_OPERATOR, operator, List.of(), "needs a library for " + operator.name());
  }

  /**
   * A TensorFlow operator in TensorFlow Lite runs only where the Flex delegate is linked in: one
   * severity for all.
   */
  private static Verdict flex(Verdict found) {
    return found.rule() == RuleId.TENSORFLOW_CUSTOM_OPERATOR
        ? new Verdict(
            RuleId.TFLITE_CUSTOM_OPERATOR, found.symbol(), found.message(), found.evidence())
        : new Verdict(
            RuleId.TFLITE_FLEX_OPERATOR,
            "Flex" + found.symbol(),
            found.message(),
            found.evidence());
  }

  private static Optional<Verdict> tensorFlow(Fact.Operator operator) {
    return switch (operator.effect()) {
      case RUNS_CODE ->
          verdict(RuleId.TENSORFLOW_RUNS_CODE, operator, operator.targets(), does(operator));
      case CALLS_PYTHON ->
          verdict(RuleId.TENSORFLOW_CALLS_PYTHON, operator, operator.targets(), does(operator));
      case WRITES ->
          verdict(RuleId.TENSORFLOW_WRITES_FILE, operator, operator.targets(), does(operator));
      case CACHES ->
          where(
              operator,
              target -> isGivenByModel(target) && !target.value().isEmpty(),
              RuleId.TENSORFLOW_WRITES_FILE);
      case SAVES -> where(operator, OperatorJudge::leadsOutside, RuleId.TENSORFLOW_WRITES_FILE);
      case PRINTS ->
          where(operator, target -> mayStart(target, "file://"), RuleId.TENSORFLOW_WRITES_FILE);
      case DEBUGS ->
          where(operator, target -> mayStart(target, "file://"), RuleId.TENSORFLOW_WRITES_FILE)
              .or(() ->
                  where(
                      operator,
                      target -> mayStart(target, "grpc://"),
                      RuleId.TENSORFLOW_OPENS_NETWORK));
      case NETWORK ->
          verdict(RuleId.TENSORFLOW_OPENS_NETWORK, operator, operator.targets(), does(operator));
      case READS -> reads(operator);
      case RESTORES -> where(operator, OperatorJudge::leadsOutside, RuleId.TENSORFLOW_READS_FILE);
      case LOADS ->
          where(
              operator,
              target -> leadsOutside(target) && !isNamedLikeAsset(operator, target),
              RuleId.TENSORFLOW_READS_FILE);
      case RUNS_GRAPH ->
          where(
              operator,
              target -> target.kind() != Target.Kind.CONSTANT,
              RuleId.TENSORFLOW_HIDDEN_GRAPH);
      case UNKNOWN ->
          verdict(
              RuleId.TENSORFLOW_CUSTOM_OPERATOR,
              operator,
              List.of(),
              "needs the operator " + operator.name() + ", which TensorFlow does not have");
    };
  }

  /**
   * An asset is the model's own, unless the constant that its path replaces while the model is
   * initialised leads elsewhere afterwards. An operator that has no name to read by has one that
   * comes from a queue.
   */
  private static Optional<Verdict> reads(Fact.Operator operator) {
    if (operator.targets().isEmpty()) {
      return verdict(RuleId.TENSORFLOW_READS_FILE, operator, List.of(), does(operator));
    }
    boolean asset = has(operator, Target.Kind.ASSET);
    return where(
        operator,
        target ->
            switch (target.kind()) {
              case ASSET -> false;
              case CONSTANT -> asset ? leadsOutside(target) : !target.value().isEmpty();
              case CALLER, COMPUTED -> true;
            },
        RuleId.TENSORFLOW_READS_FILE);
  }

  private static Optional<Verdict> where(
      Fact.Operator operator, Predicate<Target> objection, RuleId rule) {
    List<Target> targets = operator.targets().stream().filter(objection).toList();
    return targets.isEmpty() ? Optional.empty() : verdict(rule, operator, targets, does(operator));
  }

  private static boolean has(Fact.Operator operator, Target.Kind kind) {
    return operator.targets().stream().anyMatch(target -> target.kind() == kind);
  }

  /**
   * TensorFlow 1 leaves the path from which an asset was taken in the graph; the asset has the name
   * of that file, with a number behind it where there are several (builder_impl.py,
   * get_asset_filename_to_add).
   */
  private static boolean isNamedLikeAsset(Fact.Operator operator, Target target) {
    String path = target.value();
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return target.kind() == Target.Kind.CONSTANT
        && operator.targets().stream()
            .anyMatch(asset ->
                asset.kind() == Target.Kind.ASSET
                    && asset
                        .value()
                        .replaceFirst("_[0-9]+$", "")
                        .equals(file.replaceFirst("_[0-9]+$", "")));
  }

  /** Whether an address is of a scheme, in any case (debug_io_utils.cc), or may be. */
  private static boolean mayStart(Target target, String scheme) {
    return target.kind() != Target.Kind.CONSTANT
        || target.value().toLowerCase(Locale.ROOT).startsWith(scheme);
  }

  /** Whether the model itself says it, in plain or by computing it. */
  private static boolean isGivenByModel(Target target) {
    return target.kind() == Target.Kind.CONSTANT || target.kind() == Target.Kind.COMPUTED;
  }

  private static boolean leadsOutside(Target target) {
    return switch (target.kind()) {
      case CONSTANT ->
          !target.value().startsWith("local://") // registered descriptors (decode_proto_op.cc)
              && !target.value().startsWith("bytes://")
              && Reach.of(target.value()) != Reach.INSIDE;
      case COMPUTED -> true;
      case ASSET, CALLER -> false;
    };
  }

  private static String does(Fact.Operator operator) {
    return "when the graph runs, it " + operator.reason();
  }

  private static Optional<Verdict> verdict(
      RuleId rule, Fact.Operator operator, List<Target> targets, String message) {
    String symbol = operator.name();
    if (!targets.isEmpty()) {
      String first = targets.getFirst().toString();
      symbol +=
          " → "
              + (first.length() > SHOWN_TARGET ? first.substring(0, SHOWN_TARGET) + "…" : first)
              + (targets.size() > 1 ? " and " + (targets.size() - 1) + " more" : "");
    }
    return Optional.of(
        new Verdict(rule, symbol, message + " (" + operator.where() + ")", operator.evidence()));
  }
}
