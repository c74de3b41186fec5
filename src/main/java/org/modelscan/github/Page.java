package org.modelscan.github;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.policy.Decided;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Note;
import org.modelscan.policy.Verdict;
import org.modelscan.report.Counts;
import org.modelscan.report.Markdown;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Rule;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * What a reviewer reads who cannot open a binary: the verdict as a sentence, what was found, what
 * the models are and what has changed in them, and how a finding is accepted. It is the body of the
 * comment and the summary of the job, and keeps to a number of characters by leaving out rows.
 *
 * @param decision what the policy makes of the scan
 * @param pullRequest whether the page is for one
 * @param models those that the event touches
 * @param acceptance ready-made entries for a policy file, at most one for each finding
 * @param policyChange what the pull request changes in the policy, which does not hold yet
 * @param notices what else a reader should know
 */
record Page(
    Decision decision,
    boolean pullRequest,
    List<ModelRow> models,
    List<String> acceptance,
    List<String> policyChange,
    List<String> notices) {

  /** What the title of a rule speaks of, where a verb follows. */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "^(?:Pickle|Model|Container"
              + "|(?:HDF5|Keras|ONNX|TensorFlow|TensorFlow Lite)"
              + " (?:file|model|graph|layer|configuration|archive)) (?=[a-z]+s )");

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.rule().severity()).reversed();

  /** Copies the lists. */
  Page {
    models = List.copyOf(models);
    acceptance = List.copyOf(acceptance);
    policyChange = List.copyOf(policyChange);
    notices = List.copyOf(notices);
  }

  /** What somebody may want to accept: worst first. */
  static Stream<Finding> acceptable(Decision decision) {
    return decision.files().stream()
        .filter(DecidedFile::mayFail)
        .flatMap(file -> file.findings().stream())
        .filter(Decided::isActive)
        .map(Decided::finding)
        .filter(decision.policy()::fails)
        .sorted(WORST_FIRST);
  }

  /** Whether there is something that a reader has to do or know. */
  boolean hasFindings() {
    return decision.verdict().failed() || fresh().findAny().isPresent() || !policyChange.isEmpty();
  }

  /**
   * The page.
   *
   * @param room characters that it may have
   */
  String markdown(int room) {
    Sheet sheet = new Sheet(room);
    sheet.paragraph("**" + lead() + "**" + then());
    notices.forEach(notice -> sheet.paragraph("> " + Markdown.text(notice)));
    sheet.table(
        "",
        List.of("Severity", "File", "What it would do", "Rule"),
        fresh().sorted(WORST_FIRST).map(Page::row).toList(),
        "finding",
        0.35);
    sheet.table(
        "### Not scanned, or not all of it",
        List.of("Status", "File", "Why"),
        unread().map(Page::row).toList(),
        "model",
        0.1);
    sheet.table(
        pullRequest ? "### Models in this pull request" : "### Models",
        List.of("File", "Format", "Size", "What is inside", "Change"),
        models.stream().map(ModelCells::row).toList(),
        "model",
        0.25);
    sheet.folded(
        "What this pull request changes in the policy (it holds once it is merged)",
        "",
        policyChange.stream().map(Markdown::preformatted).toList(),
        "line",
        0.05);
    sheet.folded(
        "Details", "", fresh().sorted(WORST_FIRST).map(Page::detail).toList(), "finding", 0.15);
    sheet.folded(
        "There before (" + decision.before().count() + ")",
        "",
        decision.before().sorted(WORST_FIRST).map(Page::before).toList(),
        "finding",
        0.05);
    sheet.folded(
        "How to accept a finding",
        "Have somebody look at the file who knows where it comes from. Then put an entry into the"
            + " list <code>allow</code> of <code>.github/modelscan.yml</code>"
            + (pullRequest ? " on the base branch; in a pull request it does not hold yet." : "."),
        acceptance.stream().map(Markdown::preformatted).toList(),
        "entry",
        0.05);
    notes().forEach(note -> sheet.paragraph("> Policy: " + Markdown.text(note.text()) + "."));
    sheet.paragraph("<sub>" + counts() + "</sub>");
    return sheet.text();
  }

  /** What was found in what the event touches, and is shown. */
  private Stream<Finding> fresh() {
    return decision.files().stream()
        .filter(DecidedFile::mayFail)
        .flatMap(file -> file.findings().stream())
        .filter(Decided::isActive)
        .map(Decided::finding)
        .filter(decision.policy()::shows);
  }

  private Stream<Result> unread() {
    return decision.files().stream()
        .filter(DecidedFile::mayFail)
        .filter(DecidedFile::isUnread)
        .filter(file -> !file.unreadIsKnown())
        .map(DecidedFile::result);
  }

  private Stream<Note> notes() {
    return decision.notes().stream().limit(10);
  }

  /** Without the number of files, which changes with whatever else is in the repository. */
  private String counts() {
    Report report = decision.report();
    List<String> parts = new ArrayList<>();
    parts.add(Counts.number(report.models(), "model"));
    parts.add(Counts.findings(report));
    parts.addAll(Counts.setAside(decision));
    return parts.stream()
        .filter(part -> !part.isEmpty())
        .map(Markdown::text)
        .collect(Collectors.joining(" · "));
  }

  /** The verdict in a sentence. */
  private String lead() {
    Verdict verdict = decision.verdict();
    Optional<Finding> worst = fresh().filter(decision.policy()::fails).min(WORST_FIRST);
    return switch (verdict.status()) {
      case FINDINGS ->
          worst
              .map(Page::sentence)
              .orElse(Counts.number(verdict.failing(), "finding") + " below what is shown fail.");
      case INCOMPLETE ->
          unread()
              .findFirst()
              .map(result -> Markdown.code(result.path()) + " could not be scanned.")
              .orElse("A model could not be scanned.");
      case PASSED -> passed();
    };
  }

  /** What was not read is never called clean. */
  private String passed() {
    Report report = decision.report();
    String read = report.incomplete() + report.notScanned() > 0 ? " in what could be read." : ".";
    if (fresh().findAny().isPresent()) {
      return "No finding is bad enough to fail.";
    }
    if (pullRequest && decision.before().findAny().isPresent()) {
      return "This pull request adds no findings" + read;
    }
    return report.models() == 0 ? "There are no models." : "Nothing was found" + read;
  }

  private String then() {
    Verdict verdict = decision.verdict();
    if (!verdict.failed()) {
      long below = fresh().count();
      return below == 0 ? "" : " " + Counts.number(below, "finding") + " below the threshold.";
    }
    long failing = verdict.failing() + verdict.incomplete() + verdict.notScanned();
    return failing > 1 ? " In all: " + Counts.failure(verdict) + "." : "";
  }

  /** {@code a.pkl runs a command when it is loaded}: the rule's title, with the file as subject. */
  private static String sentence(Finding finding) {
    String title = finding.rule().title();
    String predicate = SUBJECT.matcher(title).replaceFirst("");
    String file = Markdown.place(finding.place());
    return predicate.equals(title) ? file + ": " + title + "." : file + " " + predicate + ".";
  }

  private static String row(Finding finding) {
    Rule rule = finding.rule();
    String subject = finding.evidence().isEmpty() ? finding.symbol() : finding.evidence();
    return Sheet.row(
        "**" + rule.severity().id() + "**",
        Markdown.place(finding.place()),
        Markdown.code(subject),
        Markdown.link(rule, rule.id().id()));
  }

  private static String row(Result result) {
    return switch (result.outcome()) {
      case Outcome.Incomplete(String reason) ->
          Sheet.row("incomplete", Markdown.code(result.path()), Markdown.code(reason));
      case Outcome.NotScanned(String reason) ->
          Sheet.row("not scanned", Markdown.code(result.path()), Markdown.code(reason));
      case Outcome.Complete _, Outcome.NotAModel _ -> "";
    };
  }

  private static String detail(Finding finding) {
    String place = finding.place().offset() < 0 ? "" : ", byte " + finding.place().offset();
    return "- "
        + Markdown.link(finding.rule(), finding.rule().title())
        + " in "
        + Markdown.place(finding.place())
        + place
        + ": "
        + Markdown.code(finding.message())
        + ". To do: "
        + finding.rule().advice()
        + ".";
  }

  private static String before(Finding finding) {
    return "- **"
        + finding.rule().severity().id()
        + "** "
        + Markdown.link(finding.rule(), finding.rule().id().id())
        + " in "
        + Markdown.place(finding.place());
  }
}
