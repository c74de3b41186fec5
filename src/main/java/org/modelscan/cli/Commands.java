package org.modelscan.cli;

import java.io.IOException;
import java.util.List;

/** Chooses the command, and turns whatever it ends with into a line and an exit status. */
public final class Commands {
  private Commands() {}

  /**
   * Runs the command that the arguments name; {@code scan} where they name none.
   *
   * @param version of this program, such as {@code 1.2.0}
   */
  public static ExitStatus run(List<String> arguments, String version, Streams streams) {
    try {
      return dispatch(arguments, version, streams);
    } catch (UsageError wrong) {
      streams.error(wrong.getMessage() + " (modelscan --help)");
      return ExitStatus.USAGE;
    } catch (InterruptedException interrupted) {
      streams.error("interrupted");
      return ExitStatus.INTERRUPTED;
    } catch (IOException | RuntimeException | Error defect) {
      boolean verbose = arguments.contains("-v") || arguments.contains("--verbose");
      streams.error("internal error: " + defect + (verbose ? "" : " (run with -v for the trace)"));
      if (verbose) {
        defect.printStackTrace(streams.err());
      }
      return ExitStatus.INTERNAL;
    } finally {
      streams.out().flush();
    }
  }

  private static ExitStatus dispatch(List<String> arguments, String version, Streams streams)
      throws UsageError, IOException, InterruptedException {
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    return switch (arguments.isEmpty() ? "scan" : arguments.getFirst()) {
      case "scan" -> new ScanCommand(version, System.getenv(), streams).run(rest);
      case "inspect" -> new InspectCommand(System.getenv(), streams).run(rest);
      case "action" -> new ActionCommand(version, System.getenv(), streams).run(rest);
      case "rules" -> new RulesCommand(streams).run(rest);
      default -> new ScanCommand(version, System.getenv(), streams).run(arguments);
    };
  }
}
