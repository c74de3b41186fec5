package org.modelscan.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.google.protobuf.ByteString;
import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.io.IOUtils;
import org.jspecify.annotations.NullMarked;
import org.modelscan.Main;
import org.modelscan.report.RunnerCommand;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.tukaani.xz.XZInputStream;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job with the environment that the runner gives it, on a real workspace. */
final class ActionJob {
  static final String REPOSITORY = "Codertocat/Hello-World";
  private static final Pattern OUTPUT =
      Pattern.compile("(?m)^([a-z-]+)<<(modelscan_[0-9a-f-]{36})\n(.*)\n\\2\n");

  private final Path folder;
  private final Path workspace;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a run left behind. */
  record Run(int status, String log, Map<String, String> outputs, String summary) {
    /** What the runner takes for commands. */
    List<RunnerCommand> commands() {
      return log.lines().map(RunnerCommand::parse).flatMap(Optional::stream).toList();
    }

    /** The text of all commands of a kind. */
    String said(String kind) {
      return commands().stream()
          .filter(command -> command.name().equals(kind))
          .map(RunnerCommand::data)
          .collect(Collectors.joining("\n"));
    }
  }

  /**
   * A job.
   *
   * @param folder for the runner's own files
   * @param workspace a repository that is checked out
   */
  ActionJob(Path folder, Path workspace, FakeGitHub gitHub) {
    this.folder = folder;
    this.workspace = workspace;
    set("GITHUB_ACTIONS", "true");
    set("GITHUB_WORKSPACE", workspace.toString());
    set("GITHUB_REPOSITORY", REPOSITORY);
    set("GITHUB_API_URL", gitHub.api());
    set("GITHUB_SERVER_URL", "https://github.com");
    set("GITHUB_RUN_ID", "4711");
    set("GITHUB_OUTPUT", folder.resolve("output").toString());
    set("GITHUB_STEP_SUMMARY", folder.resolve("summary").toString());
    set("RUNNER_TEMP", folder.toString());
    for (Input input : Input.values()) {
      set(input.variable(), "");
    }
    input(Input.TOKEN, FakeGitHub.TOKEN);
  }

  ActionJob set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  ActionJob unset(String name) {
    environment.remove(name);
    return this;
  }

  ActionJob input(Input input, String value) {
    return set(input.variable(), value);
  }

  /** A payload of GitHub's own examples. */
  static ObjectNode payload(String event) {
    try (InputStream in =
        Objects.requireNonNull(ActionJob.class.getResourceAsStream("events/" + event + ".json"))) {
      return (ObjectNode) JsonMapper.shared().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  ActionJob event(String name, JsonNode payload, String ref, String sha) throws IOException {
    Path file = Files.writeString(folder.resolve("event.json"), payload.toString());
    set("GITHUB_EVENT_NAME", name);
    set("GITHUB_EVENT_PATH", file.toString());
    set("GITHUB_REF", ref);
    return set("GITHUB_SHA", sha);
  }

  /** A pull request that is checked out at its merge. */
  ActionJob pullRequest(String merge, String base, String head, int files) throws IOException {
    ObjectNode payload = payload("pull_request");
    ObjectNode pullRequest = (ObjectNode) payload.get("pull_request");
    pullRequest.put("changed_files", files);
    ((ObjectNode) pullRequest.get("base")).put("sha", base);
    ((ObjectNode) pullRequest.get("head")).put("sha", head);
    return event("pull_request", payload, "refs/pull/2/merge", merge);
  }

  /** Runs the action in a process of its own. */
  Run process() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            classPath(),
            "org.modelscan.Main",
            "action");
    builder.directory(workspace.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Path errors = folder.resolve("errors");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    String log = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("does not end");
    }
    // The runner reads both for commands.
    return run(process.exitValue(), log + Files.readString(errors));
  }

  /** Runs the action in this process, which is faster. */
  Run here() throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, false, UTF_8);
    Ending ending = new Action(new Job(environment), "1.2.3", stream).run(ActionJob::status);
    stream.flush();
    return run(status(ending), out.toString(UTF_8));
  }

  private static int status(Ending ending) {
    int verdict =
        ending
            .verdict()
            .map(one ->
                switch (one.status()) {
                  case PASSED -> 0;
                  case FINDINGS -> 1;
                  case INCOMPLETE -> 2;
                })
            .orElse(0);
    return verdict == 0 && ending.hindered() ? 4 : verdict;
  }

  /** The libraries that the action needs; that of the command line is none of them. */
  private static String classPath() {
    return Stream.of(
            Main.class,
            JsonMapper.class,
            JsonFactory.class,
            JsonInclude.class,
            NullMarked.class,
            LoadSettings.class,
            ArchiveEntry.class,
            IOUtils.class,
            XZInputStream.class,
            ZstdJavaInputStream.class,
            ByteString.class)
        .map(type -> Path.of(location(type)).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URI location(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Run run(int status, String log) throws IOException {
    Map<String, String> outputs = new HashMap<>();
    Matcher matcher = OUTPUT.matcher(text("output"));
    while (matcher.find()) {
      outputs.put(matcher.group(1), matcher.group(3));
    }
    return new Run(status, log, outputs, text("summary"));
  }

  private String text(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
