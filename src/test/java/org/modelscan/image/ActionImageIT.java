package org.modelscan.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.image.Container.Run;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The image as GitHub's runner starts it for a step of the action. */
@Timeout(300)
class ActionImageIT {
  private static final Path FIXTURES = Path.of("fixtures").toAbsolutePath();
  private static final int OWNER = 1001;
  private static final Pattern OUTPUT =
      Pattern.compile("(?m)^([a-z-]+)<<(\\S+)\\n(?:(.*)\\n)?\\2$");

  private static Image image;

  @TempDir private Path folder;
  private Path workspace;
  private Path commands;
  private Container container;

  @BeforeAll
  static void unpackImage() throws Exception {
    image = Image.unpack();
  }

  @BeforeEach
  void prepareJob() throws IOException {
    workspace = Files.createDirectory(folder.resolve("workspace"));
    Files.setAttribute(workspace, "unix:uid", OWNER);
    commands = Files.createDirectory(folder.resolve("file_commands"));
    Path workflow = Files.createDirectory(folder.resolve("workflow"));
    Files.writeString(
        workflow.resolve("event.json"),
        """
        {
          "ref": "refs/heads/main",
          "before": "89abcdef0123456789abcdef0123456789abcdef",
          "after": "0123456789abcdef0123456789abcdef01234567",
          "repository": {"full_name": "octocat/hello-world", "default_branch": "main"}
        }
        """);
    container =
        new Container(image, Files.createDirectory(folder.resolve("bundle")))
            .mount(commands, "/github/file_commands", "rw")
            .mount(workflow, "/github/workflow", "ro")
            .mount(Files.createDirectory(folder.resolve("home")), "/github/home", "rw")
            .mount(Files.createDirectory(folder.resolve("temp")), "/github/runner_temp", "rw")
            .environment("HOME", "/github/home")
            .environment("CI", "true")
            .environment("GITHUB_ACTIONS", "true")
            .environment("GITHUB_WORKSPACE", Container.WORKSPACE)
            .environment("GITHUB_REPOSITORY", "octocat/hello-world")
            .environment("GITHUB_EVENT_NAME", "push")
            .environment("GITHUB_EVENT_PATH", "/github/workflow/event.json")
            .environment("GITHUB_REF", "refs/heads/main")
            .environment("GITHUB_SHA", "0123456789abcdef0123456789abcdef01234567")
            .environment("GITHUB_OUTPUT", "/github/file_commands/output")
            .environment("GITHUB_STEP_SUMMARY", "/github/file_commands/summary")
            .environment("RUNNER_TEMP", "/github/runner_temp")
            .environment("INPUT_PATH", "")
            .environment("INPUT_UPLOAD-SARIF", "never")
            .memory(512 << 20);
  }

  @Test
  void cleanWorkspacePasses() throws Exception {
    copy("pickle/benign");

    Run run = container.workspace(workspace, "rw").run("action");

    assertThat(run.status()).as(run.output() + run.errors()).isZero();
    assertThat(outputs())
        .containsEntry("result", "passed")
        .containsEntry("exit-code", "0")
        .containsEntry("findings", "0");
    assertThat(sarif().at("/runs/0/results")).isEmpty();
    assertThat(run.output()).doesNotContain("::error");
    assertThat(commands.resolve("summary")).content().contains("Nothing was found");
  }

  @Test
  void maliciousWorkspaceFails() throws Exception {
    copy("pickle/malicious");

    Run run = container.workspace(workspace, "rw").run("action");

    assertThat(run.status()).as(run.errors()).isEqualTo(1);
    Map<String, String> outputs = outputs();
    assertThat(outputs).containsEntry("result", "findings").containsEntry("exit-code", "1");
    int findings = Integer.parseInt(outputs.getOrDefault("findings", ""));
    assertThat(findings).isGreaterThan(50);
    assertThat(sarif().at("/runs/0/tool/driver/name").asString()).isEqualTo("modelscan");
    assertThat(sarif().at("/runs/0/results")).hasSize(findings);
    assertThat(run.output()).contains("::error").contains("os.system");
    assertThat(commands.resolve("summary")).content().contains("pickle-runs-command");
  }

  /** Everything is root's in the container; who cleans up the workspace afterwards is not. */
  @Test
  void filesBelongToTheOwnerOfTheWorkspace() throws Exception {
    copy("pickle/benign");

    container
        .environment("INPUT_SARIF-FILE", "reports/out.sarif")
        .environment("INPUT_JSON-FILE", "out.json")
        .workspace(workspace, "rw")
        .run("action");

    for (String file : List.of("reports", "reports/out.sarif", "out.json")) {
      assertThat(Files.getAttribute(workspace.resolve(file), "unix:uid")).as(file).isEqualTo(OWNER);
    }
    assertThat(outputs()).containsEntry("sarif-file", "reports/out.sarif");
  }

  /** A shell in between would drop these variables. */
  @Test
  void inputsWithDashesArrive() throws Exception {
    copy("pickle/malicious");

    Run run =
        container
            .environment("INPUT_FAIL-ON", "never")
            .environment("INPUT_INCOMPLETE", "warn")
            .workspace(workspace, "rw")
            .run("action");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(outputs()).containsEntry("result", "passed").doesNotContainEntry("findings", "0");
  }

  @Test
  void readOnlyWorkspaceKeepsTheVerdict() throws Exception {
    copy("pickle/malicious");

    Run run = container.workspace(workspace, "ro").run("action");

    assertThat(run.status()).isEqualTo(1);
    assertThat(outputs()).containsEntry("result", "findings");
    assertThat(run.output() + run.errors()).contains("modelscan.sarif").contains("Read-only");
  }

  @Test
  void missingFilesOfTheRunnerKeepTheVerdict() throws Exception {
    copy("pickle/malicious");

    Run run =
        container
            .environment("GITHUB_OUTPUT", "")
            .environment("GITHUB_STEP_SUMMARY", "/nowhere/summary")
            .workspace(workspace, "rw")
            .run("action");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output())
        .contains("os.system")
        .contains("::warning title=modelscan::GITHUB_OUTPUT is not set")
        .contains("::warning title=modelscan::The summary cannot be written");
    assertThat(commands).isEmptyDirectory();
  }

  @Test
  void inputThatIsWrongIsNamed() throws Exception {
    Run run =
        container.environment("INPUT_FAIL-ON", "hihg").workspace(workspace, "rw").run("action");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.output() + run.errors()).contains("fail-on").contains("hihg");
  }

  private Map<String, String> outputs() throws IOException {
    Map<String, String> outputs = new TreeMap<>();
    Matcher matcher = OUTPUT.matcher(Files.readString(commands.resolve("output"), UTF_8));
    while (matcher.find()) {
      outputs.put(matcher.group(1), matcher.group(3) == null ? "" : matcher.group(3));
    }
    return outputs;
  }

  private JsonNode sarif() throws IOException {
    return new JsonMapper().readTree(Files.readString(workspace.resolve("modelscan.sarif")));
  }

  private void copy(String fixtures) throws IOException {
    Path models = Files.createDirectory(workspace.resolve("models"));
    try (Stream<Path> files = Files.list(FIXTURES.resolve(fixtures))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, models.resolve(file.getFileName()));
      }
    }
  }
}
