package org.modelscan.report;

import java.io.IOException;
import java.io.OutputStream;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;

/**
 * A baseline: what a later scan takes for known. Sorted, so that it changes only where the findings
 * do.
 *
 * @param digests hashes of the scanned files
 */
public record BaselineReport(Digests digests) implements Reporter {
  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Baseline baseline = Baseline.of(decision, digests);
    try (JsonGenerator json = Json.to(out)) {
      json.writeStartObject();
      json.writeStringProperty("version", Baseline.VERSION);
      json.writeArrayPropertyStart("findings");
      for (Baseline.Entry entry : baseline.findings()) {
        json.writeStartObject();
        json.writeStringProperty("path", entry.path());
        json.writeStringProperty("rule", entry.rule());
        json.writeStringProperty("symbol", entry.symbol());
        json.writeStringProperty("fingerprint", entry.fingerprint());
        entry.sha256().ifPresent(hash -> json.writeStringProperty("sha256", hash));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("unread");
      for (Baseline.Unread unread : baseline.unread()) {
        json.writeStartObject();
        json.writeStringProperty("path", unread.path());
        json.writeStringProperty("status", unread.status());
        json.writeStringProperty("sha256", unread.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }
}
