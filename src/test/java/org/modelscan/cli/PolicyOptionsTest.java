package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelscan.policy.Config;
import org.modelscan.rule.Rules;

/** Policies and baselines on the command line: which is used, what wins, how it ends. */
@Timeout(60)
class PolicyOptionsTest {
  private static final byte[] CRITICAL = "cos\nsystem\n(S'echo'\ntR.".getBytes(UTF_8);
  private static final byte[] OTHER_PAYLOAD = "cos\nsystem\n(S'echo 2'\ntR.".getBytes(UTF_8);
  private static final byte[] MEDIUM = "cmycompany.layers\nEncoder\n)R.".getBytes(UTF_8);
  private static final byte[] CUT =
      HexFormat.of().parseHex("80049518000000000000007d948c0777656967687473945d94284b014b024b03");

  private static final String HASH_OF_CRITICAL =
      "097b10ee615a1e00a9a3888f2457e2630dbeb33ca3fe700d28bb55ae7e421cd1";

  @TempDir private Path temporary;
  private Path root;
  private Path policy;
  private Path baseline;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(temporary.resolve("root"));
    policy = temporary.resolve("policy.yml");
    baseline = temporary.resolve("baseline.json");
    write("a.pkl", CRITICAL);
    write("b.pkl", MEDIUM);
  }

  @Test
  void acceptedFindingsDoNotFail() throws Exception {
    Files.writeString(
        policy,
        """
        trust: [mycompany.layers.*]
        allow:
        - {rule: pickle-runs-command, sha256: %s, reason: ours}
        """
            .formatted(HASH_OF_CRITICAL));

    CommandRun run = CommandRun.of(root, "--config", policy);

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("nothing else found", "1 finding accepted by the policy (ours)")
        .contains("1 trusted import")
        .doesNotContain("CRITICAL");
    write("a.pkl", OTHER_PAYLOAD);
    assertThat(CommandRun.of(root, "--config", policy).status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "fail-on: never, '', 0",
    "fail-on: never, '--fail-on=high', 1",
    "fail-on: critical, '--min-severity=low', 1",
    "exclude: [a.pkl], '', 0",
    "exclude: [a.pkl], '--exclude=b.pkl', 1",
    "include: [b.pkl], '', 0",
    "include: [b.pkl], '--include=a.pkl', 1",
    "rules: {pickle-runs-command: off}, '', 0",
  })
  void optionsWinOverTheFile(String yaml, String option, int status) throws Exception {
    Files.writeString(policy, yaml);

    Object[] arguments =
        option.isEmpty()
            ? new Object[] {root, "--config", policy}
            : new Object[] {root, "--config", policy, option};

    assertThat(CommandRun.of(arguments).status()).isEqualTo(status);
  }

  @Test
  void brokenPolicyEndsBeforeAnythingIsScanned() throws Exception {
    Files.writeString(policy, "# ours\nfail_on: never\n");

    CommandRun run = CommandRun.of(root, "--config", policy);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("policy.yml:2:1: unknown key 'fail_on' in the policy; did you mean fail-on?");
  }

  @Test
  void policyTextCannotReachTheTerminal() throws Exception {
    Files.writeString(policy, "\"\\e[2J\\n::error::x\": 1");

    CommandRun run = CommandRun.of(root, "--config", policy);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err().chars()).allMatch(c -> c >= ' ' || c == '\n');
    assertThat(run.err().lines()).noneMatch(line -> line.startsWith("::")).hasSize(1);
  }

  @Test
  void filesThatAreNotThereAreErrors() {
    assertThat(CommandRun.of(root, "--config", policy))
        .isEqualTo(error(policy + ": no such file or folder"));
    assertThat(CommandRun.of(root, "--baseline", baseline))
        .isEqualTo(error(baseline + ": no such file or folder"));
    assertThat(CommandRun.of(root, "--config", policy, "--no-config"))
        .isEqualTo(error("--config and --no-config exclude each other"));
  }

  @Test
  void baselineCountsWhatWasThereApart() throws Exception {
    write("c.pkl", CUT);

    CommandRun first = CommandRun.of(root, "--write-baseline", baseline);
    assertThat(first.status()).isEqualTo(1);
    byte[] bytes = Files.readAllBytes(baseline);

    CommandRun second = CommandRun.of(root, "--baseline", baseline, "--write-baseline", baseline);
    assertThat(second.status()).isZero();
    assertThat(second.out())
        .contains("2 findings known from the baseline", "1 unread model known from the baseline");
    assertThat(Files.readAllBytes(baseline)).isEqualTo(bytes);
    assertThat(new String(bytes, UTF_8)).contains(HASH_OF_CRITICAL);

    write("d.pkl", MEDIUM);
    assertThat(CommandRun.of(root, "--baseline", baseline).out()).contains("1 medium");
    write("a.pkl", OTHER_PAYLOAD);
    assertThat(CommandRun.of(root, "--baseline", baseline).status()).isEqualTo(1);
  }

  @Test
  void brokenBaselineIsAnError() throws Exception {
    Files.writeString(baseline, "{\"version\": \"2\", \"findings\": []}");
    assertThat(CommandRun.of(root, "--baseline", baseline).err())
        .contains("baseline.json:1:13: version must be 1, not '2'");
    Files.writeString(
        baseline,
        "{\"version\": \"1\", \"findings\": [{\"path\": \"a\", \"rule\": \"b\", \"fingerprint\":"
            + " \"c\"}]}");
    assertThat(CommandRun.of(root, "--baseline", baseline).status()).isEqualTo(4);
  }

  @Test
  void namesOfAnyKindComeThroughABaseline() throws Exception {
    write(" ", CRITICAL);
    write("a\n::error::\u202e\u001b[2J.pkl", CRITICAL);

    CommandRun.of(root, "--write-baseline", baseline);

    assertThat(Files.readString(baseline).chars())
        .allMatch(c -> c == '\n' || (c >= ' ' && c < 127));
    assertThat(CommandRun.of(root, "--baseline", baseline).status()).isZero();
  }

  @Test
  void baselineThatCannotBeWrittenKeepsTheOtherReports() throws Exception {
    Path report = temporary.resolve("report.json");
    Path nowhere = temporary.resolve("missing/baseline.json");

    CommandRun run = CommandRun.of(root, "-r", "json=" + report, "--write-baseline", nowhere);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err()).contains("baseline.json: no such file or folder");
    assertThat(report).content().contains("pickle-runs-command");
  }

  @Test
  void baselineReplacesALinkAndNotItsTarget() throws Exception {
    Path secret = Files.writeString(temporary.resolve("secret"), "secret");
    Files.createSymbolicLink(baseline, secret);

    CommandRun.of(root, "--write-baseline", baseline);

    assertThat(secret).hasContent("secret");
    assertThat(baseline).isRegularFile().content().contains("pickle-runs-command");
    try (var left = Files.list(temporary)) {
      assertThat(left).hasSize(3);
    }
  }

  @Test
  void aScannedFolderHasNoSayInHowItIsScanned() throws Exception {
    Files.createDirectories(root.resolve(".git"));
    writePolicy("fail-on: never\nexclude: ['**']\n");

    assertThat(CommandRun.of(root).status()).isEqualTo(1);
  }

  @Test
  void ownRepositoryHasAndTellsIt() throws Exception {
    Files.createDirectories(root.resolve(".git"));
    writePolicy("fail-on: never\nrules: {pickle-runs-command: off}\nexclude: [x]\n");

    ScanPolicy found = ofCurrent(List.of(Path.of("."), Path.of("b.pkl")));

    assertThat(found.policy().failOn()).isEmpty();
    assertThat(found.folder()).contains(root);
    assertThat(found.whole()).isTrue();
    assertThat(found.notice(new Rules()).orElseThrow())
        .isEqualTo(
            "policy .github/modelscan.yml: fail-on: high becomes never, so that no finding fails;"
                + " rule pickle-runs-command is switched off; files that match x are left out");
    assertThat(ofCurrent(List.of(Path.of(".")), "--no-config").found()).isEmpty();
    assertThat(ofCurrent(List.of(Path.of(".")), "--fail-on=low").policy().failOn()).isPresent();
    assertThat(ofCurrent(List.of(Path.of("b.pkl"))).whole()).isFalse();
  }

  @Test
  void onlyOwnRepositoryHasIt() throws Exception {
    writePolicy("fail-on: never");
    assertThat(ofCurrent(List.of(Path.of("."))).found()).isEmpty(); // no repository

    Files.createDirectories(root.resolve(".git"));
    assertThat(ofCurrent(List.of(Path.of("."))).found()).isPresent();
    assertThat(ofCurrent(List.of(Path.of(".."))).found()).isEmpty(); // more than the repository
    assertThat(ofCurrent(List.of(Path.of("."), temporary)).found()).isEmpty();

    Path real = Files.move(root.resolve(".github"), temporary.resolve("elsewhere"));
    Files.createSymbolicLink(root.resolve(".github"), real);
    assertThat(ofCurrent(List.of(Path.of("."))).found()).isEmpty(); // a link
  }

  @Test
  void brokenPolicyOfOwnRepositoryIsAnError() throws Exception {
    Files.createDirectories(root.resolve(".git"));
    writePolicy("fail-on: nevr");

    assertThatThrownBy(() -> ofCurrent(List.of(Path.of("."))))
        .isInstanceOf(UsageError.class)
        .hasMessageStartingWith(".github/modelscan.yml:1:10: fail-on: 'nevr' is none of");
  }

  private ScanPolicy ofCurrent(List<Path> paths, String... arguments) throws UsageError {
    Arguments parsed = Arguments.parse(ScanOptions.specification(), List.of(arguments));
    return ScanPolicy.of(parsed, paths, true, root);
  }

  private void writePolicy(String yaml) throws IOException {
    Files.createDirectories(root.resolve(".github"));
    Files.writeString(root.resolve(Config.FILE), yaml);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(root.resolve(name), content);
  }

  private static CommandRun error(String message) {
    return new CommandRun(4, "", "modelscan: " + message + " (modelscan --help)\n");
  }
}
