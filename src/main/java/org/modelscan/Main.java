package org.modelscan;

import java.util.List;
import org.modelscan.cli.Commands;
import org.modelscan.cli.ExitStatus;
import org.modelscan.cli.Streams;

/** Turns arguments into an exit status; the only place that ends the process. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Streams.ofProcess()).code());
  }

  /** Runs one command. Nothing of the command line is loaded to tell the version. */
  public static ExitStatus run(List<String> arguments, Streams streams) {
    Version version = Version.current();
    if (!arguments.isEmpty() && arguments.getFirst().equals("--version")) {
      streams.out().println(version.line());
      streams.out().flush();
      return ExitStatus.OK;
    }
    return Commands.run(arguments, version.number(), streams);
  }
}
