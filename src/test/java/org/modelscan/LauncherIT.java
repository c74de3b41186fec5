package org.modelscan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts bin/modelscan as its users do: a process of its own, over the packaged program. */
@Timeout(120)
class LauncherIT {
  private static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Path LAUNCHER = ROOT.resolve("bin/modelscan");
  private static final String VERSION_LINE = Version.current().line() + "\n";

  @TempDir private Path temporary;
  private Path folder;

  private record Run(int status, String output, String errors) {}

  @BeforeEach
  void useFolderWithSpaceInItsName() throws IOException {
    folder = Files.createDirectory(temporary.resolve("a folder"));
  }

  @Test
  void versionIsThatOfThisBuild() throws Exception {
    assertThat(run(LAUNCHER, ROOT, Map.of(), "--version")).isEqualTo(new Run(0, VERSION_LINE, ""));
  }

  @Test
  void classesComeFromTheCache() throws Exception {
    assumeThat(ROOT.resolve("target/modelscan.aot")).exists();

    Run run = run(LAUNCHER, ROOT, LOG_CLASSES, "--version");

    assertThat(sourceOfMain(run)).isEqualTo("shared objects file");
  }

  /** The runtime would take the cache, look for the jars where they were in training, and end. */
  @Test
  void movedProgramStartsWithoutTheCache() throws Exception {
    assumeThat(ROOT.resolve("target/modelscan.aot")).exists();
    copyProgram();

    Run run = run(folder.resolve("bin/modelscan"), folder, LOG_CLASSES, "--version");

    assertThat(run.status()).isZero();
    assertThat(sourceOfMain(run)).startsWith("file:");
  }

  /** JDK-8377932: the runtime itself would take the old classes. */
  @Test
  void changedJarIsNotStartedFromItsOldCache() throws Exception {
    copyProgram();
    Version current = Version.current();
    String otherCommit = "f".repeat(current.commit().length());
    replaceInJar(
        folder.resolve("target/modelscan.jar"),
        "org/modelscan/Version.class",
        current.commit(),
        otherCommit);

    assertThat(run(folder.resolve("bin/modelscan"), folder, Map.of(), "--version"))
        .isEqualTo(
            new Run(
                0,
                new Version(current.number(), otherCommit, current.ruleSet()).line() + "\n",
                ""));
  }

  @Test
  void startsThroughSymbolicLinksFromAnyFolder() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first"), LAUNCHER);
    Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("first"));

    assertThat(run(first, folder, Map.of(), "--version").output()).isEqualTo(VERSION_LINE);
    assertThat(run(second, Path.of("/"), Map.of(), "--version").output()).isEqualTo(VERSION_LINE);
  }

  @Test
  void argumentsAndExitStatusPassThrough() throws Exception {
    Path java = fakeJava("25.0.1", "for argument; do printf '<%s>' \"$argument\"; done; exit 37");

    Run run =
        run(LAUNCHER, folder, Map.of("JAVA_HOME", java.toString()), "a b", "", "*", "@x", "-$HOME");

    assertThat(run.status()).isEqualTo(37);
    assertThat(run.output())
        .endsWith("<-jar><" + ROOT + "/target/modelscan.jar><a b><><*><@x><-$HOME>");
  }

  @Test
  void signalsPassThrough() throws Exception {
    Path java = fakeJava("25", "trap 'exit 43' TERM; echo started; while :; do sleep 0.05; done");
    Process process = start(LAUNCHER, folder, Map.of("JAVA_HOME", java.toString()));

    assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("started");
    process.destroy();

    assertThat(process.waitFor()).isEqualTo(43);
  }

  @Test
  void cacheOfAnotherRuntimeIsNotUsed() throws Exception {
    Path java = fakeJava("25.0.1", "for argument; do printf '<%s>' \"$argument\"; done");

    Run run = run(LAUNCHER, folder, Map.of("JAVA_HOME", java.toString()));

    assertThat(run.output()).contains("<-jar>").doesNotContain("AOTCache");
  }

  @Test
  void olderJavaHomeIsPassedOver() throws Exception {
    Path java = fakeJava("17.0.15", "echo old");

    assertThat(run(LAUNCHER, folder, Map.of("JAVA_HOME", java.toString()), "--version").output())
        .isEqualTo(VERSION_LINE);
  }

  @Test
  void missingJavaIsNamed() throws Exception {
    copyProgram();
    Path launcher = folder.resolve("bin/modelscan");
    // The machine's own runtimes are hidden by renaming the folders that the script looks into.
    Files.writeString(
        launcher,
        Files.readString(launcher).replaceAll("(?m)(?<= )/(usr|opt|Library)/", "/hidden/"));
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("sh", "readlink", "stat")) {
      Files.createSymbolicLink(tools.resolve(tool), findTool(tool));
    }

    Run run =
        run(
            launcher,
            folder,
            Map.of("JAVA_HOME", "", "HOME", folder.toString(), "PATH", tools.toString()),
            "--version");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .isEqualTo(
            "modelscan: no Java 25 runtime found; install one, or set JAVA_HOME to the folder of"
                + " one\n");
  }

  @Test
  void firstUsesAtOnceBuildOnce() throws Exception {
    copyProgram();
    Path built = Files.move(folder.resolve("target"), folder.resolve("built"));
    String path =
        pathWithFakeMaven(
            """
            echo built >>'%1$s/builds'
            echo chatter of the build
            mkdir '%1$s/target'
            printf half >'%1$s/target/modelscan.jar'
            sleep 0.5
            cp -pR '%2$s/.' '%1$s/target'
            """
                .formatted(folder, built));

    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(
          start(folder.resolve("bin/modelscan"), temporary, Map.of("PATH", path), "--version"));
    }

    for (Process process : processes) {
      assertThat(finish(process).output()).isEqualTo(VERSION_LINE);
    }
    assertThat(folder.resolve("builds")).hasContent("built");
  }

  @Test
  void failedBuildIsAnInternalError() throws Exception {
    copyProgram();
    Files.move(folder.resolve("target"), folder.resolve("built"));
    String path = pathWithFakeMaven("echo no network; exit 1");

    Run run = run(folder.resolve("bin/modelscan"), temporary, Map.of("PATH", path), "--version");

    assertThat(run.status()).isEqualTo(70);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors())
        .isEqualTo(
            """
            modelscan: building on first use
            no network
            modelscan: the build failed; the messages above say why
            """);
  }

  private static final Map<String, String> LOG_CLASSES =
      Map.of("MODELSCAN_JAVA_OPTIONS", "-Xlog:class+load:stdout");

  private static String sourceOfMain(Run run) {
    return run.output()
        .lines()
        .filter(line -> line.contains(" org.modelscan.Main source: "))
        .map(line -> line.replaceAll(".* source: ", ""))
        .findFirst()
        .orElseThrow(() -> new AssertionError(run));
  }

  private void copyProgram() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("target/lib"));
    List<Path> files = new ArrayList<>(List.of(LAUNCHER, ROOT.resolve("pom.xml")));
    for (String source : List.of("target", "target/lib")) {
      try (Stream<Path> inside = Files.list(ROOT.resolve(source))) {
        inside.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    for (Path file : files) {
      Files.copy(file, folder.resolve(ROOT.relativize(file).toString()), COPY_ATTRIBUTES);
    }
  }

  private static void replaceInJar(Path jar, String entryName, String old, String replacement)
      throws IOException {
    Path changed = jar.resolveSibling("changed.jar");
    try (ZipFile from = new ZipFile(jar.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : from.stream().toList()) {
        byte[] content = from.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(entryName)) {
          String text = new String(content, ISO_8859_1);
          assertThat(text).contains(old);
          content = text.replace(old, replacement).getBytes(ISO_8859_1);
        }
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(content);
      }
    }
    Files.delete(jar);
    Files.move(changed, jar);
  }

  /** A folder like that of a Java runtime, whose java is a shell script. */
  private Path fakeJava(String version, String script) throws IOException {
    Path home = Files.createDirectories(folder.resolve("java " + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    writeScript(home.resolve("bin/java"), script);
    Files.writeString(Files.createDirectory(home.resolve("lib")).resolve("modules"), "");
    return home;
  }

  private String pathWithFakeMaven(String script) throws IOException {
    writeScript(folder.resolve("tools/mvn"), script);
    return folder.resolve("tools") + ":" + System.getenv("PATH");
  }

  private static void writeScript(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path findTool(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(entry -> Path.of(entry, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Run run(
      Path launcher, Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return finish(start(launcher, directory, environment, arguments));
  }

  private static Process start(
      Path launcher, Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(directory.toFile());
    for (String name :
        List.of(
            "MODELSCAN_AOT", "MODELSCAN_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      builder.environment().remove(name);
    }
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Run finish(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output, errors);
  }
}
