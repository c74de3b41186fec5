package org.modelscan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.report.Escape;
import org.modelscan.rule.ImportLists;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Inspection;
import org.modelscan.source.Filter;
import org.modelscan.source.Reason;
import org.modelscan.source.WorkTree;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Prints what is in files, for a person; never a verdict.
 *
 * @param streams where to
 */
record InspectCommand(Streams streams) {

  ExitStatus run(List<String> arguments) throws UsageError {
    CommandSpec specification = CommandSpec.create().name("modelscan inspect");
    specification
        .usageMessage()
        .description(
            "Shows what is in each FILE: its format, its members, what it imports, and what it"
                + " would do, as text. It gives no verdict; modelscan scan does.");
    specification.addPositional(Arguments.positional("1..*", "FILE", "A model file."));
    specification.addOption(Arguments.flag("Give traces of errors.", "-v", "--verbose"));
    Arguments parsed = Arguments.parse(specification, arguments);
    if (parsed.asksForHelp()) {
      streams.out().print(parsed.help());
      return ExitStatus.OK;
    }
    ExitStatus status = ExitStatus.OK;
    ImportLists lists = new ImportLists();
    for (String name : parsed.positional()) {
      try {
        inspect(ScanOptions.path(name), lists);
      } catch (IOException unreadable) {
        streams.error(name + ": " + Reason.of(unreadable));
        status = ExitStatus.USAGE;
      }
    }
    return status;
  }

  private void inspect(Path path, ImportLists lists) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("a folder; inspect takes files");
    }
    WorkTree.Found found = WorkTree.find(List.of(path), List.of(), Filter.ALL);
    for (WorkTree.Missing missing : found.missing()) {
      throw new IOException(missing.reason());
    }
    Candidate candidate = found.candidates().getFirst();
    Budget budget = new Budget(Limits.DEFAULT);
    Inspection inspection = new Inspection(lists, budget);
    try (Bytes content = candidate.open(budget)) {
      streams.out().println(Escape.forTerminal(path.toString()));
      inspection.file(
          candidate.path(),
          content,
          candidate.surroundings(budget),
          new OutlinePrinter(streams.out(), "  ", inspection::member));
    }
  }
}
