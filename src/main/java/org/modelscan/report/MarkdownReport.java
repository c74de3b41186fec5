package org.modelscan.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Note;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Rule;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * A page for people, in GitHub's Markdown: for a job's summary, a comment or a ticket. It stays
 * below the 65,536 characters of a comment by leaving out the mildest findings, and says so.
 */
record MarkdownReport() implements Reporter {
  /** Characters after which no further row begins; a row has 6,000 at most. */
  private static final int FINDINGS_ROOM = 30_000;

  private static final int UNREAD_ROOM = 6_000;

  private static final int SHOWN_NOTES = 5;

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.rule().severity()).reversed();

  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Report report = decision.report();
    Verdict verdict = decision.verdict();
    StringBuilder page = new StringBuilder();
    page.append("## modelscan: ").append(verdict.failed() ? "failed" : "passed").append("\n\n");
    if (verdict.failed()) {
      page.append("**").append(Counts.failure(verdict)).append(".** ");
    }
    page.append(Counts.summary(decision)).append(".\n");
    policy(page, decision);
    findings(page, report);
    unread(page, report);
    out.write(page.toString().getBytes(UTF_8));
    out.flush();
  }

  private static void policy(StringBuilder page, Decision decision) {
    List<String> aside = Counts.setAside(decision);
    if (!aside.isEmpty()) {
      page.append("\n").append(Markdown.code(String.join(" · ", aside))).append("\n");
    }
    int shown = Math.min(SHOWN_NOTES, decision.notes().size());
    for (Note note : decision.notes().subList(0, shown)) {
      page.append("\n**Note:** ").append(Markdown.code(note.text())).append("\n");
    }
    left(page, decision.notes().size() - shown, "note");
  }

  private static void findings(StringBuilder page, Report report) {
    List<Finding> findings = report.findings().sorted(WORST_FIRST).toList();
    if (findings.isEmpty()) {
      return;
    }
    page.append("\n| Severity | File | Finding |\n| --- | --- | --- |\n");
    Set<Rule> rules = new LinkedHashSet<>();
    int shown = 0;
    while (shown < findings.size() && page.length() < FINDINGS_ROOM) {
      Finding finding = findings.get(shown++);
      rules.add(finding.rule());
      row(page, finding);
    }
    left(page, findings.size() - shown, "finding");
    page.append("\n### What to do\n\n");
    for (Rule rule : rules) {
      page.append("- ").append(Markdown.link(rule, rule.id().id()));
      page.append(": ").append(rule.advice()).append(".\n");
    }
  }

  private static void row(StringBuilder page, Finding finding) {
    Rule rule = finding.rule();
    String subject = finding.evidence().isEmpty() ? finding.symbol() : finding.evidence();
    page.append("| **").append(rule.severity().id()).append("** | ");
    page.append(Markdown.place(finding.place())).append(" | ");
    page.append(Markdown.link(rule, rule.title()))
        .append("<br>")
        .append(Markdown.code(subject))
        .append(" |\n");
  }

  private static void unread(StringBuilder page, Report report) {
    List<Result> unread =
        report.results().stream()
            .filter(result -> Status.of(result.outcome()).reason().isPresent())
            .toList();
    if (unread.isEmpty()) {
      return;
    }
    page.append(
        "\n### Not scanned, or not all of it\n\n| Status | File | Why |\n| --- | --- | --- |\n");
    int limit = page.length() + UNREAD_ROOM;
    int shown = 0;
    while (shown < unread.size() && page.length() < limit) {
      Result result = unread.get(shown++);
      Status status = Status.of(result.outcome());
      page.append("| ").append(status.id()).append(" | ").append(Markdown.code(result.path()));
      page.append(" | ").append(Markdown.code(status.reason().orElse(""))).append(" |\n");
    }
    left(page, unread.size() - shown, "model");
  }

  private static void left(StringBuilder page, int count, String noun) {
    if (count > 0) {
      page.append("\nand ")
          .append(Counts.number(count, "more " + noun))
          .append(" that this page has no room for.\n");
    }
  }
}
