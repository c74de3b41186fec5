package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scans in a process of their own: what depends on the system around them. */
@Timeout(120)
class ScanProcessIT {
  private static final Path LAUNCHER = Path.of("bin/modelscan").toAbsolutePath();

  @TempDir private Path folder;

  private record Run(int status, String output, String errors) {}

  @Test
  void fullDiskWhileSpoolingMakesTheModelIncomplete() throws Exception {
    writeLargeArchive();

    Run run = run(Map.of(), "ulimit -f 8; exec \"$0\" large.zip --max-spool-memory 1K");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).contains("INCOMPLETE", "temporary file cannot be written: File too");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void missingTemporaryFolderMakesTheModelIncomplete() throws Exception {
    writeLargeArchive();
    Map<String, String> elsewhere =
        Map.of("MODELSCAN_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder.resolve("nowhere"));

    Run run = run(elsewhere, "exec \"$0\" large.zip --max-spool-memory 1K");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).contains("INCOMPLETE", "temporary folder is not there");
  }

  @Test
  void temporaryFilesAreGoneAfterwards() throws Exception {
    writeLargeArchive();
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Map<String, String> elsewhere =
        Map.of("MODELSCAN_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);

    Run run = run(elsewhere, "exec \"$0\" large.zip --max-spool-memory 1K");

    assertThat(run.status()).isZero();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void terminationIsQuiet() throws Exception {
    Process process = start(Map.of(), "exec \"$0\" --files-from - 2>errors");
    assertThat(process.waitFor(2, TimeUnit.SECONDS)).as("waits for the list").isFalse();

    process.destroy();

    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(folder.resolve("errors")).isEmptyFile();
  }

  @Test
  void currentFolderIsScannedByDefault() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/a.pkl"), "cos\nsystem\n(S'echo'\ntR.");

    assertThat(run(Map.of(), "exec \"$0\"").output()).contains("models/a.pkl\n");
    assertThat(run(Map.of(), "exec \"$0\" models/a.pkl").output()).contains("models/a.pkl\n");
    assertThat(run(Map.of(), "exec \"$0\" -p models").output()).startsWith("a.pkl\n");
    assertThat(run(Map.of(), "echo models/a.pkl | \"$0\" --files-from -").output())
        .startsWith("models/a.pkl\n");
  }

  @Test
  void namesAreFoundWhateverTheLocale() throws Exception {
    Files.writeString(folder.resolve("model"), "cos\nsystem\n(S'echo'\ntR.");
    String names =
        """
        utf8=$(printf 'mod\\303\\250le.pkl'); latin1=$(printf 'mod\\350le.pkl')
        cp model "$utf8"; mv model "$latin1"
        """;
    Map<String, String> locale = Map.of("LC_ALL", "C");

    Run walked = run(locale, names + "exec \"$0\"");
    Run named = run(locale, "exec \"$0\" \"$(printf 'mod\\303\\250le.pkl')\"");
    Run listed = run(locale, "printf 'mod\\350le.pkl' | \"$0\" --files-from -");

    assertThat(walked.output()).contains("modèle.pkl\n", "mod\\xe8le.pkl\n");
    assertThat(named.output()).startsWith("modèle.pkl\n");
    assertThat(listed.output()).startsWith("mod\\xe8le.pkl\n");
  }

  @Test
  void closedPipeIsNamed() throws Exception {
    Run run = run(Map.of(), "{ \"$0\" .; echo $? >status; } | :; cat status");

    assertThat(run.output().strip()).isIn("0", "4");
    assertThat(run.errors()).doesNotContain("Exception");
  }

  /** A pickle of 400 KB of small steps, deflated: it is read in order, and each page is kept. */
  private void writeLargeArchive() throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve("large.zip"));
        ZipOutputStream archive = new ZipOutputStream(file)) {
      archive.putNextEntry(new ZipEntry("model.pkl"));
      archive.write("(l".getBytes(UTF_8));
      archive.write("I1\na".repeat(100_000).getBytes(UTF_8));
      archive.write('.');
    }
  }

  private Run run(Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    Process process = start(environment, script);
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output, errors);
  }

  /** Runs a shell script in the folder; {@code $0} is the launcher. */
  private Process start(Map<String, String> environment, String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script, LAUNCHER.toString());
    builder.directory(folder.toFile());
    for (String name : List.of("MODELSCAN_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      builder.environment().remove(name);
    }
    builder.environment().putAll(environment);
    return builder.start();
  }
}
