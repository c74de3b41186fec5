package org.modelscan.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Fingerprint;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * For programs: all that is known, in a flat form of its own.
 *
 * @param version of the program
 */
record JsonReport(String version) implements Reporter {
  /** Parsers bound what they give; this bounds what one string takes of a report. */
  private static final int LONGEST = 4_000;

  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Report report = decision.report();
    Verdict verdict = decision.verdict();
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeStringProperty("version", version);
      summary(json, report);
      json.writeArrayPropertyStart("models");
      for (Result result : report.results()) {
        model(json, result);
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("findings");
      for (Result result : report.results()) {
        List<Fingerprint> fingerprints = Fingerprint.ofFile(result.findings());
        for (int i = 0; i < fingerprints.size(); i++) {
          finding(json, result.findings().get(i), fingerprints.get(i));
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  private static void summary(JsonGenerator json, Report report) {
    json.writeObjectPropertyStart("summary");
    json.writeNumberProperty("files", report.files());
    json.writeNumberProperty("models", report.models());
    json.writeNumberProperty("incomplete", report.incomplete());
    json.writeNumberProperty("notScanned", report.notScanned());
    json.writeObjectPropertyStart("findings");
    for (Severity severity : Counts.WORST_FIRST) {
      json.writeNumberProperty(severity.id(), report.count(severity));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void model(JsonGenerator json, Result result) {
    Status status = Status.of(result.outcome());
    json.writeStartObject();
    json.writeStringProperty("path", result.path());
    json.writeStringProperty("format", result.format());
    json.writeStringProperty("status", status.id());
    status.reason().ifPresent(reason -> text(json, "reason", reason));
    json.writeNumberProperty("bytes", result.bytes());
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding, Fingerprint fingerprint) {
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule().id().id());
    json.writeStringProperty("severity", finding.rule().severity().id());
    json.writeStringProperty("path", finding.place().path());
    text(json, "member", finding.place().member());
    text(json, "symbol", finding.symbol());
    text(json, "message", finding.message());
    text(json, "evidence", finding.evidence());
    json.writeNumberProperty("offset", finding.place().offset());
    json.writeStringProperty("fingerprint", fingerprint.toString());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(name, Escape.capped(text, LONGEST));
  }
}
