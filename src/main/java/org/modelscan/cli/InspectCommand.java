package org.modelscan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.remote.Network;
import org.modelscan.remote.Patience;
import org.modelscan.remote.Proxies;
import org.modelscan.report.Escape;
import org.modelscan.rule.ImportLists;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Inspection;
import org.modelscan.scan.SavedModelFolder;
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
            "1..*",
            "FILE",
            "A model file, or the folder of a SavedModel; also hf://OWNER/NAME[@REVISION]/FILE."));
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
    boolean folder = Files.isDirectory(path);
    if (folder
        && SavedModelFolder.GRAPHS.stream().noneMatch(name -> Files.exists(path.resolve(name)))) {
      throw new IOException("a folder; inspect takes files, and folders of a SavedModel");
    }
    WorkTree.Found found = WorkTree.find(List.of(path), List.of(), Filter.ALL);
    for (WorkTree.Missing missing : found.missing()) {
      throw new IOException(missing.reason());
    }
    if (folder) {
      savedModel(path.toString(), found.candidates(), lists);
    } else {
      inspect(path.toString(), found.candidates().getFirst(), lists, "");
    }
  }

  /** Describes the graph and then the other files of a SavedModel, by their paths in its folder. */
  private void savedModel(String folder, List<Candidate> candidates, ImportLists lists)
      throws IOException {
    streams.out().println(Escape.forTerminal(folder));
    List<Predicate<String>> order =
        List.of(SavedModelFolder.GRAPHS::contains, SavedModelFolder::isPart);
    for (Predicate<String> wanted : order) {
      for (Candidate file : candidates) {
        if (wanted.test(file.path()) && file.settled().isPresent()) {
          streams.out().println("  " + Escape.forTerminal(file.path()));
          streams.out().println("    cannot be read, or is a link that leads out of the folder");
        } else if (wanted.test(file.path())) {
          inspect(file.path(), file, lists, "  ");
        }
      }
    }
  }

  private void inspect(HubReference reference, ImportLists lists) throws IOException {
    try (Network network = new Network(Patience.DEFAULT, new Proxies(environment))) {
      HubSettings settings = HubSettings.of(environment);
      List<Candidate> found =
          HubRepository.list(network.transport(), settings, reference, "", _ -> true).candidates();
      if (found.size() != 1 || !found.getFirst().path().equals(reference.path())) {
        throw new IOException("inspect takes files: name one of the repository");
      }
      inspect(reference + "/" + reference.path(), found.getFirst(), lists, "");
    }
  }

  private void inspect(String name, Candidate candidate, ImportLists lists, String indent)
      throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    Inspection inspection = new Inspection(lists, budget);
    try (Bytes content = candidate.open(budget)) {
      streams.out().println(indent + Escape.forTerminal(name));
      inspection.file(
          candidate.path(),
          content,
          candidate.surroundings(budget),
          new OutlinePrinter(streams.out(), indent + "  ", inspection::member));
    }
  }
}
