package org.modelscan.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Note;
import org.modelscan.policy.Verdict;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * Annotations, as commands that GitHub's runner takes from the log ("Workflow commands for GitHub
 * Actions" in its documentation). The runner keeps ten of a kind for each step: the most severe
 * come first, and the last one says how many more there are.
 */
record WorkflowCommandsReport() implements Reporter {
  private static final int MOST_OF_A_KIND = 10;

  /** The runner keeps 4,096 characters of a message, which has three of these at most. */
  private static final int LONGEST = 1_000;

  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> finding.rule().severity()).reversed();

  private enum Kind {
    ERROR,
    WARNING,
    NOTICE
  }

  private record Annotation(Kind kind, String path, String title, List<String> lines) {
    String command() {
      String file = path.isEmpty() ? "" : "file=" + Escape.forCommandProperty(path) + ",line=1,";
      return "::%s %stitle=%s::%s\n"
          .formatted(
              kind.name().toLowerCase(Locale.ROOT),
              file,
              Escape.forCommandProperty(title),
              Escape.forCommandMessage(lines));
    }
  }

  @Override
  public void write(Decision decision, OutputStream out) throws IOException {
    Report report = decision.report();
    Verdict verdict = decision.verdict();
    Kind unread = verdict.policy().incompleteFails() ? Kind.ERROR : Kind.WARNING;
    Set<Finding> before = decision.before().collect(Collectors.toSet());
    List<Annotation> all =
        Stream.of(
                report.findings().sorted(WORST_FIRST).map(finding -> finding(finding, before)),
                decision.files().stream().flatMap(file -> unread(file, unread)),
                decision.notes().stream().map(WorkflowCommandsReport::note))
            .flatMap(annotations -> annotations)
            .toList();
    StringBuilder commands = new StringBuilder();
    for (Kind kind : Kind.values()) {
      List<Annotation> some = all.stream().filter(one -> one.kind() == kind).toList();
      if (some.size() <= MOST_OF_A_KIND) {
        some.forEach(one -> commands.append(one.command()));
      } else {
        some.stream().limit(MOST_OF_A_KIND - 1).forEach(one -> commands.append(one.command()));
        String more = some.size() - MOST_OF_A_KIND + 1 + " more, see the log or the report";
        commands.append(new Annotation(kind, "", "modelscan", List.of(more)).command());
      }
    }
    out.write(commands.toString().getBytes(UTF_8));
    out.flush();
  }

  /** What was there before fails nothing, and is no error of this change. */
  private static Annotation finding(Finding finding, Set<Finding> before) {
    Severity severity = finding.rule().severity();
    String place =
        finding.place().members().isEmpty() ? "" : " (in " + capped(finding.place().member()) + ")";
    List<String> lines =
        Stream.of(
                capped(finding.message()) + place,
                capped(finding.evidence()),
                finding.rule().advice())
            .filter(line -> !line.isEmpty())
            .toList();
    return new Annotation(
        before.contains(finding) ? Kind.NOTICE : kind(severity),
        finding.place().path(),
        severity.id() + ": " + finding.rule().id().id(),
        lines);
  }

  private static Stream<Annotation> unread(DecidedFile file, Kind kind) {
    Result result = file.result();
    Status status = Status.of(result.outcome());
    Kind shown = file.mayFail() && !file.unreadIsKnown() ? kind : Kind.NOTICE;
    return status.reason().stream()
        .map(reason ->
            new Annotation(shown, result.path(), status.id() + " model", List.of(capped(reason))));
  }

  private static Annotation note(Note note) {
    Kind kind =
        switch (note.kind()) {
          case EXPIRED -> Kind.WARNING;
          case STALE -> Kind.NOTICE;
        };
    return new Annotation(kind, "", "modelscan policy", List.of(capped(note.text())));
  }

  private static Kind kind(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> Kind.ERROR;
      case MEDIUM -> Kind.WARNING;
      case LOW -> Kind.NOTICE;
    };
  }

  private static String capped(String text) {
    return Escape.capped(Escape.visible(text), LONGEST);
  }
}
