package org.modelscan.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.modelscan.policy.Decided;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Note;
import org.modelscan.policy.Standing;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * For a person who reads a failed build: what, where, what it would do, how bad, what to do next.
 *
 * @param look how it looks
 */
record ConsoleReport(Look look) implements Reporter {
  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Report report = decision.report();
    Verdict verdict = decision.verdict();
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    new Page(
            writer,
            look,
            new Paint(look.colour()),
            ruleColumn(report),
            EnumSet.noneOf(RuleId.class))
        .print(decision, report, verdict);
    writer.flush();
  }

  private static int ruleColumn(Report report) {
    return report.findings().mapToInt(one -> one.rule().id().id().length()).max().orElse(0);
  }

  /** One report being printed; the advice of a rule is given where it is first met. */
  private record Page(Writer out, Look look, Paint paint, int ruleColumn, Set<RuleId> advised) {
    private static final String INDENT = "  ";
    private static final int SEVERITY_COLUMN = "CRITICAL".length();

    /** Parsers bound what they give; this bounds what one finding takes of a log. */
    private static final int LONGEST = 400;

    void print(Decision decision, Report report, Verdict verdict) throws IOException {
      if (look.detail() != Look.Detail.BRIEF) {
        for (Result result : report.results()) {
          print(result);
        }
        for (String skipped : report.skipped()) {
          line(text(skipped) + paint.faint(INDENT + "no model"));
        }
        if (needsAttention(report)) {
          line("");
        }
      }
      line(
          Counts.summary(decision)
              + (report.results().isEmpty() ? "" : " · " + time(report.duration())));
      setAside(decision);
      for (Note note : decision.notes()) {
        entry(paint.warning("NOTE") + INDENT, "NOTE".length() + INDENT.length(), text(note.text()));
      }
      print(verdict, report);
    }

    /** How much fails nothing and why, and in full detail each finding of it. */
    private void setAside(Decision decision) throws IOException {
      if (look.detail() == Look.Detail.FULL) {
        for (Decided one : decision.known().toList()) {
          entry("KNOWN" + INDENT, "KNOWN".length() + INDENT.length(), subject(one.finding()));
        }
        for (Decided one : decision.allowed().toList()) {
          String reason = Standing.reason(one.standing()).orElse("");
          entry(
              "ACCEPTED" + INDENT,
              "ACCEPTED".length() + INDENT.length(),
              subject(one.finding()) + ": " + text(reason));
        }
      }
      List<String> aside = Counts.setAside(decision);
      if (!aside.isEmpty()) {
        entry("", 0, text(String.join(" · ", aside)));
      }
    }

    private static String subject(Finding finding) {
      String rule = finding.rule().id().id();
      return rule + " in " + place(finding.place()) + " about " + text(finding.symbol());
    }

    private static boolean needsAttention(Report report) {
      return report.findings().findAny().isPresent()
          || report.incomplete() + report.notScanned() > 0;
    }

    private void print(Result result) throws IOException {
      String heading = "";
      for (Finding finding : result.findings()) {
        heading = head(place(finding.place()), heading, result);
        print(finding);
      }
      switch (result.outcome()) {
        case Outcome.Complete() -> {
          if (look.detail() == Look.Detail.FULL && result.findings().isEmpty()) {
            line(text(result.path()) + paint.faint(INDENT + result.format()) + model(result));
          }
        }
        case Outcome.Incomplete(String reason) -> unread("INCOMPLETE", reason, result, heading);
        case Outcome.NotScanned(String reason) -> unread("NOT SCANNED", reason, result, heading);
        case Outcome.NotAModel() -> {}
      }
    }

    /** Prints a heading unless it stands there already. */
    private String head(String heading, String before, Result result) throws IOException {
      if (!heading.equals(before)) {
        line(paint.strong(heading) + model(result));
      }
      return heading;
    }

    /** What a part of a model is loaded with. */
    private String model(Result result) {
      return result
          .partOf()
          .map(model -> paint.faint(INDENT + "part of " + text(model)))
          .orElse("");
    }

    private void print(Finding finding) throws IOException {
      String severity = Wrapped.padded(finding.rule().severity().name(), SEVERITY_COLUMN);
      String rule = Wrapped.padded(finding.rule().id().id(), ruleColumn);
      String subject = text(finding.evidence().isEmpty() ? finding.symbol() : finding.evidence());
      entry(
          INDENT + paint.severity(finding.rule().severity(), severity) + INDENT + rule + INDENT,
          INDENT.length() + SEVERITY_COLUMN + INDENT.length() + ruleColumn + INDENT.length(),
          subject);
      String byteNumber = "byte " + finding.place().offset();
      boolean told = finding.place().offset() < 0 || finding.message().contains(byteNumber);
      String where = told ? "" : " · " + byteNumber;
      String advice = advised.add(finding.rule().id()) ? " · " + finding.rule().advice() : "";
      int column = INDENT.length() + SEVERITY_COLUMN + INDENT.length();
      entry(" ".repeat(column), column, text(finding.message()) + where + advice);
    }

    private void unread(String status, String reason, Result result, String heading)
        throws IOException {
      head(text(result.path()), heading, result);
      List<String> reasons =
          look.detail() == Look.Detail.FULL && !result.problems().isEmpty()
              ? result.problems()
              : List.of(reason);
      for (String one : reasons) {
        int column = INDENT.length() + status.length() + INDENT.length();
        entry(INDENT + paint.warning(status) + INDENT, column, text(one));
      }
    }

    private void print(Verdict verdict, Report report) throws IOException {
      if (verdict.failed()) {
        String hint =
            report
                .findings()
                .filter(verdict.policy()::fails)
                .max((one, other) -> one.rule().severity().compareTo(other.rule().severity()))
                .map(finding -> "        modelscan rules " + finding.rule().id().id())
                .orElse("");
        line(paint.failure("FAILED") + INDENT + Counts.failure(verdict) + paint.faint(hint));
      } else if (report.findings().findAny().isPresent()) {
        String why = Counts.threshold(verdict);
        line(
            paint.success("PASSED")
                + INDENT
                + (why.isEmpty() ? "findings do not fail this run" : "no finding" + why));
      }
    }

    /** Text behind a prefix, wrapped so that all its lines start in one column. */
    private void entry(String prefix, int column, String text) throws IOException {
      String start = prefix;
      for (String line : Wrapped.lines(text, Math.max(20, look.width() - column))) {
        line(start + line);
        start = " ".repeat(column);
      }
    }

    private void line(String text) throws IOException {
      out.write(text.stripTrailing());
      out.write('\n');
    }

    private static String place(Place place) {
      return place.members().isEmpty()
          ? text(place.path())
          : text(place.path())
              + place.members().stream()
                  .map(Page::text)
                  .collect(Collectors.joining(" ▸ ", " ▸ ", ""));
    }

    private static String text(String text) {
      return Escape.capped(Escape.forTerminal(text), LONGEST);
    }

    private static String time(Duration duration) {
      double seconds = duration.toMillis() / 1000.0;
      return seconds < 60
          ? String.format(Locale.ROOT, "%.1f s", seconds)
          : (duration.toSeconds() / 60) + " min " + (duration.toSeconds() % 60) + " s";
    }
  }
}
