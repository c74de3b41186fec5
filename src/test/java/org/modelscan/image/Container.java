package org.modelscan.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container of the image as GitHub's runner starts it (ContainerActionHandler.cs of
 * actions/runner): root, with Docker's own set of capabilities, the workspace as working folder;
 * and stricter than there: the root file system is read-only, and there is no network.
 */
final class Container {
  static final String WORKSPACE = "/github/workspace";

  /** moby: oci/caps/defaults.go. */
  private static final List<String> CAPABILITIES =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FSETID",
          "CAP_FOWNER",
          "CAP_MKNOD",
          "CAP_NET_RAW",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETFCAP",
          "CAP_SETPCAP",
          "CAP_NET_BIND_SERVICE",
          "CAP_SYS_CHROOT",
          "CAP_KILL",
          "CAP_AUDIT_WRITE");

  private final ObjectNode config;
  private final Path bundle;
  private final Map<String, String> environment = new TreeMap<>();

  /** How a run ended. Output and errors are what a job's log shows. */
  record Run(int status, String output, String errors) {}

  /** A container that is described in the empty folder {@code bundle}. */
  Container(Image image, Path bundle) {
    this.bundle = bundle;
    this.config = image.config().deepCopy();
    ObjectNode root = config.putObject("root");
    root.put("path", image.rootFileSystem().toString());
    root.put("readonly", true);
    process().put("terminal", false).put("cwd", "/").putArray("rlimits");
    ObjectNode capabilities = process().putObject("capabilities");
    for (String set : List.of("bounding", "effective", "permitted")) {
      CAPABILITIES.forEach(capabilities.putArray(set)::add);
    }
    process().get("env").forEach(entry -> keep(entry.asString()));
  }

  private void keep(String entry) {
    int equals = entry.indexOf('=');
    environment.put(entry.substring(0, equals), entry.substring(equals + 1));
  }

  private ObjectNode process() {
    return (ObjectNode) config.get("process");
  }

  Container workspace(Path folder, String access) {
    process().put("cwd", WORKSPACE);
    return mount(folder, WORKSPACE, access);
  }

  /** Shows a folder of this machine inside; access is ro or rw. */
  Container mount(Path folder, String destination, String access) {
    ObjectNode mount = ((ArrayNode) config.get("mounts")).addObject();
    mount.put("destination", destination).put("type", "bind").put("source", folder.toString());
    mount.putArray("options").add("rbind").add(access);
    return this;
  }

  Container environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Memory in bytes, swap included, of all processes in the container. */
  Container memory(long limit) {
    ObjectNode linux = (ObjectNode) config.get("linux");
    linux.withObject("resources").putObject("memory").put("limit", limit).put("swap", limit);
    return this;
  }

  /** Adds an option of the Java runtime to those that the image gives it. */
  Container javaOption(String option) {
    ArrayNode command = (ArrayNode) process().get("args");
    command.insert(command.size() - 2, option);
    return this;
  }

  /** Replaces the image's entry point. */
  Container entryPoint(String program) {
    process().putArray("args").add(program);
    return this;
  }

  /** Runs the entry point with these arguments, to the end. */
  Run run(String... arguments) throws IOException, InterruptedException {
    ArrayNode command = (ArrayNode) process().get("args");
    List.of(arguments).forEach(command::add);
    ArrayNode variables = process().putArray("env");
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    Files.writeString(bundle.resolve("config.json"), config.toString());
    Path output = bundle.resolve("output");
    Path errors = bundle.resolve("errors");
    Process process =
        new ProcessBuilder("runc", "run", "modelscan-" + UUID.randomUUID())
            .directory(bundle.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      process.destroy();
      throw new AssertionError("still running: " + Files.readString(output, UTF_8));
    }
    return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
  }
}
