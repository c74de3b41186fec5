package org.modelscan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.modelscan.policy.Standing;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.Rule;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Result;
import tools.jackson.core.JsonGenerator;

/** The part of SARIF that lists findings (§3.27 result), in their order. */
final class SarifResults {
  private final JsonGenerator json;
  private final Map<RuleId, Integer> ruleIndexes;

  /** Results that refer to rules by their position in a list. */
  SarifResults(JsonGenerator json, List<Rule> rules) {
    this.json = json;
    this.ruleIndexes =
        IntStream.range(0, rules.size())
            .boxed()
            .collect(Collectors.toMap(i -> rules.get(i).id(), i -> i));
  }

  void write(SarifSelection selection) {
    json.writeArrayPropertyStart("results"); // also when empty: GitHub refuses a run without it
    selection.results().forEach(one -> write(one, selection));
    json.writeEndArray();
  }

  private void write(SarifSelection.Listed one, SarifSelection selection) {
    Finding finding = one.decided().finding();
    Rule rule = finding.rule();
    json.writeStartObject();
    json.writeStringProperty("ruleId", rule.id().id());
    json.writeNumberProperty("ruleIndex", ruleIndexes.getOrDefault(rule.id(), -1));
    json.writeStringProperty("level", Sarif.level(rule.severity()));
    Sarif.message(json, "message", sentences(finding));
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    Sarif.artifactLocation(json, "artifactLocation", one.file(), one.fileIndex());
    region(finding.place(), one.file());
    json.writeEndObject();
    logicalLocations(finding);
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty("primaryLocationLineHash", one.decided().fingerprint().toString());
    json.writeEndObject();
    standing(one.decided().standing(), selection);
    json.writeObjectPropertyStart("properties");
    json.writeStringProperty("severity", rule.severity().id());
    Sarif.text(json, "symbol", finding.symbol());
    Sarif.text(json, "member", finding.place().member());
    Sarif.text(json, "evidence", finding.evidence());
    json.writeNumberProperty("offset", finding.place().offset());
    json.writeEndObject();
    json.writeEndObject();
  }

  /**
   * §3.27.23 suppressions, which all results have where one has them; §3.27.24 baselineState, where
   * there was a baseline.
   */
  private void standing(Standing standing, SarifSelection selection) {
    if (selection.withSuppressed()) {
      json.writeArrayPropertyStart("suppressions");
      Standing.reason(standing).ifPresent(this::suppression);
      json.writeEndArray();
    }
    if (selection.withBaseline()) {
      json.writeStringProperty(
          "baselineState", standing instanceof Standing.Known ? "unchanged" : "new");
    }
  }

  /** §3.35 suppression. */
  private void suppression(String reason) {
    json.writeStartObject();
    json.writeStringProperty("kind", "external");
    json.writeStringProperty("status", "accepted");
    Sarif.text(json, "justification", reason);
    json.writeEndObject();
  }

  /** What was found, what would run and in which member: all that GitHub shows of a result. */
  private static String sentences(Finding finding) {
    List<String> sentences = new ArrayList<>();
    sentences.add(Sarif.sentence(finding.message()));
    if (!finding.evidence().isEmpty()) {
      sentences.add(Sarif.sentence("Evidence: " + finding.evidence()));
    }
    if (!finding.place().members().isEmpty()) {
      sentences.add(Sarif.sentence("Found in " + finding.place().full()));
    }
    return String.join(" ", sentences);
  }

  /**
   * §3.30 region. GitHub shows nothing without a line, and every model has a first one. The bytes
   * are those of the file: one byte marks a place in the file itself, all of them stand for a place
   * inside a member, whose own offset is in the properties.
   */
  private void region(Place place, Result file) {
    boolean exact = place.members().isEmpty() && place.offset() >= 0;
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", 1);
    json.writeNumberProperty("byteOffset", exact ? place.offset() : 0);
    json.writeNumberProperty("byteLength", exact ? 1 : file.bytes());
    json.writeEndObject();
  }

  /** §3.33 logicalLocation: the file inside the file, and what the finding is about. */
  private void logicalLocations(Finding finding) {
    Place place = finding.place();
    json.writeArrayPropertyStart("logicalLocations");
    json.writeStartObject();
    Sarif.text(json, "name", place.members().isEmpty() ? place.path() : place.members().getLast());
    Sarif.text(json, "fullyQualifiedName", place.full());
    json.writeStringProperty("kind", "resource");
    json.writeEndObject();
    if (!finding.symbol().isEmpty()) {
      json.writeStartObject();
      Sarif.text(json, "name", finding.symbol());
      Sarif.text(json, "fullyQualifiedName", finding.symbol());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
