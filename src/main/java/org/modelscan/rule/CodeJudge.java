package org.modelscan.rule;

import org.modelscan.fact.Fact;
import org.modelscan.rule.Judge.Verdict;

/** Judges code that lies beside or inside a model. */
final class CodeJudge {
  private CodeJudge() {}

  static Verdict judge(Fact.ArchivedCode code) {
    RuleId rule =
        switch (code.archive()) {
          case KERAS -> RuleId.KERAS_ARCHIVED_CODE;
          case TORCH_PACKAGE ->
              switch (code.language()) {
                case PYTHON_SOURCE, PYTHON_BYTECODE -> RuleId.TORCH_PACKAGE_CODE;
                case NATIVE -> RuleId.NATIVE_CODE;
                case PROGRAM -> RuleId.ARCHIVED_SCRIPT;
              };
          case TORCHSERVE ->
              switch (code.language()) {
                case PYTHON_SOURCE, PYTHON_BYTECODE -> RuleId.TORCHSERVE_HANDLER;
                case NATIVE -> RuleId.NATIVE_CODE;
                case PROGRAM -> RuleId.ARCHIVED_SCRIPT;
              };
          case OTHER ->
              switch (code.language()) {
                case NATIVE -> RuleId.NATIVE_CODE;
                case PYTHON_SOURCE, PYTHON_BYTECODE, PROGRAM -> RuleId.ARCHIVED_SCRIPT;
              };
        };
    String fate =
        switch (code.archive()) {
          case KERAS, OTHER -> " beside the model: ";
          case TORCH_PACKAGE -> ", which runs when an object is loaded: ";
          case TORCHSERVE -> ", which runs when the model is served: ";
        };
    return new Verdict(
        rule, code.member(), "holds " + code.language().words() + fate + code.member(), "");
  }

  static Verdict judge(Fact.StoredCode code) {
    return switch (code.kind()) {
      case R_PROMISE ->
          new Verdict(
              RuleId.R_PROMISE,
              code.name(),
              "evaluates " + code.name() + " as soon as the loaded object is used",
              code.evidence());
      case LUA_FUNCTION ->
          new Verdict(
              RuleId.TORCH7_FUNCTION,
              code.name(),
              "carries a Lua function as bytecode, which is loaded unchecked",
              code.evidence());
      case MACHINE_CODE ->
          new Verdict(RuleId.NATIVE_CODE, code.name(), "holds " + code.name(), code.evidence());
      case ENGINE ->
          new Verdict(
              RuleId.OPAQUE_ENGINE,
              code.name(),
              "is a compiled engine that cannot be checked: " + code.name(),
              code.evidence());
    };
  }
}
