package org.modelscan.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.Version;
import org.modelscan.image.Container.Run;

/** The command line inside the container image. */
@Timeout(300)
class ImageIT {
  private static final Path FIXTURES = Path.of("fixtures").toAbsolutePath();
  private static final String SHARED = "shared objects file";

  private static Image image;

  @TempDir private Path bundle;
  @TempDir private Path workspace;

  @BeforeAll
  static void unpackImage() throws Exception {
    image = Image.unpack();
  }

  /** The answer also tells that the start-up cache is that of this very build: see BuildId. */
  @Test
  void versionIsThatOfThisBuild() throws Exception {
    assertThat(container().run("--version"))
        .isEqualTo(new Run(0, Version.current().line() + "\n", ""));
  }

  @Test
  void classesComeFromTheStartUpCache() throws Exception {
    Run run =
        container()
            .javaOption("-XX:AOTMode=on")
            .javaOption("-Xlog:class+load:stdout")
            .run("--version");

    assertThat(run.output())
        .contains(" org.modelscan.Main source: " + SHARED)
        .contains(" java.lang.String source: " + SHARED)
        .endsWith(Version.current().line() + "\n");
  }

  /** Also shows that the runtime has all modules and files which the program needs. */
  @Test
  void findsWhatTheProgramFindsOutside() throws Exception {
    Run inside =
        container()
            .workspace(FIXTURES, "ro")
            .memory(512 << 20)
            .run("scan", "--quiet", "--report=json", ".");

    assertThat(inside.errors()).isEmpty();
    assertThat(inside.status()).isEqualTo(1);
    assertThat(inside.output()).isEqualTo(outside("scan", "--quiet", "--report=json", "."));
  }

  @Test
  void cleanFolderPasses() throws Exception {
    copy("pickle/benign");

    Run run = container().workspace(workspace, "ro").run();

    assertThat(run.status()).isZero();
    assertThat(run.output()).contains("nothing found");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void namesThatAreNotAsciiAreFound() throws Exception {
    Files.writeString(workspace.resolve("modèle.pkl"), "cos\nsystem\n(S'echo'\ntR.");

    Run run = container().workspace(workspace, "ro").run("modèle.pkl");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output()).startsWith("modèle.pkl\n");
  }

  @Test
  void reportThatCannotBeWrittenIsAnError() throws Exception {
    copy("pickle/benign");

    Run run = container().workspace(workspace, "ro").run("scan", "--report=sarif=out.sarif", ".");

    assertThat(run.status()).isEqualTo(4);
    assertThat(run.errors()).startsWith("modelscan: out.sarif: Read-only file system\n");
  }

  @Test
  void holdsNothingElseThatCanBeExecuted() throws IOException {
    try (Stream<Path> files = Files.walk(image.rootFileSystem())) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(Files::isExecutable)
                  .map(file -> "/" + image.rootFileSystem().relativize(file))
                  .filter(name -> !name.matches(".*\\.so(\\.\\d+)*")))
          .containsExactly("/runtime/bin/java");
    }
  }

  @Test
  void carriesLicencesAndTheListOfItsLibraries() throws IOException {
    Path root = image.rootFileSystem();
    assertThat(root.resolve("usr/share/doc/libc6/copyright")).content().contains("LGPL");
    assertThat(root.resolve("runtime/legal/java.base/LICENSE")).content().contains("Classpath");
    assertThat(root.resolve("app/LICENSE")).content().contains("Apache License");
    String list = Files.readString(root.resolve("app/lib/modelscan.cdx.json"));
    try (Stream<Path> libraries = Files.list(root.resolve("app/lib"))) {
      List<String> names =
          libraries
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".jar"))
              .toList();
      assertThat(names).hasSizeGreaterThan(5);
      for (String name : names) {
        String version = name.replaceFirst("^.*?-(\\d.*)\\.jar$", "$1");
        assertThat(list).contains(name.replace("-" + version + ".jar", "") + "@" + version);
      }
    }
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(image.tar())).isLessThan(45_000_000);
  }

  private Container container() {
    return new Container(image, bundle);
  }

  private void copy(String fixtures) throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES.resolve(fixtures))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, workspace.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private String outside(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of("bin/modelscan").toAbsolutePath().toString());
    builder.command().addAll(List.of(arguments));
    builder.directory(FIXTURES.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
