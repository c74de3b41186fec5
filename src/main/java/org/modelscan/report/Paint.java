package org.modelscan.report;

import org.modelscan.rule.Severity;

/**
 * ANSI colours (ECMA-48, SGR), or none.
 *
 * @param on whether there are any
 */
record Paint(boolean on) {
  static final Paint NONE = new Paint(false);

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  String warning(String text) {
    return paint("33", text);
  }

  String failure(String text) {
    return paint("1;31", text);
  }

  String success(String text) {
    return paint("32", text);
  }

  String severity(Severity severity, String text) {
    return switch (severity) {
      case CRITICAL -> paint("1;31", text);
      case HIGH -> paint("31", text);
      case MEDIUM -> paint("33", text);
      case LOW -> paint("36", text);
    };
  }

  private String paint(String code, String text) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
