package org.modelscan.report;

import java.util.Locale;
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
    json.writeStringProperty(name, Escape.capped(text, LONGEST));
  }

  /** A clause, bounded, with a capital letter and a full stop. */
  static String sentence(String clause) {
    String text = Escape.capped(clause, LONGEST) + ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** §3.4 artifactLocation, of an element of the run's artifacts. */
  static void artifactLocation(JsonGenerator json, String name, Result file, int index) {
    json.writeObjectPropertyStart(name);
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
