package org.modelscan.report;

import org.modelscan.rule.Severity;
import org.modelscan.scan.Result;
import tools.jackson.core.JsonGenerator;

/** What several objects of SARIF have in common. */
final class Sarif {
  /** Parsers bound what they give; this bounds what one string takes of a report. */
  private static final int LONGEST = 2_000;

  private Sarif() {}

  /** §3.11 message, or §3.12 multiformatMessageString, of plain text. */
  static void message(JsonGenerator json, String name, String text) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", Escape.forSarifMessage(text));
    json.writeEndObject();
  }

  /** A string of a scanned file. */
  static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(name, capped(text));
  }

  static String capped(String text) {
    return Escape.capped(text, LONGEST);
  }

  /** §3.4 artifactLocation, of an element of the run's artifacts. */
  static void artifactLocation(JsonGenerator json, Result file, int index) {
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", Escape.forUri(file.path()));
    json.writeNumberProperty("index", index);
    json.writeEndObject();
  }

  /** §3.27.10 level. */
  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW -> "note";
    };
  }
}
