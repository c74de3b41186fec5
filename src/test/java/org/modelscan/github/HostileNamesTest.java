package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.github.FakeGitHub.Answer;
import org.modelscan.report.RunnerCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names of files, imports, branches, settings and answers that try to be more than text: in the
 * log, in outputs, in the summary and in the comment.
 */
@Timeout(120)
class HostileNamesTest {
  private static final List<String> NAMES =
      List.of(
          "a\n::error::pwned\nb",
          "c\r::set-output name=x::y\r",
          "::add-mask::models",
          "##[add-mask]x ##[group]y",
          "d%0A::warning::z",
          "e`` `f`|g|h",
          "@octocat @org⁄team #1",
          "[link](http%3A⁄⁄203.0.113.9) ![i](x)",
          "<script>alert(1)<⁄script><!-- x -->",
          "</details><img src=x onerror=y>".replace('/', '⁄'),
          "rtl\u202eexe.pkl\u2066 zero\u200bwidth",
          "-n ${{ github.token }} $(id)",
          "modelscan_00000000-0000-0000-0000-000000000000",
          " leading and trailing ",
          "www.example.com http:∕∕example.com");
  private static final String HEAD = "a".repeat(40);
  private static final String REPOSITORY = "/repos/" + ActionJob.REPOSITORY;

  @TempDir private Path runner;
  @TempDir private Path workspace;

  private final FakeGitHub gitHub = FakeGitHub.start();

  @AfterEach
  void stop() {
    gitHub.close();
    assertThat(gitHub.errors()).isEmpty();
  }

  private static String pickle(String name) {
    String line = name.replace("\n", " ").replace("\r", " ");
    return "cos\nsystem\n(S\"" + line.replace("\"", "") + "\"\ntR0c" + line + "\nx" + line + "\n.";
  }

  private ActionJob pullRequest() throws Exception {
    GitWorkspace repository = GitWorkspace.in(workspace);
    List<String> files = new ArrayList<>();
    for (String name : NAMES) {
      repository.with("models/" + name, pickle(name));
      ObjectNode file =
          (ObjectNode) JsonMapper.shared().readTree(ChangedFilesTest.file("x", "renamed", HEAD));
      file.put("filename", "models/" + name).put("previous_filename", "old/" + name);
      files.add(file.toString());
    }
    repository.with(
        ".github/modelscan.yml",
        "trust: [\"a.b\"]\nexclude: [\"::error::x\\n::warning::<b>|@me\"]\n");
    String commit = repository.commit();
    files.add(ChangedFilesTest.file(".github/modelscan.yml", "added", HEAD));
    gitHub
        .on("GET", REPOSITORY + "/pulls/2/files", 200, files.toString())
        .on("GET", REPOSITORY + "/issues/2/comments", 200, "[]")
        .on(
            "POST",
            REPOSITORY + "/issues/2/comments",
            _ -> Answer.json(201, Comments.json(1, "github-actions[bot]", "x")))
        .on("GET", ".*/contents/old/.*", 200, GitWorkspace.HARMLESS)
        .on(
            "POST",
            ".*/sarifs",
            422,
            "{\"message\": \"no\\n::error::pwned\\r##[error]x <b> @me\"}");
    return new ActionJob(runner, workspace, gitHub)
        .pullRequest(commit, commit, HEAD, NAMES.size() + 1);
  }

  @Test
  void everythingIsText() throws Exception {
    ActionJob.Run run = pullRequest().process();
    assertThat(run.status()).isEqualTo(1);
    checkLog(run.log());
    assertThat(run.commands().stream().map(RunnerCommand::name))
        .containsOnly("group", "endgroup", "error", "warning", "notice");
    assertThat(run.commands()).filteredOn(one -> one.name().equals("error")).hasSize(10);
    JsonNode comment =
        JsonMapper.shared()
            .readTree(
                gitHub.requests().stream()
                    .filter(request -> request.line().startsWith("POST " + REPOSITORY + "/issues"))
                    .findFirst()
                    .orElseThrow()
                    .body());
    checkPage(
        comment.get("body").asString().substring("<!-- modelscan-action: modelscan -->".length()));
    checkPage(run.summary());
    assertThat(run.outputs()).hasSize(14 - 1);
    String outputs = Files.readString(runner.resolve("output"));
    assertThat(outputs.lines().filter(line -> line.contains("<<"))).hasSize(13);
  }

  @Test
  void errorsAreText() throws Exception {
    for (String name : NAMES) {
      String value = name.isBlank() ? "x" : name;
      Stream.of(Input.PATH, Input.FAIL_ON, Input.CONFIG, Input.CATEGORY, Input.SARIF_FILE)
          .forEach(input -> check(input, value));
    }
  }

  private void check(Input input, String value) {
    try {
      ActionJob.Run run =
          new ActionJob(runner, workspace, gitHub)
              .event("schedule", ActionJob.payload("workflow_dispatch"), "refs/heads/main", HEAD)
              .input(Input.UPLOAD_SARIF, "never")
              .input(input, value)
              .here();
      checkLog(run.log());
    } catch (Exception unexpected) {
      throw new AssertionError(input + ": " + value, unexpected);
    }
  }

  /** Each command is ours, and no line holds another one. */
  private static void checkLog(String log) {
    assertThat(log.codePoints().filter(point -> point != '\n')).allMatch(HostileNamesTest::isShown);
    for (String line : log.lines().toList()) {
      boolean ours = line.matches("::(group|endgroup|error|warning|notice)( [a-z]+=.*)?::.*");
      assertThat(RunnerCommand.parse(line).isPresent()).as(line).isEqualTo(ours);
      assertThat(line).doesNotContain("##[");
    }
    log.lines()
        .map(RunnerCommand::parse)
        .flatMap(Optional::stream)
        .forEach(command ->
            assertThat(command.data().lines())
                .allMatch(line -> RunnerCommand.parse(line).isEmpty()));
  }

  /** What is left without code, our links and our tags has nothing that acts. */
  private static void checkPage(String page) {
    assertThat(page.codePoints().filter(point -> point != '\n'))
        .allMatch(HostileNamesTest::isShown);
    String ours =
        page.replaceAll("<code>[^<>|@`*_\\[\\]()!:$\\\\]*</code>", "")
            .replaceAll("<pre>[^<>|@`*_\\[\\]()!:$\\\\]*</pre>", "")
            .replaceAll("\\[[^\\]]*\\]\\(https://github.com/org/modelscan-action/[^)]*\\)", "")
            .replaceAll("</?(details|summary|sub|br)>", "");
    assertThat(ours).doesNotContain("<", "@", "`", "](", "www.", "http", "::", "\\n");
    for (String row : page.lines().filter(line -> line.startsWith("|")).toList()) {
      assertThat(row.chars().filter(c -> c == '|').count()).as(row).isIn(4L, 5L, 6L);
    }
  }

  /** Stated apart from what is tested. */
  private static boolean isShown(int point) {
    boolean control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    boolean ordering =
        (point >= 0x200b && point <= 0x200f)
            || (point >= 0x2028 && point <= 0x202e)
            || (point >= 0x2060 && point <= 0x206f);
    return !control && !ordering;
  }
}
