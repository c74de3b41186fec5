package org.modelscan.cli;

import java.io.PrintStream;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Outline;
import org.modelscan.report.Escape;

/**
 * Prints an outline as lines, deeper ones further to the right. All text is escaped for a terminal
 * and cut where one line of it would fill a screen.
 *
 * @param out where to
 * @param indent what each line starts with
 * @param members describes files inside the file
 */
record OutlinePrinter(PrintStream out, String indent, Members members) implements Outline {
  private static final int LONGEST = 2_000;

  /** Describes a file inside the one that is being described. */
  @FunctionalInterface
  interface Members {
    void describe(String name, Bytes content, Outline below);
  }

  @Override
  public void entry(String key, String value) {
    print(key + ": " + value);
  }

  @Override
  public void line(String text) {
    print(text);
  }

  @Override
  public Outline section(String title) {
    print(title);
    return new OutlinePrinter(out, indent + "  ", members);
  }

  @Override
  public void member(String name, Bytes content) {
    members.describe(name, content, section(name));
  }

  private void print(String text) {
    out.println(indent + Escape.forTerminal(Escape.capped(text, LONGEST)));
  }
}
