package org.modelscan.github;

import java.io.PrintStream;
import java.util.List;
import org.modelscan.report.Escape;

/**
 * The log of a step, in which the runner reads commands ("Workflow commands for GitHub Actions" in
 * GitHub's documentation). It reads standard error as well, so that all goes to one stream. Text is
 * never more than text.
 *
 * @param out standard output
 */
record Log(PrintStream out) {
  /** Something that a user should know and need not act upon. */
  void notice(String text) {
    command("notice", text);
  }

  /** Something that does not work and should. */
  void warning(String text) {
    command("warning", text);
  }

  /** Why the step fails. */
  void error(String text) {
    command("error", text);
  }

  void line(String text) {
    out.println(Escape.forTerminal(text));
  }

  /** Starts a part of the log that can be folded. */
  void group(String title) {
    out.println("::group::" + Escape.forCommandMessage(List.of(title)));
  }

  void endGroup() {
    out.println("::endgroup::");
  }

  private void command(String kind, String text) {
    out.println("::" + kind + " title=modelscan::" + Escape.forCommandMessage(List.of(text)));
  }
}
