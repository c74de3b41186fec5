package org.modelscan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.modelscan.policy.CandidateDigests;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.report.BaselineReport;
import org.modelscan.report.Look;
import org.modelscan.report.Reporter;
import org.modelscan.report.Reports;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import org.modelscan.scan.Scan;
import org.modelscan.source.FileList;
import org.modelscan.source.Reason;
import org.modelscan.source.WorkTree;

/**
 * Scans, reports, and only then decides the exit status. A path that is not there, or a report that
 * cannot be written, keeps neither the others from being scanned nor written.
 *
 * <p>Paths in reports, and patterns, are relative to the scanned folder where it is the only path;
 * else to the current folder where all paths lie in it; else to the deepest folder they share.
 *
 * @param version of this program
 * @param environment variables that say how servers are reached
 * @param streams where to read from and write to
 */
record ScanCommand(String version, Map<String, String> environment, Streams streams) {

  ExitStatus run(List<String> arguments) throws UsageError, InterruptedException {
    Arguments parsed = Arguments.parse(ScanOptions.specification(), arguments);
    if (parsed.asksForHelp()) {
      streams.out().print(parsed.help());
      return ExitStatus.OK;
    }
    ScanOptions options = ScanOptions.of(parsed);
    List<Path> listed = listed(options);
    boolean local = !options.paths().isEmpty() || !listed.isEmpty();
    WorkTree.Found found =
        local
            ? options.policy().find(options.paths(), listed)
            : new WorkTree.Found(List.of(), List.of());
    for (WorkTree.Missing missing : found.missing()) {
      streams.error(missing.path() + ": " + missing.reason());
    }
    try (RemoteSources remote = new RemoteSources(options, environment, streams)) {
      List<Candidate> candidates = remote.candidates(found.candidates(), !local);
      Rules rules = new Rules();
      if (options.detail() != ScanOptions.Detail.QUIET) {
        options.policy().notice(rules).ifPresent(streams::error);
      }
      Report report = scan(candidates, options, remote, rules);
      Digests digests = new CandidateDigests(candidates, options.limits());
      Decision decision = options.policy().decide(report, digests);
      boolean written = write(decision, options, rules);
      if (options.policy().newBaseline().isPresent()) {
        written &= writeBaseline(decision, digests, options.policy().newBaseline().get());
      }
      remote.tell();
      return written && found.missing().isEmpty() && remote.isComplete()
          ? ExitStatus.of(decision.verdict())
          : ExitStatus.USAGE;
    }
  }

  private List<Path> listed(ScanOptions options) throws UsageError {
    if (options.list().isEmpty()) {
      return List.of();
    }
    String name = options.list().get();
    try (InputStream list =
        name.equals("-") ? streams.in() : Files.newInputStream(ScanOptions.path(name))) {
      return FileList.parse(list.readAllBytes());
    } catch (IOException unreadable) {
      throw new UsageError("--files-from " + name + ": " + Reason.of(unreadable));
    }
  }

  private Report scan(
      List<Candidate> candidates, ScanOptions options, RemoteSources remote, Rules rules)
      throws InterruptedException {
    Judge judge = new Judge(rules, new ImportLists());
    int jobs = options.jobs(remote.isAsked());
    Scan scan = new Scan(judge, options.limits(), jobs, options.showSkipped());
    if (!streams.terminal().err() || options.detail() == ScanOptions.Detail.QUIET) {
      Consumer<Result> silent = _ -> {};
      return scan.run(candidates, silent);
    }
    try (Progress progress = new Progress(streams.err(), candidates.size(), remote.traffic())) {
      return scan.run(candidates, progress);
    }
  }

  /** Whether all reports could be written. */
  private boolean write(Decision decision, ScanOptions options, Rules rules) {
    boolean written = true;
    boolean told = false;
    for (ReportTarget target : options.reports()) {
      boolean console = target.format().equals("console");
      told |= console;
      if (console && options.detail() == ScanOptions.Detail.QUIET && isClean(decision)) {
        continue;
      }
      try {
        write(decision, target, look(target, options), rules);
      } catch (IOException unwritable) {
        streams.error(target.destination() + ": " + Reason.of(unwritable));
        written = false;
      }
    }
    if (!told && options.detail() != ScanOptions.Detail.QUIET) {
      tell(decision, options, rules);
    }
    return written;
  }

  private void write(Decision decision, ReportTarget target, Look look, Rules rules)
      throws IOException {
    Reporter reporter = reporter(target.format(), look, rules);
    if (target.file().isPresent()) {
      try (OutputStream file = Files.newOutputStream(target.file().get())) {
        reporter.write(decision, file);
      }
    } else {
      reporter.write(decision, streams.out());
      if (streams.out().checkError()) {
        throw new IOException("cannot be written");
      }
    }
  }

  /** Whether the baseline could be written; what was there before stays where it could not. */
  private boolean writeBaseline(Decision decision, Digests digests, Path file) {
    try {
      WholeFile.write(file, out -> new BaselineReport(digests).write(decision, out));
      return true;
    } catch (IOException unwritable) {
      streams.error(file + ": " + Reason.of(unwritable));
      return false;
    }
  }

  /** The last lines of the console report, for who asked only for reports that programs read. */
  private void tell(Decision decision, ScanOptions options, Rules rules) {
    Terminal terminal = streams.terminal();
    Look look =
        new Look(
            terminal.err() && terminal.colour() && options.colour(),
            terminal.columns(),
            Look.Detail.BRIEF);
    try {
      reporter("console", look, rules).write(decision, streams.err());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // a print stream keeps its errors to itself
    }
  }

  private Reporter reporter(String format, Look look, Rules rules) {
    Optional<Reporter> reporter = Reports.named(format, look, rules, version);
    return reporter.orElseThrow(() -> new IllegalStateException("no report format " + format));
  }

  private Look look(ReportTarget target, ScanOptions options) {
    Terminal terminal = streams.terminal();
    boolean onTerminal = target.file().isEmpty() && terminal.out();
    return new Look(
        onTerminal && terminal.colour() && options.colour(),
        onTerminal ? terminal.columns() : Look.PLAIN.width(),
        options.detail() == ScanOptions.Detail.VERBOSE ? Look.Detail.FULL : Look.Detail.NORMAL);
  }

  private static boolean isClean(Decision decision) {
    Report report = decision.report();
    return report.findings().findAny().isEmpty() && report.incomplete() + report.notScanned() == 0;
  }
}
