package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever goes wrong around a scan: a clear message, and the scan's own verdict. */
@Timeout(120)
class BadInputTest {
  private static final String HEAD = "a".repeat(40);

  @TempDir private Path runner;
  @TempDir private Path workspace;

  private final FakeGitHub gitHub = FakeGitHub.start();
  private String commit = "";

  @BeforeEach
  void checkOut() throws Exception {
    commit = GitWorkspace.in(workspace).with("m.pkl", GitWorkspace.MALICIOUS).commit();
  }

  @AfterEach
  void stop() {
    gitHub.close();
  }

  private ActionJob job() {
    return new ActionJob(runner, workspace, gitHub);
  }

  private ActionJob pullRequest() throws Exception {
    return job().pullRequest(commit, commit, HEAD, 1);
  }

  /** GitHub answers every call like this: the verdict stays, and all findings can fail. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 413, 422, 500, 503})
  void gitHubRefusesEverything(int status) throws Exception {
    for (String method : new String[] {"GET", "POST"}) {
      gitHub.on(
          method,
          ".*",
          _ -> FakeGitHub.Answer.json(status, "{\"message\": \"No\"}").with("Retry-After", "0"));
    }
    ActionJob.Run run = pullRequest().here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outputs()).containsEntry("result", "findings").containsEntry("failing", "1");
    assertThat(run.said("notice"))
        .contains("everything can fail this run: GitHub answered " + status)
        .contains("Nothing is in code scanning. GitHub answered " + status)
        .contains("The pull request has no comment. GitHub answered " + status);
    assertThat(run.log()).doesNotContain(FakeGitHub.TOKEN);
    assertThat(run.summary()).contains("runs a command");
  }

  @Test
  void rateLimitIsNotWaitedForWithoutEnd() throws Exception {
    for (String method : new String[] {"GET", "POST"}) {
      gitHub.on(method, ".*", _ -> FakeGitHub.Answer.json(429, "{}").with("Retry-After", "100000"));
    }
    long start = System.nanoTime();
    ActionJob.Run run = pullRequest().here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("notice")).contains("asks to wait 100000 s");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void silentGitHubIsGivenUp() throws Exception {
    gitHub.hang("GET", ".*").hang("POST", ".*");
    ActionJob.Run run = pullRequest().set("MODELSCAN_API_TIMEOUT", "1").here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("notice")).contains("did not answer within 1 s");
    assertThat(gitHub.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"pull_request\": 1}", "", "null", "\u0000"})
  void garbledEvent(String text) throws Exception {
    ActionJob job = pullRequest();
    Files.writeString(runner.resolve("event.json"), text);
    ActionJob.Run run = job.here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("warning")).contains("What triggered this run (pull_request)");
  }

  @Test
  void missingEvent() throws Exception {
    ActionJob.Run run = pullRequest().unset("GITHUB_EVENT_PATH").here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("warning")).contains("GITHUB_EVENT_PATH is not set");
  }

  /** A garbled event must not make the pull request's own policy hold. */
  @Test
  void garbledEventKeepsThePolicyStrict() throws Exception {
    GitWorkspace repository = new GitWorkspace(workspace);
    commit = repository.with(".github/modelscan.yml", "fail-on: never\n").commit();
    ActionJob job = pullRequest();
    Files.writeString(runner.resolve("event.json"), "{");
    assertThat(job.here().status()).isEqualTo(1);
  }

  @Test
  void missingToken() throws Exception {
    ActionJob.Run run = pullRequest().input(Input.TOKEN, "").here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("notice")).contains("There is no token").contains("everything can fail");
    assertThat(gitHub.requests()).isEmpty();
  }

  @Test
  void missingRunnerFiles() throws Exception {
    ActionJob.Run run =
        pullRequest()
            .unset("GITHUB_OUTPUT")
            .unset("GITHUB_STEP_SUMMARY")
            .unset("RUNNER_TEMP")
            .here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("warning")).contains("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY");
  }

  /** A file where a folder should be is what root, too, cannot write to. */
  @Test
  void workspaceThatCannotBeWritten() throws Exception {
    ActionJob.Run run = pullRequest().input(Input.SARIF_FILE, "m.pkl/out.sarif").here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("warning")).contains("m.pkl/out.sarif cannot be written in the workspace");
    assertThat(Path.of(run.outputs().get("sarif-file"))).startsWith(runner).exists();
  }

  @Test
  void reportIsNeverWrittenThroughALink() throws Exception {
    Path outside = Files.writeString(runner.resolve("precious"), "precious");
    Files.createSymbolicLink(workspace.resolve("modelscan.sarif"), outside);
    Files.createSymbolicLink(workspace.resolve("out"), runner);
    ActionJob.Run run = pullRequest().input(Input.JSON_FILE, "out/x.json").here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(outside).hasContent("precious");
    assertThat(workspace.resolve("modelscan.sarif")).isRegularFile();
    assertThat(Files.isSymbolicLink(workspace.resolve("modelscan.sarif"))).isFalse();
    assertThat(run.said("warning")).contains("out/x.json cannot be written in the workspace");
  }

  /** In a container all is root's, and the next step may not be. */
  @Test
  void filesBelongToTheOwnerOfTheWorkspace() throws Exception {
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(workspace, "unix:uid")));
    Files.setAttribute(workspace, "unix:uid", 1001);
    Files.setAttribute(workspace, "unix:gid", 1002);
    pullRequest().here();
    Path report = workspace.resolve("modelscan.sarif");
    assertThat(Files.getAttribute(report, "unix:uid")).isEqualTo(1001);
    assertThat(Files.getAttribute(report, "unix:gid")).isEqualTo(1002);
    assertThat(Files.getPosixFilePermissions(report)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "fail-on, hgih, fail-on: 'hgih' is none of critical; did you mean high?",
    "scope, some, scope: 'some' is none of all",
    "gate, x, gate: 'x' is none of",
    "min-severity, never, min-severity: 'never' is none of",
    "incomplete, no, incomplete: 'no' is none of fail",
    "include, [, include: the pattern '[' has [ without ]",
    "category, <x>, category: '<x>' holds characters",
    "comment-author, a b, comment-author: 'a b' holds characters",
    "path, ../x, path: ../x is not in the workspace",
    "path, absent, path: there is no absent in the workspace",
    "config, absent.yml, config: there is no file absent.yml",
    "config, ../x.yml, config: ../x.yml is not in the repository",
    "summary, maybe, summary: 'maybe' is none of true",
    "report, modelscan.json, report: it is for workflow_run workflows"
  })
  void wrongInput(String name, String value, String message) throws Exception {
    ActionJob.Run run =
        job()
            .event("push", push(), "refs/heads/master", commit)
            .set("INPUT_" + name.toUpperCase(Locale.ROOT), value)
            .here();
    assertThat(run.status()).isEqualTo(4);
    String[] parts = message.split("; ", 2);
    assertThat(run.said("error")).contains(parts);
  }

  private ObjectNode push() {
    ObjectNode payload = ActionJob.payload("push");
    payload.put("after", commit);
    return payload;
  }

  @Test
  void tokenWithStrangeCharactersIsNotShown() throws Exception {
    ActionJob.Run run = pullRequest().input(Input.TOKEN, "secret\ninjected: header").here();
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.log()).contains("token:").doesNotContain("secret", "injected");
  }

  @Test
  void blanksAroundAnInputDoNotCount() throws Exception {
    ActionJob.Run run =
        job()
            .event("push", push(), "refs/heads/topic", commit)
            .input(Input.UPLOAD_SARIF, "never")
            .input(Input.FAIL_ON, " Never \n")
            .input(Input.CONFIG, "  ")
            .input(Input.PATH, "\n m.pkl \n\n")
            .here();
    assertThat(run.status()).isZero();
  }

  /** A folder that a pull request replaces by a link must not show what is outside. */
  @Test
  void linkInPlaceOfThePathIsRefused() throws Exception {
    Files.createSymbolicLink(workspace.resolve("models"), runner);
    ActionJob.Run run = pullRequest().input(Input.PATH, "models").here();
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.said("error")).contains("models is not in the workspace");
  }
}
