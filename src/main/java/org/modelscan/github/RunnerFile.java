package org.modelscan.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/** The files by which a step talks to the runner (actions/runner, FileCommandManager.cs). */
final class RunnerFile {
  /** A summary that is larger is dropped whole. */
  static final int LARGEST_SUMMARY = 1 << 20;

  private RunnerFile() {}

  /**
   * Appends outputs, each between lines with a delimiter that nobody can know beforehand.
   *
   * @throws IOException also where a value holds the delimiter
   */
  static void outputs(Path file, Map<Output, String> outputs) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<Output, String> output : new EnumMap<>(outputs).entrySet()) {
      text.append(
          output(output.getKey().id(), output.getValue(), "modelscan_" + UUID.randomUUID()));
    }
    append(file, text.toString());
  }

  static String output(String name, String value, String delimiter) throws IOException {
    if (value.contains(delimiter)) {
      throw new IOException("the value of output " + name + " holds its delimiter");
    }
    return name + "<<" + delimiter + "\n" + value + "\n" + delimiter + "\n";
  }

  /** Appends to the summary of the job. */
  static void summary(Path file, String page) throws IOException {
    append(file, page.endsWith("\n") ? page : page + "\n");
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(
        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
