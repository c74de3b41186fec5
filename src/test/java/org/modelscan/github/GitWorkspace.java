package org.modelscan.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real repository, checked out as a job has it.
 *
 * @param folder its root
 */
record GitWorkspace(Path folder) {
  /** A pickle that runs a command when it is loaded. */
  static final String MALICIOUS = "cos\nsystem\n(S'echo fixture'\ntR.";

  /** A pickle of a list. */
  static final String HARMLESS = "(lI1\na.";

  static GitWorkspace in(Path folder) throws IOException, InterruptedException {
    GitWorkspace workspace = new GitWorkspace(folder);
    workspace.git("init", "-q", "-b", "main");
    return workspace;
  }

  GitWorkspace with(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return this;
  }

  /** Commits everything, and tells the commit. */
  String commit() throws IOException, InterruptedException {
    git("add", "-A", ".");
    git(
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "x");
    return git("rev-parse", "HEAD");
  }

  String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }
}
