package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.github.FakeGitHub.Answer;
import org.modelscan.github.FakeGitHub.Request;
import org.modelscan.remote.TestServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The action as a process of its own, for each event, on a real repository. */
@Timeout(240)
class ActionTest {
  private static final String REPOSITORY = "/repos/" + ActionJob.REPOSITORY;
  private static final String SARIFS = REPOSITORY + "/code-scanning/sarifs";
  private static final String COMMENTS = REPOSITORY + "/issues/2/comments";
  private static final String HEAD = "a".repeat(40);

  @TempDir private Path runner;
  @TempDir private Path workspace;

  private final FakeGitHub gitHub = FakeGitHub.start();
  private String base = "";
  private String merge = "";

  @BeforeEach
  void checkOut() throws Exception {
    GitWorkspace repository =
        GitWorkspace.in(workspace)
            .with("models/old.pkl", GitWorkspace.MALICIOUS)
            .with("models/good.pkl", GitWorkspace.HARMLESS)
            .with("README.md", "text");
    base = repository.commit();
    repository.with("models/new.pkl", GitWorkspace.MALICIOUS.replace("fixture", "fixture two"));
    merge = repository.commit();
    gitHub
        .on("GET", COMMENTS, 200, "[]")
        .on("POST", COMMENTS, _ -> Answer.json(201, Comments.json(1, "github-actions[bot]", "x")))
        .on("POST", SARIFS, 202, "{\"id\": \"47177e22-5596-11eb-80a1-c1e54ef945c6\"}")
        .on("GET", SARIFS + "/.*", 200, "{\"processing_status\": \"complete\"}");
  }

  @AfterEach
  void stop() {
    gitHub.close();
    assertThat(gitHub.errors()).isEmpty();
  }

  private ActionJob job() {
    return new ActionJob(runner, workspace, gitHub);
  }

  private ActionJob pullRequest(String... changed) throws IOException {
    List<String> files =
        List.of(changed).stream().map(path -> ChangedFilesTest.file(path, "added", HEAD)).toList();
    gitHub.on("GET", REPOSITORY + "/pulls/2/files", 200, files.toString());
    return job().pullRequest(merge, base, HEAD, changed.length);
  }

  private List<Request> sent(String method, String path) {
    return gitHub.requests().stream()
        .filter(request -> request.method().equals(method) && request.path().matches(path))
        .toList();
  }

  private JsonNode body(String method, String path) {
    assertThat(sent(method, path)).hasSize(1);
    return JsonMapper.shared().readTree(sent(method, path).getFirst().body());
  }

  private JsonNode sarif() throws IOException {
    byte[] packed = Base64.getDecoder().decode(body("POST", SARIFS).get("sarif").asString());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return JsonMapper.shared().readTree(in.readAllBytes()).at("/runs/0");
    }
  }

  @Test
  void pullRequestFailsForWhatItAdds() throws Exception {
    ActionJob.Run run = pullRequest("models/new.pkl").process();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outputs())
        .containsEntry("result", "findings")
        .containsEntry("exit-code", "1")
        .containsEntry("findings", "2")
        .containsEntry("critical", "2")
        .containsEntry("failing", "1")
        .containsEntry("models", "3")
        .containsEntry("sarif-file", "modelscan.sarif")
        .containsEntry("sarif-id", "47177e22-5596-11eb-80a1-c1e54ef945c6");
    assertThat(run.said("error")).contains("os.system").doesNotContain("two\nos");
    assertThat(run.commands()).filteredOn(c -> c.name().equals("error")).hasSize(1);
    assertThat(body("POST", SARIFS).get("ref").asString()).isEqualTo("refs/pull/2/merge");
    assertThat(body("POST", SARIFS).get("commit_sha").asString()).isEqualTo(merge);
    assertThat(sarif().at("/automationDetails/id").asString()).isEqualTo("modelscan/");
    assertThat(sarif().get("results")).hasSize(2);
    assertThat(body("POST", COMMENTS).get("body").asString())
        .startsWith(
            "<!-- modelscan-action: modelscan -->\n**<code>models/new&#46;pkl"
                .replace("&#46;", "."))
        .contains("runs a command when it is loaded.**", "There before (1)");
    assertThat(run.summary()).contains("models/new.pkl");
    JsonNode report = JsonMapper.shared().readTree(workspace.resolve("modelscan.json").toFile());
    assertThat(report.get("findings")).hasSize(2);
    assertThat(run.log()).doesNotContain(FakeGitHub.TOKEN);
  }

  /** Run with {@code -Dgolden.update=true} to write the expected texts anew. */
  @Test
  void logSummaryAndCommentAreAsExpected() throws Exception {
    gitHub.on("GET", ".*/contents/models/new.pkl", 200, GitWorkspace.HARMLESS);
    ActionJob.Run run = pullRequest("models/new.pkl").here();
    golden("log.txt", run.log().replaceAll("\\d+\\.\\d s", "0.0 s"));
    golden("summary.md", run.summary());
    golden("comment.md", body("POST", COMMENTS).get("body").asString());
  }

  private static void golden(String name, String text) throws IOException {
    Path file = Path.of("src/test/resources/org/modelscan/github", name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void pullRequestThatIsCheckedOutAtItsHeadIsUploadedForThat() throws Exception {
    String file = ChangedFilesTest.file("models/new.pkl", "added", merge);
    gitHub.on("GET", REPOSITORY + "/pulls/2/files", 200, "[" + file + "]");
    ActionJob.Run run = job().pullRequest(/* merge= */ HEAD, base, /* head= */ merge, 1).here();
    assertThat(run.outputs()).containsEntry("failing", "1");
    assertThat(body("POST", SARIFS).get("ref").asString()).isEqualTo("refs/pull/2/head");
    assertThat(body("POST", SARIFS).get("commit_sha").asString()).isEqualTo(merge);
  }

  @Test
  void repositoryInAFolderOfTheWorkspaceIsFound() throws Exception {
    Path code = workspace.resolve("code");
    GitWorkspace inner =
        GitWorkspace.in(Files.createDirectory(code)).with("a/x.pkl", GitWorkspace.MALICIOUS);
    merge = inner.commit();
    ActionJob.Run run = pullRequest("a/x.pkl").input(Input.PATH, "code/a").here();
    assertThat(run.outputs()).containsEntry("failing", "1").containsEntry("models", "1");
    assertThat(
            sarif().at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asString())
        .isEqualTo("a/x.pkl");
  }

  @Test
  void pullRequestPassesForWhatWasThereBefore() throws Exception {
    ActionJob.Run run = pullRequest("README.md").process();
    assertThat(run.status()).isZero();
    assertThat(run.outputs()).containsEntry("result", "passed").containsEntry("findings", "2");
    assertThat(sent("POST", COMMENTS)).isEmpty();
    assertThat(run.summary()).contains("This pull request adds no findings.", "There before (2)");
  }

  @Test
  void forkGetsItsVerdictAndOneNotice() throws Exception {
    ActionJob job = pullRequest("models/new.pkl");
    ObjectNode payload = ActionJob.payload("pull_request");
    ObjectNode opened = (ObjectNode) payload.get("pull_request");
    ((ObjectNode) opened.at("/head/repo")).put("full_name", "stranger/Hello-World");
    ((ObjectNode) opened.get("head")).put("sha", HEAD);
    job.event("pull_request", payload, "refs/pull/2/merge", merge);
    gitHub.on("POST", COMMENTS, 403, "{\"message\": \"Resource not accessible by integration\"}");

    ActionJob.Run run = job.process();

    assertThat(run.status()).isEqualTo(1);
    assertThat(sent("POST", SARIFS)).isEmpty();
    assertThat(run.said("notice"))
        .contains("the token of a fork's pull request can only read")
        .contains("The pull request has no comment.");
    assertThat(run.outputs()).containsEntry("failing", "1");
  }

  @Test
  void targetRunOfTheBaseSaysSo() throws Exception {
    ActionJob job = pullRequest("models/new.pkl");
    ObjectNode payload = ActionJob.payload("pull_request");
    job.event("pull_request_target", payload, "refs/heads/master", merge);

    ActionJob.Run run = job.process();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outputs()).containsEntry("failing", "2");
    assertThat(run.said("notice")).contains("the base is checked out and scanned");
    assertThat(sent("POST", SARIFS)).isEmpty();
  }

  @Test
  void targetRunOfTheHeadFailsForWhatThePullRequestAdds() throws Exception {
    ActionJob job = pullRequest();
    ObjectNode payload = ActionJob.payload("pull_request");
    ObjectNode opened = (ObjectNode) payload.get("pull_request");
    ((ObjectNode) opened.get("head")).put("sha", merge);
    String file = ChangedFilesTest.file("models/new.pkl", "added", merge);
    gitHub.on("GET", REPOSITORY + "/pulls/2/files", 200, "[" + file + "]");
    ActionJob.Run run = job.event("pull_request_target", payload, "refs/heads/master", base).here();
    assertThat(run.outputs()).containsEntry("failing", "1");
    assertThat(sent("POST", SARIFS)).isEmpty();
    assertThat(sent("POST", COMMENTS)).hasSize(1);
  }

  private ActionJob push(String ref, String before) throws IOException {
    ObjectNode payload = ActionJob.payload("push");
    payload.put("ref", ref).put("before", before).put("after", merge);
    return job().event("push", payload, ref, merge);
  }

  @Test
  void pushFailsForEverything() throws Exception {
    ActionJob.Run run = push("refs/heads/master", base).process();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outputs()).containsEntry("failing", "2");
    assertThat(body("POST", SARIFS).get("ref").asString()).isEqualTo("refs/heads/master");
    assertThat(gitHub.lines()).allMatch(line -> line.contains("/code-scanning/"));
  }

  @Test
  void pushFailsForWhatItChangesWhereThatIsAskedFor() throws Exception {
    String compared = REPOSITORY + "/compare/" + base + "..." + merge;
    String files = "[" + ChangedFilesTest.file("README.md", "modified", merge) + "]";
    gitHub.on("GET", compared, 200, "{\"status\": \"ahead\", \"files\": " + files + "}");
    ActionJob.Run run = push("refs/heads/x", base).input(Input.GATE, "changed").here();
    assertThat(run.status()).isZero();

    ActionJob.Run anew = push("refs/heads/x", "0".repeat(40)).input(Input.GATE, "changed").here();
    assertThat(anew.status()).isEqualTo(1);
    assertThat(anew.said("notice")).contains("a tag, a new branch or a forced push");
  }

  @Test
  void partOfABranchIsNotUploaded() throws Exception {
    String compared = REPOSITORY + "/compare/" + base + "..." + merge;
    String files = "[" + ChangedFilesTest.file("models/new.pkl", "added", merge) + "]";
    gitHub.on("GET", compared, 200, "{\"status\": \"ahead\", \"files\": " + files + "}");
    ActionJob.Run run = push("refs/heads/x", base).input(Input.SCOPE, "changed").here();
    assertThat(run.outputs()).containsEntry("models", "1");
    assertThat(run.said("notice")).contains("only a part of the branch was scanned");
    assertThat(sent("POST", SARIFS)).isEmpty();
  }

  @Test
  void mergeGroupIsComparedAndNotUploaded() throws Exception {
    ObjectNode payload = ActionJob.payload("merge_group");
    ((ObjectNode) payload.get("merge_group")).put("head_sha", merge).put("base_sha", base);
    String files = "[" + ChangedFilesTest.file("README.md", "modified", merge) + "]";
    gitHub.on(
        "GET",
        REPOSITORY + "/compare/.*",
        200,
        "{\"status\": \"ahead\", \"files\": " + files + "}");
    String ref = "refs/heads/gh-readonly-queue/main/pr-104-x";

    ActionJob.Run run = job().event("merge_group", payload, ref, merge).process();

    assertThat(run.status()).isZero();
    assertThat(run.said("notice")).contains("code scanning knows no merge queue");
    assertThat(sent("POST", ".*")).isEmpty();
  }

  @Test
  void scheduleAndDispatchScanEverything() throws Exception {
    for (String event : List.of("schedule", "workflow_dispatch")) {
      ActionJob.Run run =
          job()
              .event(event, ActionJob.payload("workflow_dispatch"), "refs/heads/main", merge)
              .process();
      assertThat(run.outputs()).containsEntry("failing", "2");
    }
    assertThat(sent("POST", SARIFS)).hasSize(2);
  }

  @Test
  void noPullRequestSwitchesTheScannerOff() throws Exception {
    String off =
        """
        fail-on: never
        incomplete: warn
        exclude: ["**"]
        rules:
          pickle-runs-command: "off"
        """;
    merge = new GitWorkspace(workspace).with(".github/modelscan.yml", off).commit();
    ActionJob.Run run = pullRequest("models/new.pkl", ".github/modelscan.yml").process();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.outputs()).containsEntry("failing", "1");
    assertThat(sent("GET", ".*/contents/.github/modelscan.yml").getFirst().query())
        .containsEntry("ref", "master");
    assertThat(body("POST", COMMENTS).get("body").asString())
        .contains(
            "What this pull request changes in the policy", "MUCH WEAKER", "no finding fails");
  }

  @Test
  void policyOfAPullRequestThatCannotBeUsedIsRed() throws Exception {
    merge = new GitWorkspace(workspace).with(".github/modelscan.yml", "fial-on: high\n").commit();
    ActionJob.Run run = pullRequest(".github/modelscan.yml").here();
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.outputs()).containsEntry("result", "passed").containsEntry("exit-code", "4");
    assertThat(run.said("error")).contains(".github/modelscan.yml:1:1", "did you mean fail-on?");
  }

  @Test
  void baselineOfTheBaseHolds() throws Exception {
    GitWorkspace repository = new GitWorkspace(workspace);
    String known = "{\"version\": \"1\", \"findings\": [%s], \"unread\": []}";
    pullRequest("models/new.pkl").here();
    JsonNode report = JsonMapper.shared().readTree(workspace.resolve("modelscan.json").toFile());
    JsonNode finding = report.get("findings").get(0);
    byte[] content = Files.readAllBytes(workspace.resolve("models/new.pkl"));
    String accepted =
        known.formatted(
            """
            {"path": "models/new.pkl", "rule": "pickle-runs-command", "symbol": "os.system",
             "fingerprint": "%s", "sha256": "%s"}\
            """
                .formatted(
                    finding.get("fingerprint").asString(),
                    HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content))));
    merge = repository.with("known.json", accepted).commit();

    ActionJob.Run untouched =
        pullRequest("models/new.pkl").input(Input.BASELINE, "known.json").here();
    assertThat(untouched.status()).isZero();

    gitHub.on("GET", ".*/contents/known.json", 200, known.formatted(""));
    ActionJob.Run touched =
        pullRequest("models/new.pkl", "known.json").input(Input.BASELINE, "known.json").here();
    assertThat(touched.status()).isEqualTo(1);
    assertThat(touched.summary()).contains("MUCH WEAKER&#58; the baseline accepts");
  }

  @Test
  void policyOfTheBaseHoldsWhereThePullRequestRemovesIt() throws Exception {
    gitHub.on("GET", ".*/contents/.github/modelscan.yml", 200, "fail-on: low\nincomplete: warn\n");
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 4711\n"
            .formatted("0".repeat(64));
    merge = new GitWorkspace(workspace).with("models/large.pkl", pointer).commit();
    ActionJob.Run run = pullRequest(".github/modelscan.yml", "models/large.pkl").here();
    assertThat(run.status()).isZero();
    gitHub.on("GET", ".*/contents/.github/modelscan.yml", 500, "{}");
    ActionJob.Run strict = pullRequest(".github/modelscan.yml", "models/large.pkl").here();
    assertThat(strict.status()).isEqualTo(2);
    assertThat(strict.said("notice")).contains("cannot be had");
  }

  @Test
  void pointersAreFetchedWhereTheWorkflowSaysSo() throws Exception {
    byte[] content = GitWorkspace.MALICIOUS.getBytes(StandardCharsets.UTF_8);
    String oid = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
            .formatted(oid, content.length);
    GitWorkspace repository = new GitWorkspace(workspace).with("large.pkl", pointer);
    merge = repository.commit();
    try (TestServer server = new TestServer()) {
      repository.git("remote", "add", "origin", server.at("/owner/name").toString());
      server.serve("/store", content);
      server.serve(
          "/owner/name.git/info/lfs/objects/batch",
          exchange ->
              TestServer.text(
                  exchange,
                  """
                  {"objects": [{"oid": "%s", "size": %d,
                    "actions": {"download": {"href": "%s"}}}]}\
                  """
                      .formatted(oid, content.length, server.at("/store"))));
      ActionJob job = pullRequest("large.pkl").set("GITHUB_SERVER_URL", server.at("").toString());
      assertThat(job.input(Input.LFS, "report").here().outputs())
          .containsEntry("not-scanned", "1")
          .containsEntry("result", "incomplete");
      for (String mode : List.of("auto", "fetch")) {
        assertThat(job.input(Input.LFS, mode).here().outputs())
            .containsEntry("not-scanned", "0")
            .containsEntry("failing", "1");
      }
    }
  }

  @Test
  void policyThatIsNotTouchedHoldsAsItIs() throws Exception {
    GitWorkspace repository = new GitWorkspace(workspace);
    base = repository.with(".github/modelscan.yml", "fail-on: never\n").commit();
    merge = repository.with("models/next.pkl", GitWorkspace.MALICIOUS).commit();
    ActionJob.Run run = pullRequest("models/next.pkl").here();
    assertThat(run.status()).isZero();
    assertThat(sent("GET", ".*/contents/.github/.*")).isEmpty();
    ActionJob.Run input = pullRequest("models/next.pkl").input(Input.FAIL_ON, "High").here();
    assertThat(input.status()).isEqualTo(1);
  }

  @Test
  void uploadThatMustWorkAndDoesNotIsRed() throws Exception {
    Files.delete(workspace.resolve("models/old.pkl"));
    Files.delete(workspace.resolve("models/new.pkl"));
    merge = new GitWorkspace(workspace).commit();
    String integration = "{\"message\": \"Resource not accessible by integration\"}";
    String disabled = "{\"message\": \"Advanced Security must be enabled for this repository\"}";

    gitHub.on("POST", SARIFS, 403, integration);
    ActionJob.Run red = push("refs/heads/master", base).here();
    assertThat(red.status()).isEqualTo(4);
    assertThat(red.outputs()).containsEntry("result", "passed").containsEntry("exit-code", "4");
    assertThat(red.said("error")).contains("403", "security-events: write");
    assertThat(push("refs/heads/topic", base).here().status()).isZero();

    gitHub.on("POST", SARIFS, 403, disabled);
    assertThat(push("refs/heads/master", base).here().status()).isZero();
    assertThat(push("refs/heads/master", base).input(Input.UPLOAD_SARIF, "always").here().status())
        .isEqualTo(4);
  }

  @Test
  void refusalInProcessingIsShown() throws Exception {
    gitHub.on(
        "GET",
        SARIFS + "/.*",
        200,
        "{\"processing_status\": \"failed\", \"errors\": [\"too many ::error::alerts\"]}");
    ActionJob.Run run = push("refs/heads/master", base).here();
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.said("error")).contains("refused the uploaded results: too many");
  }

  @Test
  void commentIsWrittenOnceAndUpdatedOnlyWhereItChanges() throws Exception {
    pullRequest("models/new.pkl").here();
    String written = body("POST", COMMENTS).get("body").asString();
    String ours = Comments.json(5, "github-actions[bot]", written.replace("\n", "\r\n"));
    String forged = Comments.json(4, "stranger", written);
    gitHub.on("GET", COMMENTS, 200, "[" + forged + "," + ours + "]");
    gitHub.on("PATCH", REPOSITORY + "/issues/comments/5", 200, ours);

    pullRequest("models/new.pkl").here();
    assertThat(sent("POST", COMMENTS)).hasSize(1);
    assertThat(sent("PATCH", ".*")).isEmpty();

    pullRequest("README.md").here();
    assertThat(body("PATCH", ".*").get("body").asString()).contains("**Resolved:**");

    gitHub.on("GET", COMMENTS, 200, "[" + forged + "]");
    pullRequest("models/new.pkl").here();
    assertThat(sent("POST", COMMENTS)).hasSize(2);
  }

  @Test
  void commentShowsWhatChangedInAModel() throws Exception {
    gitHub.on(
        "GET",
        ".*/contents/models/new.pkl",
        request ->
            Answer.json(
                base.equals(request.query().get("ref")) ? 200 : 500, GitWorkspace.HARMLESS));
    pullRequest("models/new.pkl").here();
    assertThat(body("POST", COMMENTS).get("body").asString())
        .contains("### Models in this pull request", "1 import <code>os.system</code>")
        .contains("was 7 B", "with <code>os.system</code>")
        .contains("- rule&#58; pickle-runs-command");
  }

  @Test
  void savedModelIsOneRowWithWhatChangedInItsFiles() throws Exception {
    Path fixtures = Path.of("fixtures/tensorflow");
    Path churn = workspace.resolve("churn");
    Files.createDirectories(churn.resolve("variables"));
    Files.copy(fixtures.resolve("benign/saved_model.pb"), churn.resolve("saved_model.pb"));
    Files.copy(fixtures.resolve("benign/variables.index"), churn.resolve("variables/v.index"));
    Path metadata = fixtures.resolve("malicious/keras_metadata-imports.pb");
    Files.copy(metadata, churn.resolve("keras_metadata.pb"));
    merge = new GitWorkspace(workspace).commit();
    byte[] before = Files.readAllBytes(fixtures.resolve("benign/keras_metadata.pb"));
    gitHub.on("GET", ".*/contents/churn/keras_metadata.pb", _ -> new Answer(200, Map.of(), before));

    ActionJob.Run run = pullRequest("churn/keras_metadata.pb").here();

    assertThat(run.outputs()).containsEntry("models", "4");
    String comment = body("POST", COMMENTS).get("body").asString();
    assertThat(comment.lines().filter(line -> line.startsWith("| <code>churn/")))
        .singleElement()
        .asString()
        .startsWith("| <code>churn/saved&#95;model.pb</code> | tensorflow-savedmodel | 2.0 kB | ")
        .contains("3 layers <code>Sequential, os.system ×2", "17 operators <code>")
        .contains("with <code>Sequential, custom, os.system</code><br>without <code>Dense</code>");
  }

  @Test
  void forkIsCommentedOnFromAnotherRun() throws Exception {
    ActionJob.Run scan = pullRequest("models/new.pkl").input(Input.COMMENT, "never").here();
    assertThat(scan.status()).isEqualTo(1);
    ObjectNode payload = ActionJob.payload("workflow_run");
    ObjectNode run = (ObjectNode) payload.get("workflow_run");
    run.put("event", "pull_request").put("head_sha", HEAD).put("head_branch", "topic");
    gitHub.on(
        "GET",
        REPOSITORY + "/pulls",
        200,
        """
        [{"number": 2, "head": {"sha": "%s"},
          "base": {"ref": "master", "sha": "%s", "repo": {"full_name": "%s"}}}]\
        """
            .formatted(HEAD, base, ActionJob.REPOSITORY));

    ActionJob.Run comment =
        job()
            .event("workflow_run", payload, "refs/heads/master", merge)
            .input(Input.REPORT, "modelscan.json")
            .process();

    assertThat(comment.log()).isEmpty();
    assertThat(comment.status()).isZero();
    assertThat(sent("GET", REPOSITORY + "/pulls").getFirst().query())
        .containsEntry("head", run.at("/head_repository/owner/login").asString() + ":topic");
    assertThat(body("POST", COMMENTS).get("body").asString())
        .contains("runs a command when it is loaded", "There before (1)");
  }
}
