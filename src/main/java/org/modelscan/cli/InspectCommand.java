package org.modelscan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.remote.Network;
import org.modelscan.remote.Patience;
import org.modelscan.report.Escape;
import org.modelscan.rule.ImportLists;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Inspection;
import org.modelscan.source.Filter;
import org.modelscan.source.Reason;
import org.modelscan.source.WorkTree;
import org.modelscan.source.hub.HubReference;
import org.modelscan.source.hub.HubRepository;
import org.modelscan.source.hub.HubSettings;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Prints what is in files, for a person; never a verdict.
 *
 * @param environment variables that say how servers are reached
 * @param streams where to
 */
record InspectCommand(Map<String, String> environment, Streams streams) {

  ExitStatus run(List<String> arguments) throws UsageError {
    CommandSpec specification = CommandSpec.create().name("modelscan inspect");
    specification
        .usageMessage()
        .description(
            "Shows what is in each FILE: its format, its members, what it imports, and what it"
                + " would do, as text. It gives no verdict; modelscan scan does.");
    specification.addPositional(
        Arguments.positional(
            "1..*", "FILE", "A model file, also hf://OWNER/NAME[@REVISION]/FILE."));
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
        if (name.startsWith(HubReference.SCHEME)) {
          inspect(ScanOptions.repository(name), lists);
        } else {
          inspect(ScanOptions.path(name), lists);
        }
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
    inspect(path.toString(), found.candidates().getFirst(), lists);
  }

  private void inspect(HubReference reference, ImportLists lists) throws IOException {
    try (Network network = new Network(Patience.DEFAULT)) {
      HubSettings settings = HubSettings.of(environment);
      List<Candidate> found =
          HubRepository.list(network.transport(), settings, reference, "", _ -> true).candidates();
      if (found.size() != 1 || !found.getFirst().path().equals(reference.path())) {
        throw new IOException("inspect takes files: name one of the repository");
      }
      inspect(reference + "/" + reference.path(), found.getFirst(), lists);
    }
  }

  private void inspect(String name, Candidate candidate, ImportLists lists) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    Inspection inspection = new Inspection(lists, budget);
    try (Bytes content = candidate.open(budget)) {
      streams.out().println(Escape.forTerminal(name));
      inspection.file(
          candidate.path(),
          content,
          candidate.surroundings(budget),
          new OutlinePrinter(streams.out(), "  ", inspection::member));
    }
  }
}
