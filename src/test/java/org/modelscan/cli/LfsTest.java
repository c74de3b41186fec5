package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.remote.TestServer;

/** Work trees with pointers of Git LFS, and a server of its batch API on loopback. */
@Timeout(60)
class LfsTest {
  private static final String BATCH = "/owner/name.git/info/lfs/objects/batch";
  private static final byte[] CRITICAL = "cos\nsystem\n(S'echo'\ntR.".getBytes(UTF_8);
  private static final byte[] HARMLESS = HexFormat.of().parseHex("80045d942e");

  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> objects = new HashMap<>();
  private TestServer server;

  @BeforeEach
  void makeWorkTree() throws IOException {
    server = new TestServer();
    environment.put("GITHUB_SERVER_URL", server.at("").toString());
    environment.put("GITHUB_TOKEN", "secret");
    Files.createDirectory(root.resolve(".git"));
    Files.writeString(
        root.resolve(".git/config"),
        "[remote \"origin\"]\n\turl = " + server.at("/owner/name") + "\n");
    server.serve(
        BATCH,
        exchange ->
            TestServer.text(
                exchange,
                "{\"transfer\":\"basic\",\"objects\":["
                    + objects.values().stream().collect(Collectors.joining(","))
                    + "]}"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void pointersAreReadFromTheServer() throws IOException {
    pointer("model.pkl", CRITICAL);
    pointer("sub/weights.bin", HARMLESS);

    CommandRun run = run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("model.pkl\n  CRITICAL", "2 models in 2 files · 1 critical");
    assertThat(run.err()).contains(" of 28 bytes in 3 requests");
    assertThat(server.asked().stream().filter(asked -> asked.uri().getPath().equals(BATCH)))
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.method()).isEqualTo("POST");
          assertThat(asked.header("Accept")).contains("application/vnd.git-lfs+json");
          assertThat(asked.header("Content-type")).contains("application/vnd.git-lfs+json");
          assertThat(asked.header("Authorization"))
              .contains(
                  "Basic "
                      + Base64.getEncoder()
                          .encodeToString("x-access-token:secret".getBytes(UTF_8)));
          assertThat(asked.body())
              .startsWith("{\"operation\":\"download\",\"transfers\":[\"basic\"],\"objects\":[")
              .contains("{\"oid\":\"" + sha256(CRITICAL) + "\",\"size\":23}");
        });
    assertThat(server.asked().stream().filter(asked -> asked.uri().getPath().startsWith("/store")))
        .allSatisfy(asked -> {
          assertThat(asked.header("Authorization")).isEmpty();
          assertThat(asked.header("X-key")).contains("value");
          assertThat(asked.header("Range")).contains("bytes=0-262143");
        })
        .hasSize(2);
  }

  @Test
  void nameDoesNotMatterWhereTheContentIsThere() throws IOException {
    pointer("cat.png", CRITICAL);
    assertThat(run().out()).contains("cat.png\n  CRITICAL");
  }

  @Test
  void withoutATokenNothingIsAskedUnlessToldTo() throws IOException {
    environment.remove("GITHUB_TOKEN");
    pointer("model.pkl", CRITICAL);

    assertThat(run().out()).contains("NOT SCANNED  Git LFS pointer (23 bytes)");
    assertThat(server.asked()).isEmpty();

    assertThat(run("--lfs", "fetch").out()).contains("CRITICAL");
    assertThat(server.asked()).noneMatch(asked -> asked.header("Authorization").isPresent());
  }

  @Test
  void reportAsksNothing() throws IOException {
    pointer("model.pkl", CRITICAL);
    assertThat(run("--lfs=report").status()).isEqualTo(2);
    assertThat(server.asked()).isEmpty();
    assertThat(run("--lfs", "maybe").status()).isEqualTo(4);
  }

  @Test
  void tokenIsForThePlatformOnly() throws IOException {
    environment.put("GITHUB_SERVER_URL", "https://github.example");
    pointer("model.pkl", CRITICAL);

    assertThat(run().out()).contains("NOT SCANNED");
    assertThat(server.asked()).isEmpty();

    run("--lfs", "fetch");
    assertThat(server.asked())
        .isNotEmpty()
        .noneMatch(asked -> asked.header("Authorization").isPresent());
  }

  @Test
  void serverOfTheSharedConfigurationMustBeTheSame() throws IOException {
    pointer("model.pkl", CRITICAL);
    pointer("cat.png", CRITICAL);
    Files.writeString(
        root.resolve(".lfsconfig"), "[lfs]\nurl = " + server.at("localhost", "/lfs") + "\n");

    CommandRun run = run("--lfs", "fetch");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains(
            "model.pkl NOT SCANNED Git LFS pointer (23 bytes): .lfsconfig names another server,"
                + " which is not asked: localhost",
            "1 model in 3 files");
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, does not let the token read (401)",
    "403, does not let the token read (403)",
    "404, does not know the repository (404)",
    "509, is used up (509)",
  })
  void refusalIsAClearSentence(int status, String clause) throws IOException {
    pointer("model.pkl", CRITICAL);
    pointer("other.pkl", HARMLESS);
    pointer("cat.png", HARMLESS);
    Files.write(root.resolve("here.pkl"), CRITICAL);
    server.serve(BATCH, exchange -> TestServer.status(exchange, status));

    CommandRun run = run("--jobs=1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("model.pkl\n  INCOMPLETE", clause, "here.pkl\n  CRITICAL", "2 incomplete");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void objectThatIsNotThereIsIncomplete() throws IOException {
    pointer("gone.pkl", HARMLESS);
    pointer("model.pkl", CRITICAL);
    objects.put(
        sha256(HARMLESS),
        "{\"oid\":\"%s\",\"size\":5,\"error\":{\"code\":404,\"message\":\"\\u001b[31mno\"}}"
            .formatted(sha256(HARMLESS)));

    assertThat(run().out())
        .contains(
            "gone.pkl\n  INCOMPLETE  cannot be read: the Git LFS server does not have it (404)")
        .contains("CRITICAL");

    objects.remove(sha256(HARMLESS));
    assertThat(run().out()).contains("did not answer for it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"objects\": 1}", "{\"transfer\":\"tus\",\"objects\":[]}", "{"})
  void answerThatIsNoneIsIncomplete(String body) throws IOException {
    pointer("model.pkl", CRITICAL);
    server.serve(BATCH, exchange -> TestServer.text(exchange, body));
    assertThat(run().out()).contains("the Git LFS server's answer is not what it should be");
  }

  @Test
  void otherContentThanThePointersIsIncomplete() throws IOException {
    pointer("hash.pkl", HARMLESS);
    pointer("size.pkl", CRITICAL);
    server.serve("/store/" + sha256(HARMLESS), HexFormat.of().parseHex("80047d942e"));
    server.serve("/store/" + sha256(CRITICAL), HARMLESS);

    CommandRun run = run();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains(
            "not that of the hash it is listed with", "the server has 5 bytes where 23 are listed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/x",
        "http://10.0.0.1/x",
        "file:///etc/passwd",
        "http://a b"
      })
  void serverMayNotSendIntoTheNetwork(String href) throws IOException {
    pointer("model.pkl", CRITICAL);
    objects.put(
        sha256(CRITICAL),
        "{\"oid\":\"%s\",\"size\":23,\"actions\":{\"download\":{\"href\":\"%s\"}}}"
            .formatted(sha256(CRITICAL), href));
    assertThat(run().out().replaceAll("\\s+", " "))
        .contains("the Git LFS server names an address that is not asked");
  }

  @Test
  void serverMaySetNoHeadersOfOurs() throws IOException {
    pointer("model.pkl", CRITICAL);
    objects.put(
        sha256(CRITICAL),
        """
        {"oid":"%s","size":23,"actions":{"download":{"href":"%s","header":
        {"Range":"bytes=0-1","Host":"evil.example","Content-Length":"7","Authorization":"Other"}}}}\
        """
            .formatted(sha256(CRITICAL), server.at("/store/" + sha256(CRITICAL))));
    assertThat(run().out()).contains("CRITICAL");
    assertThat(server.asked().getLast().header("Authorization")).contains("Other");
    assertThat(server.asked().getLast().header("Range")).contains("bytes=0-262143");
  }

  @Test
  void manyObjectsAreAskedForByTheHundred() throws IOException {
    for (int i = 0; i < 250; i++) {
      pointer("model-" + i + ".pkl", ("I" + i + "\n.").getBytes(UTF_8));
    }
    run();
    assertThat(server.asked().stream().filter(asked -> asked.uri().getPath().equals(BATCH)))
        .hasSize(3);
  }

  /** Writes a pointer, and puts what it stands for on the server. */
  private void pointer(String name, byte[] content) throws IOException {
    String oid = sha256(content);
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + oid
            + "\nsize "
            + content.length
            + "\n");
    objects.put(
        oid,
        "{\"oid\":\"%s\",\"size\":%d,\"authenticated\":true,\"actions\":{\"download\":{\"href\":\"%s\",\"header\":{\"X-Key\":\"value\"},\"expires_in\":3600}}}"
            .formatted(oid, content.length, server.at("localhost", "/store/" + oid)));
    server.serve("/store/" + oid, content);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private CommandRun run(String... arguments) {
    return CommandRun.in(environment, root.toString(), arguments);
  }
}
