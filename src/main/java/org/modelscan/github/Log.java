package org.modelscan.github;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.report.Escape;

/**
 * The log of a step, in which the runner reads commands ("Workflow commands for GitHub Actions" in
 * GitHub's documentation). It reads standard error as well, so that all goes to one stream. Text is
 * never more than text.
 */
final class Log {
  private final PrintStream out;
  private final List<String> notices = new ArrayList<>();

  /** A log that goes to standard output. */
  Log(PrintStream out) {
    this.out = out;
  }

  PrintStream out() {
    return out;
  }

  /** What a reader of the pages should know as well. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** Something that a user should know and need not act upon. */
  void notice(String text) {
    notices.add(text);
    command("notice", text);
  }

  /** Something that does not work, or is not as it seems. */
  void warning(String text) {
    notices.add(text);
    command("warning", text);
  }

  /** Why the step fails. */
  void error(String text) {
    notices.add(text);
    command("error", text);
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
