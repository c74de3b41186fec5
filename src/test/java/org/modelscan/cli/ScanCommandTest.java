package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: statuses, streams, bad input. */
@Timeout(60)
class ScanCommandTest {
  /** {@code os.system('echo')}, protocol 0: critical. */
  private static final byte[] CRITICAL = "cos\nsystem\n(S'echo'\ntR.".getBytes(UTF_8);

  /** {@code mycompany.layers.Encoder()}, protocol 0: medium. */
  private static final byte[] MEDIUM = "cmycompany.layers\nEncoder\n)R.".getBytes(UTF_8);

  /** An empty list, protocol 4. */
  private static final byte[] HARMLESS = HexFormat.of().parseHex("80045d942e");

  /** {@code {'weights': [1, 2, 3]}}, protocol 4, without its end. */
  private static final byte[] CUT =
      HexFormat.of().parseHex("80049518000000000000007d948c0777656967687473945d94284b014b024b03");

  @TempDir private Path temporary;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(temporary.resolve("root"));
    write("notes.txt", "hello\n".getBytes(UTF_8));
  }

  @Test
  void nothingFoundIsZero() throws Exception {
    write("model.pkl", HARMLESS);

    CommandRun run = CommandRun.of(root);

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("1 model in 2 files, nothing found · ").endsWith(" s\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void folderWithoutModelsIsZero() {
    assertThat(CommandRun.of(root)).isEqualTo(new CommandRun(0, "no model files in 1 file\n", ""));
  }

  @Test
  void emptyFileIsNoModel() throws Exception {
    write("model.pkl", new byte[0]);

    assertThat(CommandRun.of(root, "--show-skipped").out()).contains("model.pkl", "notes.txt");
    assertThat(CommandRun.of(root).status()).isZero();
  }

  @Test
  void findingIsOne() throws Exception {
    write("model.bin", CRITICAL);

    CommandRun run = CommandRun.of(root);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("model.bin\n", "CRITICAL", "pickle-runs-command", "FAILED");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void incompleteModelIsTwoAndFindingsWin() throws Exception {
    write("cut.pkl", CUT);

    assertThat(CommandRun.of(root).status()).isEqualTo(2);
    assertThat(CommandRun.of(root, "--incomplete", "fail").status()).isEqualTo(2);
    assertThat(CommandRun.of(root, "--incomplete=warn").status()).isZero();

    write("model.pkl", CRITICAL);
    assertThat(CommandRun.of(root).status()).isEqualTo(1);
    assertThat(CommandRun.of(root, "--fail-on", "never").status()).isEqualTo(2);
  }

  @Test
  void linkThatLeavesIsTwo() throws Exception {
    Files.write(temporary.resolve("secret.pkl"), CRITICAL);
    Files.createSymbolicLink(root.resolve("model.pkl"), Path.of("../secret.pkl"));

    CommandRun run = CommandRun.of(root);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains("NOT SCANNED  symbolic link leaves the scanned folder")
        .doesNotContain("CRITICAL");
  }

  @Test
  void pointersAreNotScannedUnlessTheirContentIsThere() throws Exception {
    write(
        "model.safetensors",
        ("version https://git-lfs.github.com/spec/v1\noid sha256:"
                + "0".repeat(64)
                + "\nsize 130\n")
            .getBytes(UTF_8));
    write("data.pkl.dvc", "outs:\n- md5: 0123\n  path: data.pkl\n".getBytes(UTF_8));
    write("folder.dvc", "outs:\n- md5: 0123.dir\n  path: folder\n".getBytes(UTF_8));
    write("outside.dvc", "outs:\n- md5: 0123\n  path: ../root.pkl\n".getBytes(UTF_8));
    Files.write(temporary.resolve("root.pkl"), HARMLESS);

    CommandRun run = CommandRun.of(root);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains(
            "NOT SCANNED  Git LFS pointer (130 bytes): check out with lfs: true",
            "NOT SCANNED  data.pkl: DVC pointer: run dvc pull before the scan",
            "NOT SCANNED  folder: DVC pointer",
            "NOT SCANNED  ../root.pkl: DVC pointer",
            "4 not scanned");

    write("data.pkl", HARMLESS);
    Files.createDirectory(root.resolve("folder"));
    assertThat(CommandRun.of(root).out()).contains("2 not scanned");
  }

  @ParameterizedTest
  @CsvSource({
    "critical, 1, 0",
    "high, 1, 0",
    "medium, 1, 1",
    "low, 1, 1",
    "never, 0, 0",
  })
  void thresholdDecides(String level, int critical, int medium) throws Exception {
    Path first = write("critical.pkl", CRITICAL);
    Path second = write("medium.pkl", MEDIUM);

    assertThat(CommandRun.of(first, "--fail-on", level).status()).isEqualTo(critical);
    assertThat(CommandRun.of(second, "--fail-on", level).status()).isEqualTo(medium);
  }

  @Test
  void findingThatIsNotShownStillFails() throws Exception {
    write("medium.pkl", MEDIUM);

    CommandRun hidden = CommandRun.of(root, "--min-severity", "high", "--fail-on", "medium");
    assertThat(hidden.status()).isEqualTo(1);
    assertThat(hidden.out()).doesNotContain("MEDIUM").contains("not shown");
    assertThat(CommandRun.of(root, "--min-severity", "high").status()).isZero();
    assertThat(CommandRun.of(root).out()).contains("MEDIUM");
  }

  @Test
  void missingPathIsFourAndTheOthersAreScanned() throws Exception {
    write("model.pkl", CRITICAL);
    Path typo = root.resolve("typo\n\u001b[31m");

    CommandRun run = CommandRun.of("scan", root, typo);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo("modelscan: " + root + "/typo\\n\\x1b[31m: no such file or folder\n");
    assertThat(run.out()).contains("CRITICAL");
  }

  @Test
  void unwritableReportIsFourAndTheOthersAreWritten() throws Exception {
    write("model.pkl", CRITICAL);
    Path nowhere = temporary.resolve("nowhere/out.sarif");
    Path json = temporary.resolve("out.json");

    CommandRun run =
        CommandRun.of(
            root, "-r", "sarif=" + nowhere, "-r", "json=" + json, "-r", "markdown=" + root);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err().lines())
        .contains(
            "modelscan: " + nowhere + ": no such file or folder",
            "modelscan: " + root + ": Is a directory");
    assertThat(json).content().contains("pickle-runs-command");
  }

  @Test
  void fullDiskWhileReportingIsFour() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    CommandRun run = CommandRun.of(root, "-r", "json=" + full, "-r", "console");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err()).isEqualTo("modelscan: /dev/full: No space left on device\n");
    assertThat(run.out()).isEqualTo("no model files in 1 file\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--include=[a | --include '[a': the pattern has [ without ]",
        "--exclude={a | --exclude '{a': the pattern has { without }",
        "--fail-on=worst | --fail-on: worst is none of critical, high, medium, low, never",
        "--min-severity=never | --min-severity: never is none of critical, high, medium, low",
        "--incomplete=ignore | --incomplete: ignore is none of fail, warn",
        "--jobs=0 | --jobs: 0 is no whole number from 1 on",
        "--jobs=two | --jobs: two is no whole number from 1 on",
        "--max-inflated=16X | --max-inflated: 16X is no size; write bytes, or 64K, 16M, 2G, 1T",
        "--max-inflated=99999999T | --max-inflated: 99999999T is too large",
        "--max-members=1K | --max-members: 1K is no whole number from 1 on",
        "--jbos=3 | unknown option --jbos; did you mean --jobs?",
        "--xyzzy | unknown option --xyzzy",
        "-r=html | no report format html; there are console, sarif, json, markdown, github",
        "-r | Missing required parameter for option '--report' (FORMAT[=FILE])",
        "--files-from=/nowhere/list | --files-from /nowhere/list: no such file or folder",
        "'' | a path is empty",
      })
  void wrongUsageIsFourAndOneLine(String argument, String message) {
    assertThat(CommandRun.of(root, argument))
        .isEqualTo(new CommandRun(4, "", "modelscan: " + message + " (modelscan --help)\n"));
  }

  @Test
  void conflictsAreWrongUsage() {
    assertThat(CommandRun.of(root, "-r", "json", "-r", "sarif").err())
        .contains("two reports go to standard output");
    assertThat(CommandRun.of(root, "-r", "json=/tmp/a", "-r", "sarif=/tmp/./a").status())
        .isEqualTo(4);
    assertThat(CommandRun.of(root, "-r", "json=a", "-o", "b").status()).isEqualTo(4);
    assertThat(CommandRun.of(root, "-r", "json", "-r", "sarif", "-o", "b").status()).isEqualTo(4);
    assertThat(CommandRun.of(root, "-q", "-v").status()).isEqualTo(4);
  }

  @Test
  void standardOutputHoldsOnlyTheReport() throws Exception {
    write("model.pkl", CRITICAL);

    CommandRun run = CommandRun.of("-p", root, "-r", "json");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).startsWith("{").endsWith("}\n");
    assertThat(run.err()).contains("1 critical", "FAILED");
    assertThat(CommandRun.of(root, "-r", "json", "-q").err()).isEmpty();
  }

  @Test
  void singleReportGoesToTheNamedFile() throws Exception {
    Path file = temporary.resolve("out");

    assertThat(CommandRun.of(root, "-o", file).out()).isEmpty();
    assertThat(file).content().isEqualTo("no model files in 1 file\n");
    CommandRun.of(root, "-r", "sarif", "-o", file);
    assertThat(file).content().contains("\"version\": \"2.1.0\"");
    assertThat(CommandRun.of(root, "-r", "console=-").out()).isNotEmpty();
  }

  @Test
  void quietSaysNothingWhereNothingIsFound() throws Exception {
    write("model.pkl", HARMLESS);
    assertThat(CommandRun.of(root, "-q")).isEqualTo(new CommandRun(0, "", ""));

    write("other.pkl", CRITICAL);
    assertThat(CommandRun.of(root, "-q").out()).contains("CRITICAL");
    Files.delete(root.resolve("other.pkl"));
    write("cut.pkl", CUT);
    assertThat(CommandRun.of(root, "-q").out()).contains("INCOMPLETE");
  }

  @Test
  void verboseNamesEveryModel() throws Exception {
    write("model.pkl", HARMLESS);

    assertThat(CommandRun.of(root).out()).doesNotContain("model.pkl");
    assertThat(CommandRun.of(root, "-v").out()).contains("model.pkl");
  }

  @Test
  void patternsChooseFiles() throws Exception {
    write("a/model.pkl", CRITICAL);
    write("b/model.pkl", CRITICAL);

    assertThat(CommandRun.of(root, "--exclude", "a", "--exclude", "b/**").status()).isZero();
    assertThat(CommandRun.of(root, "--include", "*.txt").out()).contains("in 1 file");
    assertThat(CommandRun.of(root, "--include", "b/*").out())
        .contains("b/model.pkl")
        .doesNotContain("a/model.pkl");
  }

  @Test
  void listedPathsAreScanned() throws Exception {
    Path one = write("a.pkl", CRITICAL);
    Path two = write("b c.pkl", MEDIUM);
    write("d.pkl", CRITICAL);
    byte[] list = (one + "\0" + two + "\0").getBytes(UTF_8);
    Path file = Files.write(temporary.resolve("list"), (one + "\n" + two + "\n").getBytes(UTF_8));

    CommandRun piped = CommandRun.with(list, Terminal.NONE, "--files-from", "-");
    CommandRun fromFile = CommandRun.of("--files-from", file);

    assertThat(piped.out()).contains("a.pkl", "b c.pkl", "2 models in 2 files");
    assertThat(fromFile.out()).contains("a.pkl", "b c.pkl", "2 models in 2 files");
    assertThat(CommandRun.with(new byte[0], Terminal.NONE, "--files-from", "-"))
        .isEqualTo(new CommandRun(0, "no model files in 0 files\n", ""));
  }

  @Test
  void resultsDoNotDependOnTheNumberOfJobs() throws Exception {
    for (int i = 0; i < 40; i++) {
      write("m" + i + ".pkl", i % 3 == 0 ? CRITICAL : i % 3 == 1 ? MEDIUM : CUT);
    }

    String alone = CommandRun.of(root, "-r", "json", "--jobs", "1").out();

    assertThat(CommandRun.of(root, "-r", "json", "--jobs", "8").out()).isEqualTo(alone);
    assertThat(CommandRun.of(root, "-r", "json").out()).isEqualTo(alone);
  }

  @Test
  void spentBudgetIsNamedAndIncomplete() throws Exception {
    write("model.pkl", HARMLESS);

    CommandRun run = CommandRun.of(root, "--max-bytes-read", "4");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("INCOMPLETE  budget spent: bytes-read");
  }

  @Test
  void colourAndProgressAreForTerminals() throws Exception {
    write("model.pkl", CRITICAL);
    Terminal terminal = new Terminal(true, true, true, 100);
    Terminal plain = new Terminal(true, true, false, 100);

    CommandRun coloured = CommandRun.with(new byte[0], terminal, root);
    assertThat(coloured.out()).contains("\u001b[");
    assertThat(coloured.err()).isEqualTo("\r\u001b[K");
    assertThat(CommandRun.with(new byte[0], plain, root).out()).doesNotContain("\u001b");
    assertThat(CommandRun.with(new byte[0], terminal, root, "--no-color").out())
        .doesNotContain("\u001b");
    Path file = temporary.resolve("out");
    CommandRun.with(new byte[0], terminal, root, "-o", file);
    assertThat(file).content().doesNotContain("\u001b");
    assertThat(CommandRun.of(root).out()).doesNotContain("\u001b");
  }

  @Test
  void namesAreEscaped() throws Exception {
    write("a\u001b[2J\u202e::error::x\n.pkl", CRITICAL);

    assertThat(CommandRun.of(root).out()).doesNotContain("\u001b", "\u202e", "\n.pkl");
  }

  @Test
  void fileThatCannotBeReadIsIncomplete() throws Exception {
    Path locked = write("model.pkl", CRITICAL);
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(locked)).as("runs as a user who may read all").isFalse();

    CommandRun run = CommandRun.of(root);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("INCOMPLETE  permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpIsOnStandardOutput(String option) {
    CommandRun run = CommandRun.of(option);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Exit status:", "--max-opcodes", "Examples:");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(run.err()).isEmpty();
    assertThat(CommandRun.of("scan", option).out()).isEqualTo(run.out());
  }

  @Test
  void versionIsOneLine() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("modelscan \\S+ \\(.*\\)\n");
  }

  @Test
  void pathThatLooksLikeAnOptionStandsBehindTwoDashes() {
    assertThat(CommandRun.of("--", "--jobs").err())
        .isEqualTo("modelscan: --jobs: no such file or folder\n");
    assertThat(CommandRun.of("@list").err())
        .isEqualTo("modelscan: @list: no such file or folder\n");
  }

  private Path write(String name, byte[] content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }
}
