import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Runs the action on runners without Docker: gets the program and becomes it. Inputs, outputs and
 * everything else of the job reach the program by its environment.
 *
 * <p>A release writes the address and the SHA-256 of its program into this file; anywhere else the
 * program is built from the sources beside it.
 */
final class Modelscan {
  private static final String ADDRESS = "";
  private static final String SHA_256 = "";

  private Modelscan() {}

  public static void main(String[] arguments) throws Exception {
    Path project = Path.of(arguments[0]).toRealPath();
    Path program = ADDRESS.isEmpty() ? build(project) : download();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + program.resolve("java.options"));
    command.addAll(List.of("-jar", program.resolve("modelscan.jar").toString(), "action"));
    System.exit(new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  private static Path build(Path project) throws IOException, InterruptedException {
    Path program = project.resolve("target");
    if (!Files.exists(program.resolve("java.options"))) {
      boolean windows = System.getProperty("os.name").startsWith("Windows");
      List<String> maven = new ArrayList<>(windows ? List.of("cmd", "/c", "mvn") : List.of("mvn"));
      maven.addAll(
          List.of(
              "-B",
              "-q",
              "-DskipAot",
              "-Dmaven.test.skip=true",
              "-Dspotless.check.skip=true",
              "package"));
      int status =
          new ProcessBuilder(maven).directory(project.toFile()).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("Maven ended with " + status);
      }
    }
    return program;
  }

  private static Path download()
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    HttpResponse<byte[]> response;
    try (HttpClient client =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
      response =
          client.send(
              HttpRequest.newBuilder(URI.create(ADDRESS)).build(), BodyHandlers.ofByteArray());
    }
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(response.body()));
    if (!sha256.equals(SHA_256)) {
      throw new IOException(
          ADDRESS
              + " answered "
              + response.statusCode()
              + " and the SHA-256 "
              + sha256
              + ", not "
              + SHA_256);
    }
    Path folder = Files.createTempDirectory("modelscan");
    try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
      for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(archive, file);
        }
      }
    }
    return folder;
  }
}
