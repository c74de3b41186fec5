package org.modelscan.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The image that the build wrote, unpacked into a bundle of the <a
 * href="https://github.com/opencontainers/runtime-spec/blob/main/bundle.md">OCI runtime
 * specification</a>.
 */
record Image(Path tar, Path rootFileSystem, ObjectNode config) {
  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Unpacks the image. Where it cannot be run, the test is skipped and standard error says why. */
  static Image unpack() throws IOException, InterruptedException {
    Path tar = TARGET.resolve("modelscan-image.tar");
    if (!Files.exists(tar)) {
      skip("there is no image: mvn -Pimage package");
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      skip("only root can start containers with runc");
    }
    Path unpacked = TARGET.resolve("image-unpacked");
    delete(unpacked);
    Files.createDirectories(unpacked);
    for (List<String> command :
        List.of(
            List.of("runc", "--version"),
            List.of("skopeo", "copy", "-q", "docker-archive:" + tar, "oci:oci:image"),
            List.of("umoci", "unpack", "--image", "oci:image", "bundle"))) {
      run(unpacked, command);
    }
    Path bundle = unpacked.resolve("bundle");
    ObjectNode config =
        (ObjectNode) new JsonMapper().readTree(Files.readString(bundle.resolve("config.json")));
    Image image = new Image(tar, bundle.resolve("rootfs"), config);
    image.probeRunc(Files.createDirectories(unpacked.resolve("probe")));
    return image;
  }

  /** A program that is not there is missed only when its container stands. */
  private void probeRunc(Path bundle) throws IOException, InterruptedException {
    String missing = "/no-such-program";
    Container.Run run = new Container(this, bundle).entryPoint(missing).run();
    if (!run.errors().contains(missing)) {
      skip("runc cannot run containers here: " + run.errors().strip());
    }
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      skip("the program " + command.getFirst() + " is missing");
      throw e;
    }
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
  }

  private static void skip(String reason) {
    System.err.println("ImageIT is skipped: " + reason);
    Assumptions.abort(reason);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
