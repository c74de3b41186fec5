package org.modelscan.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.modelscan.policy.Allow;
import org.modelscan.policy.Decided;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Note;
import org.modelscan.policy.Standing;
import org.modelscan.rule.Finding;
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
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeStringProperty("version", version);
      summary(json, decision);
      json.writeArrayPropertyStart("models");
      decision.files().forEach(file -> model(json, file));
      json.writeEndArray();
      json.writeArrayPropertyStart("findings");
      for (DecidedFile file : decision.files()) {
        file.findings().stream()
            .filter(one -> one.isActive() && decision.policy().shows(one.finding()))
            .forEach(one ->
                finding(json, one, file.mayFail() && decision.policy().fails(one.finding())));
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("known");
      decision.known().forEach(one -> finding(json, one, false));
      json.writeEndArray();
      json.writeArrayPropertyStart("suppressed");
      decision.allowed().forEach(one -> finding(json, one, false));
      json.writeEndArray();
      json.writeArrayPropertyStart("notes");
      decision.notes().forEach(note -> note(json, note));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  private static void summary(JsonGenerator json, Decision decision) {
    Report report = decision.report();
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
    json.writeNumberProperty("failing", decision.verdict().failing());
    json.writeNumberProperty("known", decision.known().count());
    json.writeNumberProperty("suppressed", decision.allowed().count());
    json.writeNumberProperty("trusted", decision.trusted());
    json.writeNumberProperty("off", decision.off());
    json.writeEndObject();
  }

  private static void model(JsonGenerator json, DecidedFile file) {
    Result result = file.result();
    Status status = Status.of(result.outcome());
    json.writeStartObject();
    json.writeStringProperty("path", result.path());
    json.writeStringProperty("format", result.format());
    result.partOf().ifPresent(model -> json.writeStringProperty("partOf", model));
    json.writeStringProperty("status", status.id());
    status.reason().ifPresent(reason -> text(json, "reason", reason));
    json.writeNumberProperty("bytes", result.bytes());
    if (file.isUnread()) {
      json.writeBooleanProperty("known", file.unreadIsKnown());
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Decided decided, boolean fails) {
    Finding finding = decided.finding();
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule().id().id());
    json.writeStringProperty("severity", finding.rule().severity().id());
    json.writeStringProperty("path", finding.place().path());
    text(json, "member", finding.place().member());
    text(json, "symbol", finding.symbol());
    text(json, "message", finding.message());
    text(json, "evidence", finding.evidence());
    json.writeNumberProperty("offset", finding.place().offset());
    json.writeStringProperty("fingerprint", decided.fingerprint().toString());
    if (decided.standing() instanceof Standing.Allowed(Allow entry)) {
      text(json, "justification", entry.reason());
      entry.expires().ifPresent(day -> json.writeStringProperty("expires", day.toString()));
    } else {
      json.writeBooleanProperty("fails", fails);
    }
    json.writeEndObject();
  }

  private static void note(JsonGenerator json, Note note) {
    json.writeStartObject();
    json.writeStringProperty("kind", note.kind().name().toLowerCase(Locale.ROOT));
    text(json, "text", note.text());
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(name, Escape.capped(text, LONGEST));
  }
}
