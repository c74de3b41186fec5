package org.modelscan.cli;

import java.util.List;
import java.util.Map;
import org.modelscan.github.Action;
import org.modelscan.github.Job;

/**
 * Runs as the GitHub Action: all that it is told stands in the environment.
 *
 * @param version of this program
 * @param environment of this process
 * @param streams where to write to
 */
record ActionCommand(String version, Map<String, String> environment, Streams streams) {

  ExitStatus run(List<String> arguments) throws UsageError, InterruptedException {
    if (!arguments.isEmpty()) {
      throw new UsageError("action takes no arguments; it reads INPUT_* and GITHUB_*");
    }
    Action action = new Action(new Job(environment), version, streams.out());
    return ExitStatus.of(action.run(ending -> ExitStatus.of(ending).code()));
  }
}
