package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.github.FakeGitHub.Answer;
import org.modelscan.github.FakeGitHub.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  @Test
  void pullRequestPassesForWhatWasThereBefore() throws Exception {
    ActionJob.Run run = pullRequest("README.md").process();
    assertThat(run.status()).isZero();
    assertThat(run.outputs()).containsEntry("result", "passed").containsEntry("findings", "2");
    assertThat(sent("POST", COMMENTS)).isEmpty();
    assertThat(run.summary()).contains("This pull request adds no findings.", "There before (2)");
  }
}
