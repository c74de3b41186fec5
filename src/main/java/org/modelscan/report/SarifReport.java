package org.modelscan.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Policy;
import org.modelscan.rule.Rule;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * SARIF 2.1.0 for code scanning: one run. Sections (§) are those of the OASIS standard; what is
 * said of GitHub is in "SARIF support for code scanning" of its documentation.
 *
 * @param rules all of them are listed
 * @param version of the program
 * @param category what keeps this run apart from others of the same commit, without a slash at its
 *     end; empty where there is only one
 */
record SarifReport(Rules rules, String version, String category) implements Reporter {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** §3.13 sarifLog, §3.14 run. */
  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Report report = decision.scan();
    SarifSelection results = SarifSelection.of(decision);
    List<Rule> catalogue = rules.all();
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      new SarifTool(json, version).write(catalogue);
      json.writeStringProperty("columnKind", "utf16CodeUnits");
      automationDetails(json);
      artifacts(json, report);
      new SarifResults(json, catalogue).write(results);
      invocations(json, report, decision.policy(), results);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  /** §3.17 runAutomationDetails: GitHub's category is what stands before the last slash. */
  private void automationDetails(JsonGenerator json) {
    if (!category.isEmpty()) {
      json.writeObjectPropertyStart("automationDetails");
      json.writeStringProperty("id", category + "/");
      json.writeEndObject();
    }
  }

  /** §3.24 artifact: every model that was looked at. */
  private static void artifacts(JsonGenerator json, Report report) {
    json.writeArrayPropertyStart("artifacts");
    for (int i = 0; i < report.results().size(); i++) {
      Result result = report.results().get(i);
      Status status = Status.of(result.outcome());
      json.writeStartObject();
      Sarif.artifactLocation(json, "location", result, i);
      json.writeNumberProperty("length", result.bytes());
      json.writeObjectPropertyStart("properties");
      json.writeStringProperty("format", result.format());
      json.writeStringProperty("status", status.id());
      status.reason().ifPresent(reason -> Sarif.text(json, "reason", reason));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** §3.20 invocation. A model that cannot be read is no failure of the program. */
  private static void invocations(
      JsonGenerator json, Report report, Policy policy, SarifSelection results) {
    json.writeArrayPropertyStart("invocations");
    json.writeStartObject();
    json.writeBooleanProperty("executionSuccessful", true);
    off(json, policy);
    json.writeArrayPropertyStart("toolExecutionNotifications");
    for (int i = 0; i < report.results().size(); i++) {
      Result result = report.results().get(i);
      Status status = Status.of(result.outcome());
      if (status.reason().isPresent()) {
        json.writeStartObject();
        notification(json, status.id(), status.id() + " model: " + status.reason().get());
        json.writeArrayPropertyStart("locations");
        json.writeStartObject();
        json.writeObjectPropertyStart("physicalLocation");
        Sarif.artifactLocation(json, "artifactLocation", result, i);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    if (results.leftOut() > 0) {
      json.writeStartObject();
      notification(
          json,
          "results-left-out",
          "Of %d findings, the %d most severe are listed"
              .formatted(results.size() + results.leftOut(), results.size()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  /** §3.20.5 ruleConfigurationOverrides: the rules that the policy switches off. */
  private static void off(JsonGenerator json, Policy policy) {
    if (policy.off().isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("ruleConfigurationOverrides");
    for (RuleId rule : EnumSet.copyOf(policy.off())) {
      json.writeStartObject();
      json.writeObjectPropertyStart("descriptor");
      json.writeStringProperty("id", rule.id());
      json.writeEndObject();
      json.writeObjectPropertyStart("configuration");
      json.writeBooleanProperty("enabled", false);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What all of §3.58 notification have in common. */
  private static void notification(JsonGenerator json, String id, String text) {
    json.writeObjectPropertyStart("descriptor");
    json.writeStringProperty("id", id);
    json.writeEndObject();
    json.writeStringProperty("level", "warning");
    Sarif.message(json, "message", Sarif.sentence(text));
  }
}
