package org.modelscan.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.remote.TestServer;
import org.modelscan.source.hub.TestHub;

/** Scans of a repository that is laid out as the Hub has it, on loopback. */
@Timeout(60)
class RemoteSourcesTest {
  private static final byte[] CRITICAL = "cos\nsystem\n(S'echo'\ntR.".getBytes(UTF_8);
  private static final byte[] HARMLESS = HexFormat.of().parseHex("80045d942e");

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private TestHub hub;

  @BeforeEach
  void startHub() throws IOException {
    hub = new TestHub("models", "owner/name", "main");
    environment.put("HF_ENDPOINT", hub.endpoint());
    environment.put("HOME", folder.toString());
    hub.text("README.md", "# A model\n").text("config.json", "{\"model_type\": \"bert\"}");
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }

  @Test
  void everyFileIsScannedAndLittleIsFetched() throws Exception {
    byte[] archive = archive(8_000_000);
    hub.large("model.safetensors.bin", archive)
        .file("folder/harmless.pkl", HARMLESS)
        .large("folder/a b+ä#.pkl", CRITICAL)
        .text("modeling_custom.py", "import os\n");

    CommandRun run = run("-hf", "owner/name", "-v");

    assertThat(run.out())
        .contains(
            "folder/a b+ä#.pkl\n  CRITICAL",
            "folder/harmless.pkl",
            "model.safetensors.bin",
            "config.json",
            "4 models in 6 files · 1 critical");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("trust_remote_code is set: modeling_custom.py")
        .containsPattern("fetched [0-9.]+ kB of 8.0 MB in [0-9]+ requests");
  }

  @Test
  void tokenGoesToTheHubOnly() {
    environment.put("HF_TOKEN", "hf_secret");
    hub.large("model.pkl", CRITICAL);

    run("-hf", "owner/name");

    assertThat(hub.server().asked())
        .allSatisfy(asked ->
            assertThat(asked.header("Authorization").isPresent())
                .isEqualTo(asked.host().equals("127.0.0.1")));
    assertThat(hub.server().asked()).anyMatch(asked -> asked.host().equals("localhost"));
  }

  @Test
  void oneFileOrFolderCanBeNamed() {
    hub.large("model.pkl", CRITICAL).file("folder/other.pkl", HARMLESS);

    assertThat(run("hf://owner/name/folder").out()).startsWith("1 model in 1 file, nothing found");
    assertThat(run("-p", "hf://owner/name@main/model.pkl").status()).isEqualTo(1);
    assertThat(run("hf://owner/name", "--exclude", "*.pkl").out())
        .startsWith("1 model in 2 files, nothing found");

    CommandRun none = run("hf://owner/name/nothing.bin");
    assertThat(none.status()).isEqualTo(4);
    assertThat(none.err()).contains("no such file in the repository");
  }

  @Test
  void compressedModelIsFetchedWhole() throws IOException {
    byte[] random = new byte[3_000_000];
    new Random(1).nextBytes(random);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(HexFormat.of().parseHex("80048e" + "c0c62d0000000000")); // BINBYTES8
      gzip.write(random);
      gzip.write("cos\nsystem\n(S'echo'\ntR.".getBytes(UTF_8));
    }
    hub.large("model.pkl.gz", packed.toByteArray());

    CommandRun run = run("hf://owner/name/model.pkl.gz");
    assertThat(run.out()).contains("CRITICAL");
    assertThat(run.err()).containsPattern("fetched 3.[01] MB of 3.0 MB in [0-9]{1,2} requests");

    CommandRun bounded = run("hf://owner/name/model.pkl.gz", "--max-bytes-fetched=1M");
    assertThat(bounded.status()).isEqualTo(2);
    assertThat(bounded.out()).contains("budget spent: bytes-fetched");
  }

  @Test
  void severalSourcesShareNoPath() throws IOException {
    hub.file("model.pkl", CRITICAL);
    Files.write(folder.resolve("model.pkl"), CRITICAL);

    CommandRun run = run(folder.toString(), "-hf", "owner/name", "-r", "json");

    assertThat(run.out())
        .contains("\"path\": \"model.pkl\"", "\"path\": \"hf://owner/name/model.pkl\"");
  }

  @ParameterizedTest
  @CsvSource({"datasets, main", "spaces, v1"})
  void datasetsAndSpacesAreRepositoriesToo(String kind, String revision) throws IOException {
    try (TestHub other = new TestHub(kind, "owner/name", revision)) {
      environment.put("HF_ENDPOINT", other.endpoint());
      other.file("model.pkl", CRITICAL);
      CommandRun run = run("hf://" + kind + "/owner/name@" + revision);
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).contains("CRITICAL");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, GatedRepo, gated: ask for access",
    "403, GatedRepo, gated: ask for access",
    "403, '', the Hub refuses access (403)",
    "404, EntryNotFound, no such file in the repository (404)",
    "416, '', refuses the start of the file (416)",
    "302, '', the server answered 302",
  })
  void fileThatIsRefusedIsIncompleteAndTheRestGoesOn(int status, String code, String clause) {
    hub.large("refused.pkl", HARMLESS).file("model.pkl", CRITICAL);
    refuse(hub.address("refused.pkl"), status, code);

    CommandRun run = run("-hf", "owner/name");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("refused.pkl INCOMPLETE", clause, "CRITICAL");
    assertThat(run("hf://owner/name/refused.pkl").status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "401, RepoNotFound, 4, 'no such repository, or it is private: then set HF_TOKEN (401)'",
    "404, RevisionNotFound, 4, no such revision (404)",
    "403, GatedRepo, 4, gated",
  })
  void repositoryThatIsNotThereIsAnError(int status, String code, int exit, String clause) {
    refuse("/api/models/owner/name/revision/main", status, code);

    CommandRun run = run("-hf", "owner/name");

    assertThat(run.status()).isEqualTo(exit);
    assertThat(run.err()).contains("hf://owner/name: ", clause);
  }

  @Test
  void listThatBreaksOffIsIncomplete() {
    hub.file("model.pkl", HARMLESS).file("later.pkl", CRITICAL);
    TestServer server = hub.server();
    server.serve(
        hub.listing(),
        exchange -> {
          if (exchange.getRequestURI().getQuery().contains("cursor")) {
            TestServer.status(exchange, 400);
          } else {
            exchange.getResponseHeaders().set("Link", "<?cursor=1>; rel=\"next\"");
            TestServer.text(
                exchange, "[{\"type\":\"file\",\"path\":\"model.pkl\",\"size\":5,\"oid\":\"1\"}]");
          }
        });

    CommandRun run = run("-hf", "owner/name");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains("hf://owner/name\n  INCOMPLETE  not all files could be listed", "2 models");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"error\": \"no list\"}', is not what it should be",
    "'<html>', is no JSON",
    "'[{\"type\":\"file\"', is no JSON",
  })
  void listThatIsNoneIsIncomplete(String body, String clause) {
    hub.server().serve(hub.listing(), exchange -> TestServer.text(exchange, body));
    CommandRun run = run("-hf", "owner/name");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains(clause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://%zz", "mailto:x", "::"})
  void linkThatIsNoneIsIncomplete(String target) {
    hub.server()
        .serve(
            hub.listing(),
            exchange -> {
              exchange.getResponseHeaders().set("Link", "<" + target + ">; rel=\"next\"");
              TestServer.text(exchange, "[]");
            });
    assertThat(run("-hf", "owner/name").out()).contains("is no address");
  }

  @Test
  void listWithoutEndIsGivenUp() {
    hub.server()
        .serve(
            hub.listing(),
            exchange -> {
              exchange.getResponseHeaders().set("Link", "<?cursor=1>; rel=\"next\"");
              TestServer.text(exchange, "[]");
            });
    assertThat(run("-hf", "owner/name").out()).contains("more pages than are read");
  }

  @Test
  void nameThatLeadsOutIsNotAskedFor() {
    hub.entry("../../api/secret", 5, "").entry("/etc/passwd", 5, "").file("model.pkl", CRITICAL);

    CommandRun run = run("-hf", "owner/name");

    assertThat(run.out())
        .contains(
            "../../api/secret\n  INCOMPLETE  its name leads out of the repository",
            "/etc/passwd\n  INCOMPLETE",
            "CRITICAL");
    assertThat(hub.server().asked())
        .noneMatch(asked ->
            asked.uri().getPath().contains("secret") || asked.uri().getPath().contains("passwd"));
  }

  @Test
  void contentThatIsNotWhatIsListedIsIncomplete() {
    hub.large("hash.pkl", HARMLESS, "0".repeat(64));
    hub.file("size.pkl", HARMLESS).entry("size.pkl", 4711, "");

    CommandRun run = run("-hf", "owner/name");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out())
        .contains(
            "cannot be read: the content is not that of the hash it is listed with",
            "cannot be read: the server has 5 bytes where 4711 are listed");
  }

  @Test
  void redirectIntoTheNetworkIsRefused() {
    hub.large("model.pkl", HARMLESS);
    hub.server()
        .serve(
            hub.address("model.pkl"),
            exchange ->
                TestServer.redirect(
                    exchange, URI.create("http://169.254.169.254/latest/meta-data")));
    assertThat(run("-hf", "owner/name").out())
        .contains("redirected to a link-local address, which is refused");
  }

  @Test
  void nothingIsAskedOffline() {
    environment.put("HF_HUB_OFFLINE", "1");
    CommandRun run = run("-hf", "owner/name");
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err()).contains("HF_HUB_OFFLINE is set").contains("hub/models--owner--name");
    assertThat(hub.server().asked()).isEmpty();
  }

  @Test
  void filesAreAskedForAtOnce() {
    for (int i = 0; i < 50; i++) {
      hub.large("model-" + i + ".pkl", HARMLESS);
    }
    run("-hf", "owner/name");
    assertThat(hub.server().mostAtOnce()).isGreaterThan(2);
    assertThat(hub.server().asked()).hasSize(1 + 18 + 2 + 2 * 50);
  }

  @Test
  void fileOfARepositoryCanBeInspected() throws Exception {
    hub.large("folder/model.pkl", CRITICAL);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    InspectCommand inspect =
        new InspectCommand(
            environment,
            new Streams(
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE));

    assertThat(inspect.run(List.of("hf://owner/name/folder/model.pkl")).code()).isZero();
    assertThat(out.toString(UTF_8))
        .contains("hf://owner/name/folder/model.pkl", "size: 23 bytes", "os.system");
    assertThat(inspect.run(List.of("hf://owner/name/folder")).code()).isEqualTo(4);
    assertThat(inspect.run(List.of("hf://owner/name")).code()).isEqualTo(4);
    assertThat(err.toString(UTF_8)).contains("inspect takes files: name one of the repository");
  }

  @Test
  void whatIsNoRepositoryIsAUsageError() {
    assertThat(run("-hf", "https://huggingface.co/owner/name").status()).isEqualTo(4);
    assertThat(run("hf://owner/../../name").err())
        .contains("no repository of the Hugging Face Hub");
  }

  private void refuse(String path, int status, String code) {
    hub.server()
        .serve(
            path,
            exchange -> {
              if (!code.isEmpty()) {
                exchange.getResponseHeaders().set("X-Error-Code", code);
              }
              TestServer.status(exchange, status);
            });
  }

  private CommandRun run(String first, String... more) {
    return CommandRun.in(environment, first, more);
  }

  /** A ZIP archive with one stored member of zeros. */
  private static byte[] archive(int length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      stored(zip, "archive/data.pkl", HARMLESS);
      stored(zip, "archive/data/0", new byte[length]);
    }
    return out.toByteArray();
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
