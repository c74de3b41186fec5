package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.rule.RuleId;

/** The commands {@code inspect} and {@code rules}. */
@Timeout(60)
class OtherCommandsTest {
  @TempDir private Path folder;

  @Test
  void inspectShowsFormatImportsAndText() throws Exception {
    Path file = write("model.pkl", "cos\nsystem\n(S'echo'\ntR.");

    CommandRun run = CommandRun.of("inspect", file);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith(file + "\n  size: 23 bytes\n  format: Python pickle (pickle)\n")
        .contains("  imports\n    os.system: called, command: ", "os.system('echo')")
        .doesNotContain("CRITICAL");
  }

  @Test
  void inspectSaysWhereItCannotReadFurther() throws Exception {
    Path file = write("model.pkl", "cos\nsystem\n(S'echo'\nt");

    CommandRun run = CommandRun.of("inspect", file);

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("os.system").contains("at byte");
  }

  @Test
  void inspectOfSomethingElseSaysSo() throws Exception {
    assertThat(CommandRun.of("inspect", write("a.txt", "hello\n")).out())
        .contains("format: no model format");
    assertThat(CommandRun.of("inspect", write("b.txt", "")).out()).contains("format: empty");
  }

  @Test
  void inspectGoesOnBehindAFileThatIsMissing() throws Exception {
    Path file = write("a.txt", "hello\n");

    CommandRun run = CommandRun.of("inspect", folder.resolve("missing"), folder, file);

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err())
        .isEqualTo(
            "modelscan: "
                + folder.resolve("missing")
                + ": no such file or folder\nmodelscan: "
                + folder
                + ": a folder; inspect takes files, and folders of a SavedModel\n");
    assertThat(run.out()).contains("no model format");
  }

  @Test
  void inspectEscapesWhatItShows() throws Exception {
    Path file = write("model.pkl", "cos\nsystem\n(S'a\\x1b[2J::error::'\ntR.");

    assertThat(CommandRun.of("inspect", file).out()).doesNotContain("\u001b");
  }

  @Test
  void inspectNeedsAFile() {
    CommandRun run = CommandRun.of("inspect");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void rulesListsAllAndShowsOne() {
    CommandRun list = CommandRun.of("rules");
    CommandRun page = CommandRun.of("rules", "pickle-runs-command");

    assertThat(list.status()).isZero();
    assertThat(list.out().lines()).hasSize(RuleId.values().length);
    assertThat(page.status()).isZero();
    assertThat(page.out()).startsWith("pickle-runs-command  critical\n");
  }

  @Test
  void unknownRuleIsWrongUsage() {
    assertThat(CommandRun.of("rules", "pickle-run-command"))
        .isEqualTo(
            new CommandRun(
                4,
                "",
                "modelscan: no rule pickle-run-command; did you mean pickle-runs-command?"
                    + " (modelscan --help)\n"));
  }

  @Test
  void colourFollowsTheEnvironment() {
    assertThat(Terminal.colourIsWelcome(Map.of())).isTrue();
    assertThat(Terminal.colourIsWelcome(Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Terminal.colourIsWelcome(Map.of("NO_COLOR", "0"))).isFalse();
    assertThat(Terminal.colourIsWelcome(Map.of("TERM", "dumb"))).isFalse();
  }

  private Path write(String name, String content) throws Exception {
    return Files.write(folder.resolve(name), content.getBytes(UTF_8));
  }
}
