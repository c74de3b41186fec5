package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import org.modelscan.report.Escape;

/**
 * What a command reads from and writes to. Output is UTF-8 whatever the locale.
 *
 * @param in standard input
 * @param out standard output: only what was asked for
 * @param err standard error: everything else
 * @param terminal what is known of the terminal
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, Terminal terminal) {
  private static final int BUFFER = 1 << 16;

  /** Those of this process. */
  public static Streams ofProcess() {
    return new Streams(
        System.in,
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        Terminal.ofProcess(System.getenv()));
  }

  /** Says what is wrong, in one line. */
  void error(String message) {
    err.println("modelscan: " + Escape.forTerminal(message));
  }
}
