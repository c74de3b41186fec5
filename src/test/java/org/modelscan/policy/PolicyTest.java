package org.modelscan.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/** What a policy makes of findings: which fail, which are accepted and which are not. */
class PolicyTest {
  private static final Rules RULES = new Rules();
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String OTHER = "f".repeat(64);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private static final Finding COMMAND = finding(RuleId.PICKLE_RUNS_COMMAND, "os.system", "echo");
  private static final Finding UNKNOWN =
      finding(RuleId.PICKLE_UNKNOWN_IMPORT, "mycompany.models.Net", "");

  @Test
  void withoutSettingsEverythingCounts() {
    Decision decision = Policy.DEFAULT.decide(scan(COMMAND, UNKNOWN), Context.NONE);

    assertThat(decision.report().findings()).containsExactly(COMMAND, UNKNOWN);
    assertThat(decision.verdict().failing()).isEqualTo(1);
    assertThat(decision.notes()).isEmpty();
  }

  @Test
  void hashAcceptsOneContentOnly() throws Exception {
    Policy policy = policy("allow: [{rule: pickle-runs-command, sha256: %s, reason: x}]");

    Decision same = policy.decide(scan(COMMAND, UNKNOWN), context(path -> Optional.of(HASH)));
    assertThat(same.allowed()).extracting(Decided::finding).containsExactly(COMMAND);
    assertThat(same.report().findings()).containsExactly(UNKNOWN);
    assertThat(same.verdict().failed()).isFalse();

    Decision changed = policy.decide(scan(COMMAND), context(path -> Optional.of(OTHER)));
    assertThat(changed.verdict().failing()).isEqualTo(1);
    Decision unreadable = policy.decide(scan(COMMAND), context(Digests.NONE));
    assertThat(unreadable.verdict().failing()).isEqualTo(1);
  }

  @Test
  void hashIsAskedForOnlyWhereAnEntryNeedsIt() throws Exception {
    List<String> asked = new ArrayList<>();
    Digests digests =
        path -> {
          asked.add(path);
          return Optional.of(HASH);
        };
    Policy policy =
        policy(
            """
            allow:
            - {rule: keras-lambda, sha256: %s, reason: x}
            - {rule: pickle-runs-command, path: b.pkl, sha256: %s, reason: x}
            """
                .replace("%s", HASH));
    policy.decide(scan(COMMAND, UNKNOWN), context(digests));
    assertThat(asked).isEmpty();

    policy("allow: [{rule: pickle-unknown-import, sha256: %s, reason: x}]")
        .decide(scan(COMMAND, UNKNOWN), context(digests));
    assertThat(asked).containsExactly("a.pkl");
  }

  @ParameterizedTest
  @CsvSource({
    "pickle-runs-command, a.pkl, os.system, true",
    "pickle-runs-command, b.pkl, os.system, false",
    "pickle-runs-command, a.pkl, os.popen, false",
    "pickle-runs-code, a.pkl, os.system, false",
    "pickle-runs-command, *, os.system, false",
  })
  void pathAndSymbolAreExact(String rule, String path, String symbol, boolean accepted)
      throws Exception {
    Policy policy =
        policy(
            "allow: [{rule: %s, path: '%s', symbol: %s, reason: x, expires: 2026-11-23}]"
                .formatted(rule, path, symbol));

    Decision decision = policy.decide(scan(COMMAND), context(Digests.NONE));

    assertThat(decision.verdict().failed()).isEqualTo(!accepted);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23, true", "2026-11-22, false", "2027-01-01, true"})
  void lastDayCounts(String expires, boolean accepted) throws Exception {
    Policy policy =
        policy(
            "allow: [{rule: pickle-runs-command, sha256: %s, reason: x, expires: "
                + expires
                + "}]");

    Decision decision = policy.decide(scan(COMMAND), context(path -> Optional.of(HASH)));

    assertThat(decision.verdict().failed()).isEqualTo(!accepted);
    assertThat(decision.notes())
        .extracting(Note::kind)
        .isEqualTo(accepted ? List.of() : List.of(Note.Kind.EXPIRED));
  }

  @Test
  void anEntryThatHoldsMakesUpForAnExpiredOne() throws Exception {
    Policy policy =
        policy(
            """
            allow:
            - {rule: pickle-runs-command, sha256: %s, reason: x, expires: 2026-01-01}
            - {rule: pickle-runs-command, sha256: %s, path: a.pkl, reason: x}
            """
                .replace("%s", HASH));

    Decision decision = policy.decide(scan(COMMAND), context(path -> Optional.of(HASH)));

    assertThat(decision.verdict().failed()).isFalse();
    assertThat(decision.notes()).isEmpty();
  }

  @Test
  void whatMatchesNothingIsToldOnlyOfAWholeScan() throws Exception {
    Policy policy = policy("allow: [{rule: keras-lambda, sha256: %s, reason: x}]");

    assertThat(policy.decide(scan(COMMAND), context(Digests.NONE)).notes())
        .extracting(Note::kind)
        .containsExactly(Note.Kind.STALE);
    Context part = new Context(Gate.ALL, Digests.NONE, DAY, false);
    assertThat(policy.decide(scan(COMMAND), part).notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mycompany.models.*, mycompany.models.Net, true",
    "mycompany.models.*, mycompany.models.deep.Net, true",
    "mycompany.models.*, mycompany.models, false",
    "mycompany.models.*, mycompany.modelsx.Net, false",
    "mycompany.models.*, mycompany.models.Net.__init__, false",
    "mycompany.models.*, mycompany.models.__globals__, false",
    "mycompany.models.*, mycompany.models.a b, false",
    "mycompany.models.*, mycompany.models./../os.system, false",
    "mycompany.models.*, mycompany.models..Net, false",
    "mycompany.models.Net, mycompany.models.Net, true",
    "mycompany.models.Net, mycompany.models.Nets, false",
    "mycompany.models.Net, mycompany.models.Net.load, false",
    "__main__.*, __main__.Net, true",
    "firma.größe.*, firma.größe.Netz, true",
  })
  void trustMeansNamesBelowAPattern(String pattern, String symbol, boolean trusted)
      throws Exception {
    Finding finding = finding(RuleId.PICKLE_UNKNOWN_IMPORT, symbol, "");

    Decision decision =
        policy("trust: ['" + pattern + "']").decide(scan(finding), context(Digests.NONE));

    assertThat(decision.trusted()).isEqualTo(trusted ? 1 : 0);
    assertThat(decision.report().findings().count()).isEqualTo(trusted ? 0 : 1);
  }

  @Test
  void trustNeverMakesDangerousImportsOrdinary() throws Exception {
    Policy policy = policy("trust: [os.*, mycompany.*, numpy.*]");
    Finding[] dangerous = {
      COMMAND,
      finding(RuleId.PICKLE_DANGEROUS_IMPORT, "os.system", ""),
      finding(RuleId.PICKLE_UNLISTED_IMPORT, "os.path.nothing", ""),
      finding(RuleId.PICKLE_UNRESOLVED_CALL, "mycompany.models.Net", ""),
      finding(RuleId.PICKLE_CALL_OF_RESULT, "mycompany.models.Net", ""),
      finding(RuleId.KERAS_DANGEROUS_IMPORT, "os.system", ""),
      finding(RuleId.KERAS_FOREIGN_OBJECT, "numpy.anything", ""),
    };

    Decision decision = policy.decide(scan(dangerous), context(Digests.NONE));

    assertThat(decision.report().findings()).containsExactly(dangerous);
    Finding own = finding(RuleId.KERAS_FOREIGN_OBJECT, "mycompany.layers.Net", "");
    assertThat(policy.decide(scan(own), context(Digests.NONE)).trusted()).isEqualTo(1);
  }

  @Test
  void rulesThatAreOffAreCounted() throws Exception {
    Decision decision =
        policy("rules: {pickle-runs-command: off}")
            .decide(scan(COMMAND, UNKNOWN), context(Digests.NONE));

    assertThat(decision.report().findings()).containsExactly(UNKNOWN);
    assertThat(decision.off()).isEqualTo(1);
    assertThat(decision.verdict().failed()).isFalse();
  }

  @Test
  void onlyFilesOfTheGateFail() {
    Report scan =
        new Report(
            List.of(
                result("a.pkl", new Outcome.Complete(), COMMAND),
                result("b.pkl", new Outcome.Incomplete("ends early"))),
            2,
            Duration.ZERO);

    Decision neither = decide(scan, path -> false);
    assertThat(neither.verdict().failed()).isFalse();
    assertThat(neither.before()).containsExactly(COMMAND);
    assertThat(neither.report().findings()).containsExactly(COMMAND);
    assertThat(decide(scan, "a.pkl"::equals).verdict().status()).isEqualTo(Verdict.Status.FINDINGS);
    assertThat(decide(scan, "b.pkl"::equals).verdict().status())
        .isEqualTo(Verdict.Status.INCOMPLETE);
  }

  private static Decision decide(Report scan, Gate gate) {
    return Policy.DEFAULT.decide(scan, new Context(gate, Digests.NONE, DAY, true));
  }

  @Test
  void baselineKnowsWhatWasThereAndNothingElse() {
    Digests digests = path -> Optional.of(HASH);
    Baseline baseline = baseline(digests, COMMAND, UNKNOWN);
    Policy policy = Policy.DEFAULT.withBaseline(baseline);

    Decision same = policy.decide(scan(COMMAND, UNKNOWN), context(digests));
    assertThat(same.known()).hasSize(2);
    assertThat(same.report().findings()).isEmpty();
    assertThat(same.verdict().failed()).isFalse();

    Finding payload = finding(RuleId.PICKLE_RUNS_COMMAND, "os.system", "curl");
    assertThat(policy.decide(scan(payload), context(digests)).verdict().failed()).isTrue();
    Finding more = finding(RuleId.PICKLE_RUNS_CODE, "os.system", "echo");
    assertThat(policy.decide(scan(COMMAND, more), context(digests)).verdict().failing())
        .isEqualTo(1);
  }

  @Test
  void aChangedFileIsKnownOnlyWithoutSevereFindings() {
    Baseline baseline = baseline(path -> Optional.of(HASH), COMMAND, UNKNOWN);
    Policy policy = Policy.DEFAULT.withBaseline(baseline);

    Decision changed = policy.decide(scan(COMMAND, UNKNOWN), context(path -> Optional.of(OTHER)));

    assertThat(changed.known()).extracting(Decided::finding).containsExactly(UNKNOWN);
    assertThat(changed.report().findings()).containsExactly(COMMAND);
    assertThat(baseline.findings())
        .extracting(Baseline.Entry::sha256)
        .containsExactly(Optional.of(HASH), Optional.empty());
  }

  @Test
  void anotherOfTheSameIsNew() {
    Digests digests = path -> Optional.of(HASH);
    Policy policy = Policy.DEFAULT.withBaseline(baseline(digests, UNKNOWN));

    Decision decision = policy.decide(scan(UNKNOWN, UNKNOWN), context(digests));

    assertThat(decision.known()).hasSize(1);
    assertThat(decision.report().findings()).hasSize(1);
  }

  @Test
  void whatCannotBeHashedIsNotTakenIntoABaseline() {
    Baseline baseline = baseline(Digests.NONE, COMMAND, UNKNOWN);

    assertThat(baseline.findings())
        .extracting(Baseline.Entry::rule)
        .containsExactly("pickle-unknown-import");
  }

  @Test
  void unreadModelIsKnownWhileItIsTheSame() {
    Map<String, String> hashes = Map.of("a.pkl", HASH);
    Digests digests = path -> Optional.ofNullable(hashes.get(path));
    Result torn = result("a.pkl", new Outcome.Incomplete("ends early"));
    Result linked = result("b.pkl", new Outcome.NotScanned("symbolic link"));
    Report scan = new Report(List.of(torn, linked), 2, Duration.ZERO);
    Baseline baseline = Baseline.of(Policy.DEFAULT.decide(scan, context(digests)), digests);
    Policy policy = Policy.DEFAULT.withBaseline(baseline);

    assertThat(baseline.unread()).containsExactly(new Baseline.Unread("a.pkl", "incomplete", HASH));
    assertThat(policy.decide(scan, context(digests)).verdict())
        .extracting(Verdict::incomplete, Verdict::notScanned)
        .containsExactly(0L, 1L);
    assertThat(policy.decide(scan, context(path -> Optional.of(OTHER))).verdict().incomplete())
        .isEqualTo(1);
    Report worse =
        new Report(List.of(result("a.pkl", new Outcome.NotScanned("pointer"))), 1, Duration.ZERO);
    assertThat(policy.decide(worse, context(digests)).verdict().notScanned()).isEqualTo(1);
  }

  private static Baseline baseline(Digests digests, Finding... findings) {
    return Baseline.of(Policy.DEFAULT.decide(scan(findings), context(digests)), digests);
  }

  private static Policy policy(String yaml) throws PolicyError {
    return Config.parse("p.yml", yaml.replace("%s", HASH).getBytes(UTF_8)).policy();
  }

  private static Context context(Digests digests) {
    return new Context(Gate.ALL, digests, DAY, true);
  }

  private static Report scan(Finding... findings) {
    return new Report(List.of(result("a.pkl", new Outcome.Complete(), findings)), 1, Duration.ZERO);
  }

  private static Result result(String path, Outcome outcome, Finding... findings) {
    return new Result(path, "pickle", outcome, Stream.of(findings).toList(), List.of(), 10);
  }

  private static Finding finding(RuleId rule, String symbol, String evidence) {
    return new Finding(RULES.get(rule), new Place("a.pkl", List.of(), 0), symbol, "", evidence);
  }
}
