package org.modelscan.rule;

import java.util.List;
import java.util.Optional;
import org.modelscan.fact.Fact;

/** Decides which facts are findings. Safe for use by several threads. */
public final class Judge {
  private final Rules rules;
  private final ImportLists lists;
  private final ImportJudge imports;
  private final KerasJudge keras;
  private final TemplateJudge templates = new TemplateJudge();
  private final ConfigJudge configs;
  private final JavaJudge java = new JavaJudge();

  /** Judges by the given rules and import lists. */
  public Judge(Rules rules, ImportLists lists) {
    this.rules = rules;
    this.lists = lists;
    this.imports = new ImportJudge(lists);
    this.keras = new KerasJudge(lists);
    this.configs = new ConfigJudge(imports, lists);
  }

  /** The findings that a fact gives: none, one or several. */
  public List<Finding> judge(Place place, Fact fact) {
    return switch (fact) {
      case Fact.Import named ->
          imports
              .judge(named)
              .map(verdict -> finding(place, verdict))
              .map(List::of)
              .orElse(List.of());
      case Fact.PickleOddity oddity -> List.of(finding(place, oddity(oddity)));
      case Fact.EmbeddedCode code -> List.of(finding(place, code(code)));
      case Fact.Contradiction contradiction ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.CONTAINER_CONTRADICTION,
                      contradiction.what(),
                      "two readers of this file can see different content: " + contradiction.what(),
                      contradiction.evidence())));
      case Fact.ExternalFile external ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.EXTERNAL_FILE,
                      external.target(),
                      external.how() + " names a file outside the model: " + external.target(),
                      "")));
      case Fact.Operator operator -> findings(place, OperatorJudge.judge(operator));
      case Fact.ExternalData data -> findings(place, ExternalDataJudge.judge(data));
      case Fact.ExternalDataEntry entry ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.ONNX_EXTERNAL_DATA_KEY,
                      entry.key(),
                      "external data of tensor "
                          + entry.tensor()
                          + " has an entry that ONNX does not have",
                      entry.key() + " = " + entry.value())));
      case Fact.OutOfRange number ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.INDEX_OUT_OF_RANGE,
                      number.what(),
                      number.what() + " points outside of what it indexes",
                      number.evidence())));
      case Fact.ConfiguredObject object -> findings(place, keras.judge(object));
      case Fact.LayerCode code -> List.of(finding(place, keras.judge(code)));
      case Fact.ConfiguredFile file -> List.of(finding(place, StorageJudge.judge(file)));
      case Fact.StoredElsewhere stored -> List.of(finding(place, StorageJudge.judge(stored)));
      case Fact.OversizedData data -> List.of(finding(place, StorageJudge.judge(data)));
      case Fact.ArchivedCode code -> List.of(finding(place, CodeJudge.judge(code)));
      case Fact.StoredCode code -> List.of(finding(place, CodeJudge.judge(code)));
      case Fact.JavaClass named -> findings(place, java.judge(named));
      case Fact.DocumentType type ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.XML_DOCUMENT_TYPE,
                      "DOCTYPE",
                      "brings definitions that an XML parser follows: " + type.evidence(),
                      type.evidence())));
      case Fact.TemplateAccess access -> findings(place, templates.judge(access));
      case Fact.ConfiguredCode code -> findings(place, configs.judge(code));
      case Fact.ConfiguredPart part -> List.of(finding(place, ConfigJudge.judge(part)));
      case Fact.MissingPart part -> List.of(finding(place, ConfigJudge.judge(part)));
      case Fact.ParserTrap trap ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.NATIVE_PARSER_TRAP,
                      trap.what(),
                      "contradicts itself: " + trap.what(),
                      trap.evidence())));
      case Fact.HiddenData data ->
          List.of(
              finding(
                  place,
                  new Verdict(
                      RuleId.HIDDEN_DATA,
                      data.what(),
                      "holds %d %s, which its format does not account for"
                          .formatted(data.length(), data.what()),
                      "")));
    };
  }

  /** What a rule says of a fact, before it is put in its place. */
  record Verdict(RuleId rule, String symbol, String message, String evidence) {}

  private Finding finding(Place place, Verdict verdict) {
    return new Finding(
        rules.get(verdict.rule()), place, verdict.symbol(), verdict.message(), verdict.evidence());
  }

  private List<Finding> findings(Place place, Optional<Verdict> verdict) {
    return verdict.map(found -> List.of(finding(place, found))).orElse(List.of());
  }

  private Verdict oddity(Fact.PickleOddity oddity) {
    return switch (oddity.kind()) {
      case COMPUTED_NAME ->
          new Verdict(
              RuleId.PICKLE_COMPUTED_NAME,
              oddity.subject(),
              "imports a name that is computed while the file is loaded",
              oddity.evidence());
      case BUILD_ON_IMPORT ->
          new Verdict(
              RuleId.PICKLE_BUILD_ON_IMPORT,
              oddity.subject(),
              "changes " + oddity.subject() + " itself while the file is loaded",
              oddity.evidence());
      // Objects of libraries call what they hold: no pickler writes that. Other code is unknown.
      case CALL_OF_OBJECT ->
          lists.isKnown(oddity.subject().split("\\.", 2)[0])
              ? new Verdict(
                  RuleId.PICKLE_UNRESOLVED_CALL,
                  oddity.subject(),
                  "calls an object of a library, which reaches what is not known before it is"
                      + " loaded",
                  oddity.evidence())
              : callOfResult(oddity);
      case CALL_OF_RESULT -> callOfResult(oddity);
      case EXTENSION_CODE ->
          new Verdict(
              RuleId.PICKLE_EXTENSION_CODE,
              oddity.subject(),
              "imports by a number that only the loading program can resolve",
              oddity.evidence());
    };
  }

  private static Verdict callOfResult(Fact.PickleOddity oddity) {
    return new Verdict(
        RuleId.PICKLE_CALL_OF_RESULT,
        oddity.subject(),
        "calls what " + oddity.subject() + " returns",
        oddity.evidence());
  }

  private static Verdict code(Fact.EmbeddedCode code) {
    String subject =
        code.language()
            + (code.names().isEmpty() ? "" : " naming " + String.join(", ", code.names()));
    return switch (code.use()) {
      case CARRIED ->
          new Verdict(
              RuleId.PYTHON_BYTECODE, code.language(), "carries " + subject, code.evidence());
      case RUNS ->
          new Verdict(
              RuleId.PYTHON_BYTECODE_RUNS,
              code.language(),
              "runs " + subject + " when it is loaded",
              code.evidence());
    };
  }
}
