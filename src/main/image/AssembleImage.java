import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Lays out the files of the container image, a folder a layer, from what changes rarely to what
 * changes with every build:
 *
 * <ol>
 *   <li>{@code system}: the C library of this machine with its licence, and what it reads at start
 *   <li>{@code runtime}: a Java runtime of the modules that the program uses, with its CA
 *       certificates and licences
 *   <li>{@code libraries}: the jars that the program uses, and the list of them (SBOM)
 *   <li>{@code application}: the program
 *   <li>{@code cache}: the start-up cache, made by running the action of the other layers over the
 *       fixtures. The one layer whose bytes differ from build to build, because it holds measured
 *       profiles of methods
 * </ol>
 *
 * <p>The build runs this file by the JDK that goes into the image: {@code java AssembleImage.java
 * <project> <target folder>}.
 */
final class AssembleImage {
  /**
   * jdeps names more: java.desktop, of commons-lang3, whose classes that use it are never reached.
   */
  private static final String MODULES =
      "java.base,java.logging,java.net.http,java.xml,jdk.unsupported";

  /** Of the runtime's messages; the image sets a locale that uses none of them. */
  private static final String TRANSLATIONS =
      "/[^/]+/.*_(de|es|fr|it|ja|ko|pt_BR|sv|zh_CN|zh_HK|zh_TW)\\.(class|properties)";

  /**
   * That of all files in the image, also where Buildah is told to set it (--timestamp 0). The
   * start-up cache is refused where the times of jars are not those of its training.
   */
  private static final FileTime TIME = FileTime.from(Instant.EPOCH);

  /**
   * The cache holds classes, and not what the training measured of methods (JEP 515): a runtime
   * that knows it compiles them all at once, which costs a short run more than it gives.
   */
  private static final List<String> WITHOUT_PROFILES =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTRecordTraining");

  private static final Pattern LIBRARY =
      Pattern.compile("(/\\S+/(?:ld-linux[^/ ]*|lib[a-z]+)\\.so\\.\\d+) \\(0x");

  private final Path project;
  private final Path target;
  private final Path layers;

  private AssembleImage(Path project, Path target) {
    this.project = project;
    this.target = target;
    this.layers = target.resolve("image");
  }

  public static void main(String[] arguments) throws Exception {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException(
          "the image holds the C library of the machine that builds it: build it on Linux");
    }
    new AssembleImage(Path.of(arguments[0]), Path.of(arguments[1])).assemble();
  }

  private void assemble() throws IOException, InterruptedException {
    delete(layers);
    // Jib takes a layer from there whose files have the names and times of its last one, as these
    // always do.
    delete(target.resolve("jib-cache"));
    Path runtime = layers.resolve("runtime/runtime");
    linkRuntime(runtime);
    copySystem(runtime);
    copyProgram();
    setAttributes();
    train();
    setAttributes();
  }

  private void linkRuntime(Path runtime) throws IOException {
    Files.createDirectories(runtime.getParent());
    // Not compressed: it starts faster, and the layer's own compression makes it smaller than a
    // compressed one.
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules=" + MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=zip-0",
                // Its classes depend on what this process has loaded; the start-up cache has them.
                "--disable-plugin=generate-jli-classes",
                "--exclude-files=**/bin/keytool,**/lib/classlist,**/lib/jexec,**/lib/jrt-fs.jar,**/lib/jspawnhelper",
                "--exclude-resources=regex:" + TRANSLATIONS,
                "--output=" + runtime);
    if (status != 0) {
      throw new IllegalStateException("jlink ended with " + status);
    }
    try (Stream<Path> files = Files.walk(runtime)) {
      for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
        if (Files.isSymbolicLink(file)) {
          // Jib writes files for links, and so does the image that the Dockerfile describes.
          Path original = file.toRealPath();
          Files.delete(file);
          Files.copy(original, file);
        }
        ElfFile.strip(file);
      }
    }
  }

  /**
   * The libraries at the paths that the loader was built with: there is no ld.so.cache in the
   * image.
   */
  private void copySystem(Path runtime) throws IOException, InterruptedException {
    Path system = layers.resolve("system");
    List<String> command = new ArrayList<>(List.of("ldd", runtime.resolve("bin/java").toString()));
    try (Stream<Path> files = Files.walk(runtime.resolve("lib"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".so")).sorted().forEach(command::add);
    }
    TreeSet<String> libraries = new TreeSet<>();
    LIBRARY.matcher(run(command)).results().forEach(match -> libraries.add(match.group(1)));
    if (libraries.stream().noneMatch(library -> library.endsWith("/libc.so.6"))) {
      throw new IllegalStateException("ldd names no GNU C library: " + libraries);
    }
    for (String library : libraries) {
      copy(Path.of(library), system.resolve(library.substring(1)));
    }
    String version =
        run(
            List.of(
                "dpkg-query",
                "--show",
                "--showformat=${source:Package} ${source:Version}",
                "libc6"));
    Path licence = system.resolve("usr/share/doc/libc6");
    copy(Path.of("/usr/share/doc/libc6/copyright"), licence.resolve("copyright"));
    write(
        licence.resolve("README"),
        """
        The files of the GNU C Library in this image are those of the packages libc6 and libc-bin, unchanged:
        %s
        /usr/lib/locale/C.utf8
        They are free software under the GNU Lesser General Public License, version 2.1 or later, and may be replaced
        by other builds of the library. The file copyright holds the licences; the source package is %s of Debian or
        Ubuntu, whichever the version belongs to.
        """
            .formatted(String.join("\n", libraries), version));
    Path locale = Path.of("/usr/lib/locale/C.utf8");
    copy(locale, system.resolve(locale.toString().substring(1)));
    write(
        system.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/none\nnobody:x:65534:65534:nobody:/:/none\n");
    write(system.resolve("etc/group"), "root:x:0:\nnogroup:x:65534:\n");
    write(system.resolve("etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
    for (String folder : List.of("tmp", "models", "root")) {
      Files.createDirectories(system.resolve(folder));
    }
  }

  private void copyProgram() throws IOException {
    Path jar = target.resolve("modelscan.jar");
    try (JarFile file = new JarFile(jar.toFile())) {
      for (String library :
          file.getManifest().getMainAttributes().getValue("Class-Path").split(" ")) {
        ImageJar.copy(target.resolve(library), layers.resolve("libraries/app").resolve(library));
      }
    }
    copy(
        target.resolve("modelscan.cdx.json"),
        layers.resolve("libraries/app/lib/modelscan.cdx.json"));
    Path application = layers.resolve("application/app");
    ImageJar.copy(jar, application.resolve("modelscan.jar"));
    copy(target.resolve("java.options"), application.resolve("java.options"));
    copy(project.resolve("LICENSE"), application.resolve("LICENSE"));
  }

  /**
   * Runs the files of the layers in a folder that they see as the root of the file system. A cache
   * trained at other paths is accepted, but ends the Java runtime: it asks for jars at the paths of
   * the training, takes their packages for unsealed where there is none, and then finds the one
   * that is sealed.
   */
  private void train() throws IOException, InterruptedException {
    Path root = target.resolve("image-training");
    delete(root);
    for (String layer : List.of("system", "runtime", "libraries", "application")) {
      copy(layers.resolve(layer), root);
    }
    copy(project.resolve("fixtures"), root.resolve("models"));
    try (TrainingJob job = new TrainingJob(root)) {
      // The fixtures hold malicious models: 1.
      start(1, root, List.of("-XX:AOTMode=record"), job.environment(), "action");
    }
    start(0, root, List.of("-XX:AOTMode=create", "-XX:AOTCache=/tmp/modelscan.aot"), Map.of());
    copy(root.resolve("tmp/modelscan.aot"), layers.resolve("cache/app/modelscan.aot"));
  }

  private void start(
      int expected,
      Path root,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (!System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "--map-root-user"));
    }
    command.addAll(List.of("chroot", root.toString(), "/runtime/bin/java", "@/app/java.options"));
    command.addAll(WITHOUT_PROFILES);
    command.add("-XX:AOTConfiguration=/tmp/recorded");
    command.addAll(options);
    command.addAll(List.of("-jar", "/app/modelscan.jar"));
    command.addAll(List.of(arguments));
    Path messages = target.resolve("image-training.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(messages.toFile());
    // Nothing of the environment of the build, which may be a job of GitHub's as well.
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    // There is no /proc, by which the launcher finds its libraries otherwise.
    builder.environment().put("LD_LIBRARY_PATH", "/runtime/lib");
    int status = builder.start().waitFor();
    if (status != expected) {
      throw new IllegalStateException(
          "the training run ended with " + status + "; its messages are in " + messages);
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    // ldd also fails where one of several files finds its neighbour only inside the runtime; what
    // it names still counts.
    if (process.waitFor() != 0 && output.isEmpty()) {
      throw new IllegalStateException(
          command.getFirst() + " failed; the image is built on Debian or Ubuntu");
    }
    return output;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** What Jib and the Dockerfile would otherwise take from this machine in different ways. */
  private void setAttributes() throws IOException {
    try (Stream<Path> files = Files.walk(layers)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean executable =
            Files.isDirectory(file)
                || file.getParent().endsWith("bin")
                || name.startsWith("ld-linux");
        String permissions =
            name.equals("tmp") ? "rwxrwxrwx" : executable ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        Files.setLastModifiedTime(file, TIME);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder, NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
