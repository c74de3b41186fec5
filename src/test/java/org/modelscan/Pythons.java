package org.modelscan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Python interpreters of this machine, which tests compare with: of the search path and of
 * pyenv.
 */
public final class Pythons {
  private Pythons() {}

  /** Their commands; empty where there is none. */
  public static List<String> all() throws IOException {
    List<String> found = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path python = Path.of(folder, "python3");
      if (Files.isExecutable(python) && !found.contains(python.toString())) {
        found.add(python.toString());
      }
    }
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> folders = Files.list(versions)) {
        folders
            .map(folder -> folder.resolve("bin/python"))
            .filter(Files::isExecutable)
            .sorted()
            .forEach(python -> found.add(python.toString()));
      }
    }
    return found;
  }

  /** What a script of the test resources prints; fails where it does. */
  public static String run(String python, String resource, String... arguments)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("modelscan-", ".py");
    Path output = Files.createTempFile("modelscan-", ".out");
    try {
      try (var source = Pythons.class.getResourceAsStream(resource)) {
        if (source == null) {
          throw new IllegalArgumentException(resource + " is not there");
        }
        Files.write(script, source.readAllBytes());
      }
      List<String> command = new ArrayList<>(List.of(python, "-B", script.toString()));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(python + " does not end");
      }
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(python + " failed: " + printed);
      }
      return printed;
    } finally {
      Files.delete(script);
      Files.delete(output);
    }
  }
}
