package org.modelscan.github;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.report.Look;
import org.modelscan.report.Reporter;
import org.modelscan.report.Reports;
import org.modelscan.rule.Rules;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.source.Reason;

/**
 * Writes the results to where people and later steps look for them. What does not work keeps
 * nothing else from being written, and never changes the verdict.
 */
final class Publication {
  /** Below what GitHub takes, with room for the lines before it. */
  private static final int LARGEST_COMMENT = PullRequestComment.LARGEST - 1_500;

  private static final String RESOLVED = "**Resolved:** what was found before is gone.\n\n";

  private final Job job;
  private final Settings settings;
  private final Log log;
  private final Rules rules;
  private final String version;
  private final Map<Output, String> outputs = new EnumMap<>(Output.class);
  private boolean hindered;

  Publication(Job job, Settings settings, Log log, Rules rules, String version) {
    this.job = job;
    this.settings = settings;
    this.log = log;
    this.rules = rules;
    this.version = version;
  }

  /** Whether something did not work that has to. */
  boolean hindered() {
    return hindered;
  }

  /** Something does not work that has to. */
  void hinder(String why) {
    log.error(why);
    hindered = true;
  }

  /** The log: everything for who reads it, and what the event touches as annotations. */
  void log(Scanned scanned) {
    log.group("modelscan " + version);
    report("console", scanned.decision());
    log.endGroup();
    if (settings.annotations()) {
      report("github", scanned.only(DecidedFile::mayFail));
    }
    log.out().flush(); // what follows may take a while
  }

  private void report(String format, Decision decision) {
    try {
      reporter(format).write(decision, log.out());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // a print stream keeps its errors to itself
    }
  }

  private Reporter reporter(String format) {
    return format.equals("sarif")
        ? Reports.sarif(rules, version, settings.category())
        : Reports.named(format, Look.PLAIN, rules, version).orElseThrow();
  }

  /** The reports for programs. */
  void files(Scanned scanned, Path workspace) throws BadInput {
    file(Output.SARIF_FILE, "sarif", settings.sarifFile(), scanned, workspace);
    file(Output.JSON_FILE, "json", settings.jsonFile(), scanned, workspace);
  }

  /** Where the workspace cannot be written, the runner's own folder can. */
  private void file(Output output, String format, String name, Scanned scanned, Path workspace)
      throws BadInput {
    ResultFile.Content content = out -> reporter(format).write(scanned.decision(), out);
    try {
      Path file = new ResultFile(workspace).write(name, content);
      outputs.put(output, workspace.relativize(file).toString());
      return;
    } catch (IOException unwritable) {
      log.warning(name + " cannot be written in the workspace: " + Reason.of(unwritable) + ".");
    }
    Optional<Path> temporary = job.temporaryFolder();
    if (temporary.isPresent()) {
      try {
        Path folder = temporary.get().toAbsolutePath().normalize();
        String last = String.valueOf(Path.of(name).getFileName());
        outputs.put(output, new ResultFile(folder).write(last, content).toString());
      } catch (IOException unwritable) {
        log.warning(name + " cannot be written at all: " + Reason.of(unwritable) + ".");
      }
    }
  }

  /** Code scanning. */
  void upload(Scanned scanned, Analysed.Choice choice, Client client, String repository)
      throws InterruptedException {
    if (settings.upload() == Settings.Upload.NEVER) {
      return;
    }
    if (choice.place().isEmpty()) {
      log.notice("Nothing is uploaded to code scanning: " + choice.why() + ".");
      return;
    }
    Analysed place = choice.place().get();
    boolean required = place.required() || settings.upload() == Settings.Upload.ALWAYS;
    try {
      SarifUpload.Packed packed = SarifUpload.toGitHub(reporter("sarif")).pack(scanned.active());
      packed.leftOut().ifPresent(log::warning);
      switch (new CodeScanning(client, repository).upload(place, packed.sarif())) {
        case CodeScanning.Ending.Processed(String id) -> outputs.put(Output.SARIF_ID, id);
        case CodeScanning.Ending.Pending(String id) -> {
          outputs.put(Output.SARIF_ID, id);
          log.notice("Code scanning has the results and is not done with them yet.");
        }
        case CodeScanning.Ending.Refused(String why, boolean impossible) -> {
          refused(why, required && !(impossible && settings.upload() == Settings.Upload.AUTO));
        }
      }
    } catch (IOException tooLarge) {
      refused("The upload to code scanning failed: " + tooLarge.getMessage() + ".", required);
    }
  }

  private void refused(String why, boolean fails) {
    if (fails) {
      hinder(why + " Where this is not wanted, set upload-sarif: never.");
    } else {
      log.notice("Nothing is in code scanning. " + why);
    }
  }

  /** The comment on a pull request. */
  void comment(Page page, Event.PullRequest event, Client client, String repository)
      throws InterruptedException {
    if (settings.comment() == Settings.Commenting.NEVER) {
      return;
    }
    try {
      PullRequestComment comment =
          new PullRequestComment(
              client,
              repository,
              event.number(),
              PullRequestComment.marker(settings.category()),
              PullRequestComment.author(client, settings.commentAuthor()));
      boolean wanted = page.hasFindings() || settings.comment() == Settings.Commenting.ALWAYS;
      String body = page.markdown(LARGEST_COMMENT);
      comment.write(wanted ? body : RESOLVED + body, wanted);
    } catch (ApiError failed) {
      boolean readOnly = failed.status() == 403 || failed.status() == 404;
      log.notice(
          "The pull request has no comment. "
              + failed.sentence()
              + (readOnly ? " A comment needs pull-requests: write." : ""));
    }
  }

  /** The summary of the job. */
  void summary(Page page) throws BadInput {
    if (!settings.summary()) {
      return;
    }
    Optional<Path> file = job.summaryFile();
    if (file.isEmpty()) {
      log.warning("GITHUB_STEP_SUMMARY is not set, so that the job has no summary.");
      return;
    }
    try {
      // Characters of at most three bytes: below the 1 MiB that a summary may have.
      RunnerFile.summary(file.get(), "## modelscan\n\n" + page.markdown(300_000));
    } catch (IOException unwritable) {
      log.warning("The summary cannot be written: " + Reason.of(unwritable) + ".");
    }
  }

  /** The outputs for later steps, last of all. */
  void outputs(Optional<Scanned> scanned, Ending ending, int exitCode) throws BadInput {
    outputs.put(Output.RESULT, ending.result());
    outputs.put(Output.EXIT_CODE, String.valueOf(exitCode));
    scanned.ifPresent(one -> counts(one.decision().report()));
    ending.verdict().ifPresent(verdict -> put(Output.FAILING, verdict.failing()));
    Optional<Path> file = job.outputFile();
    if (file.isEmpty()) {
      log.warning("GITHUB_OUTPUT is not set, so that the step has no outputs.");
      return;
    }
    try {
      RunnerFile.outputs(file.get(), outputs);
    } catch (IOException unwritable) {
      log.warning("The outputs cannot be written: " + Reason.of(unwritable) + ".");
    }
  }

  private void counts(Report report) {
    put(Output.FINDINGS, report.findings().count());
    for (Severity severity : Severity.values()) {
      put(Output.valueOf(severity.name().toUpperCase(Locale.ROOT)), report.count(severity));
    }
    put(Output.MODELS, report.models());
    put(Output.INCOMPLETE, report.incomplete());
    put(Output.NOT_SCANNED, report.notScanned());
  }

  private void put(Output output, long count) {
    outputs.put(output, String.valueOf(count));
  }
}
