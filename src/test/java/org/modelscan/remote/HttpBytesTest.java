package org.modelscan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.modelscan.remote.TestServer.ranges;
import static org.modelscan.remote.TestServer.redirect;
import static org.modelscan.remote.TestServer.status;
import static org.modelscan.remote.TestServer.whole;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;

/** Reading over HTTP: what is asked of the server, and what a bad one can do. */
@Timeout(60)
class HttpBytesTest {
  private static final Patience QUICK =
      new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofSeconds(1));
  private static final byte[] CONTENT = new byte[8_000_000];

  static {
    new Random(1).nextBytes(CONTENT);
  }

  private final Traffic traffic = new Traffic();
  private final Transport transport = new Transport(QUICK, new Proxies(Map.of()), traffic);
  private TestServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stopServer() {
    transport.close();
    server.close();
  }

  @Test
  void everyPartReadsAsItIs() throws IOException {
    server.serve("/file", CONTENT);
    try (Bytes bytes = open("/file")) {
      assertThat(bytes.size()).isEqualTo(CONTENT.length);
      Random random = new Random(2);
      for (int i = 0; i < 200; i++) {
        int offset = random.nextInt(CONTENT.length);
        int length = random.nextInt(100_000);
        byte[] expected =
            Arrays.copyOfRange(CONTENT, offset, Math.min(CONTENT.length, offset + length));
        if (random.nextInt(3) == 0) {
          bytes.expect(random.nextInt(CONTENT.length), random.nextInt(100_000));
        }
        assertThat(bytes.upTo(offset, length)).isEqualTo(expected);
      }
      assertThat(bytes.upTo(CONTENT.length, 10)).isEmpty();
      assertThat(bytes.upTo(CONTENT.length - 3, 10)).hasSize(3);
      assertThat(bytes.upTo(-1, 10)).isEmpty();
    }
  }

  @Test
  void fewBytesAreFewRequests() throws IOException {
    server.serve("/file", CONTENT);
    try (Bytes bytes = open("/file")) {
      bytes.exactly(0, 4096);
      bytes.exactly(4_000_000, 30);
      bytes.exactly(CONTENT.length - 65_557, 65_557);
      bytes.exactly(100, 50_000);
      bytes.exactly(4_000_030, 100);
    }
    assertThat(server.asked()).hasSize(3);
    assertThat(traffic.received()).isLessThan(256 * 1024 + 80_000);
  }

  @Test
  void readingForwardAsksForMoreEachTime() throws IOException {
    server.serve("/file", CONTENT);
    try (Bytes bytes = open("/file")) {
      byte[] chunk = new byte[10_000];
      for (int at = 0; at < CONTENT.length; at += chunk.length) {
        assertThat(bytes.read(at, chunk, 0, chunk.length)).isEqualTo(chunk.length);
        assertThat(chunk).isEqualTo(Arrays.copyOfRange(CONTENT, at, at + chunk.length));
      }
    }
    assertThat(server.asked()).hasSizeLessThan(12);
    assertThat(traffic.received()).isEqualTo(CONTENT.length);
  }

  @Test
  void whatIsExpectedComesAtOnce() throws IOException {
    server.serve(
        "/file",
        exchange -> {
          pause(100);
          ranges(exchange, CONTENT, "\"1\"");
        });
    try (Bytes bytes = open("/file")) {
      bytes.size();
      for (int i = 1; i <= 6; i++) {
        bytes.slice(1_000_000L * i, 10).expect(0, 10);
      }
      for (int i = 1; i <= 6; i++) {
        bytes.exactly(1_000_000L * i, 10);
      }
    }
    assertThat(server.asked()).hasSize(7);
    assertThat(server.mostAtOnce()).isGreaterThan(3);
  }

  @Test
  void emptyFileIsEmpty() throws IOException {
    server.serve("/file", new byte[0]);
    try (Bytes bytes = open("/file")) {
      assertThat(bytes.size()).isZero();
      assertThat(bytes.upTo(0, 10)).isEmpty();
    }
  }

  @Test
  void serverWithoutRangesSendsTheWholeOnce() throws IOException {
    server.serve("/file", exchange -> whole(exchange, CONTENT));
    try (Bytes bytes = open("/file")) {
      assertThat(bytes.size()).isEqualTo(CONTENT.length);
      assertThat(bytes.isRandomAccess()).isFalse();
      assertThat(bytes.exactly(5_000_000, 10))
          .isEqualTo(Arrays.copyOfRange(CONTENT, 5_000_000, 5_000_010));
      assertThat(bytes.exactly(10, 10)).isEqualTo(Arrays.copyOfRange(CONTENT, 10, 20));
      assertThat(bytes.upTo(CONTENT.length - 5, 10)).hasSize(5);
    }
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void endlessBodyEndsWithTheBudget() throws IOException {
    server.serve("/file", HttpBytesTest::endless);
    Limits limits = limits(2_000_000, 60);
    try (Bytes bytes = open("/file", new Budget(limits))) {
      assertThatThrownBy(bytes::size)
          .isInstanceOf(BudgetSpent.class)
          .hasMessageContaining("bytes-fetched");
    }
    assertThat(traffic.received()).isLessThan(5_000_000);
  }

  @Test
  void moreThanTheRangeIsRefused() throws IOException {
    server.serve(
        "/file",
        exchange -> {
          long[] range = TestServer.range(exchange).orElseThrow();
          exchange
              .getResponseHeaders()
              .set("Content-Range", "bytes " + range[0] + "-" + range[1] + "/" + CONTENT.length);
          exchange.sendResponseHeaders(206, 0);
          stream(exchange);
        });
    assertFails("sent more than the range");
    assertThat(traffic.received()).isLessThan(1_000_000);
  }

  @Test
  void serverThatSaysNothingIsGivenUp() {
    server.serve("/file", _ -> pause(10_000));
    assertFails("does not answer in time");
  }

  @Test
  void bodyThatStallsIsGivenUp() {
    server.serve(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-262143/" + CONTENT.length);
          exchange.sendResponseHeaders(206, 262_144);
          exchange.getResponseBody().write(CONTENT, 0, 100);
          exchange.getResponseBody().flush();
          pause(10_000);
        });
    assertFails("sent nothing for 1 s");
  }

  @Test
  void slowServerEndsWithTheBudget() throws IOException {
    server.serve("/file", HttpBytesTest::drip);
    try (Bytes bytes = open("/file", new Budget(limits(1_000_000, 2)))) {
      assertThatThrownBy(bytes::size).isInstanceOf(BudgetSpent.class).hasMessageContaining("2 s");
    }
  }

  @Test
  void cutBodyIsAskedForAgain() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file",
        exchange -> {
          if (times.incrementAndGet() == 1) {
            cut(exchange);
          } else {
            ranges(exchange, CONTENT, "\"1\"");
          }
        });
    try (Bytes bytes = open("/file")) {
      assertThat(bytes.exactly(0, 10)).isEqualTo(Arrays.copyOf(CONTENT, 10));
    }
    assertThat(server.asked()).hasSize(2);
  }

  @Test
  void bodyThatIsAlwaysCutFails() {
    server.serve("/file", HttpBytesTest::cut);
    assertFails("");
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 1-262144/8000000",
        "bytes 0-262143/70000000000000000000",
        "bytes 0-9/8000000",
        "bytes 0-262143/*",
        "bytes 0-262143/100",
        "items 0-1/2",
        ""
      })
  void rangeThatLiesIsRefused(String stated) {
    server.serve(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", stated);
          exchange.sendResponseHeaders(206, 262_144);
          exchange.getResponseBody().write(CONTENT, 0, 262_144);
        });
    assertFails("another range");
    assertThat(server.asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, asks for credentials, 1",
    "403, refuses access, 1",
    "404, does not have it, 1",
    "410, answered 410, 1",
    "416, refuses the start of the file, 1",
    "429, allows no more requests, 3",
    "500, failed (500), 3",
    "503, failed (503), 3",
  })
  void refusalIsAClearSentence(int status, String clause, int attempts) {
    server.serve("/file", exchange -> status(exchange, status));
    assertFails(clause);
    assertThat(server.asked()).hasSize(attempts);
  }

  @Test
  void whatFailedIsNotTriedAgainForEveryPart() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file",
        exchange -> {
          if (times.incrementAndGet() == 1) {
            ranges(exchange, CONTENT, "\"1\"");
          } else {
            status(exchange, 500);
          }
        });
    try (Bytes bytes = open("/file")) {
      assertThat(bytes.exactly(0, 10)).hasSize(10);
      for (int i = 1; i < 5; i++) {
        long offset = i * 1_000_000L;
        assertThatThrownBy(() -> bytes.exactly(offset, 10)).hasMessageContaining("failed (500)");
      }
    }
    assertThat(server.asked()).hasSize(1 + 3);
  }

  @Test
  void serverIsAskedAgainWhenItSays() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file",
        exchange -> {
          if (times.incrementAndGet() < 3) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            status(exchange, 429);
          } else {
            ranges(exchange, CONTENT, "\"1\"");
          }
        });
    long start = System.nanoTime();
    try (Bytes bytes = open("/file")) {
      bytes.size();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void longRetryAfterIsNotWaitedFor() {
    server.serve(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "3600");
          status(exchange, 503);
        });
    assertFails("failed (503)");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void encodedAnswerIsRefused() {
    server.serve(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          ranges(exchange, CONTENT, "\"1\"");
        });
    assertFails("encoded content");
    assertThat(server.asked().getFirst().header("Accept-encoding")).contains("identity");
  }

  @Test
  void fileThatChangesIsNoticed() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file", exchange -> ranges(exchange, CONTENT, "\"" + times.incrementAndGet() + "\""));
    assertChanged();
  }

  @Test
  void fileThatChangesIsNoticedWhereConditionsAreIgnored() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file",
        exchange -> {
          String tag = "\"" + times.incrementAndGet() + "\"";
          TestServer.ranges(exchange, CONTENT, tag, Optional.empty());
        });
    assertChanged();
  }

  @Test
  void fileThatGrowsIsNoticed() throws IOException {
    AtomicInteger times = new AtomicInteger();
    server.serve(
        "/file",
        exchange ->
            ranges(
                exchange,
                times.incrementAndGet() == 1 ? CONTENT : Arrays.copyOf(CONTENT, 9_000_000),
                "\"1\""));
    assertChanged();
  }

  private void assertChanged() throws IOException {
    try (Bytes bytes = open("/file")) {
      bytes.exactly(0, 10);
      assertThatThrownBy(() -> bytes.exactly(4_000_000, 10)).hasMessageContaining("changed");
    }
  }

  @Test
  void listedSizeMustBeThatOfTheServer() {
    server.serve("/file", CONTENT);
    RemoteFile file = new RemoteFile(request("/file"), Optional.of(7L), Optional.empty());
    assertThatThrownBy(() -> new HttpBytes(transport, file, budget()).size())
        .hasMessage("the server has 8000000 bytes where 7 are listed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-100_000, -1, 1, 100_000})
  void listedSizeMustBeThatOfABodyWithoutLength(int difference) throws IOException {
    server.serve(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, 0); // in chunks
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(CONTENT, 0, 1_000_000);
          }
        });
    RemoteFile file =
        new RemoteFile(request("/file"), Optional.of(1_000_000L + difference), Optional.empty());
    try (Bytes bytes = new HttpBytes(transport, file, budget())) {
      assertThatThrownBy(() -> bytes.upTo(0, 2_000_000)).hasMessageContaining("are said");
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void contentIsCheckedWhereAllOfItWasRead(boolean ranged, boolean right) throws Exception {
    server.serve(
        "/file",
        exchange -> {
          if (ranged) {
            ranges(exchange, CONTENT, "\"1\"");
          } else {
            whole(exchange, CONTENT);
          }
        });
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(CONTENT);
    if (!right) {
      hash[0] = (byte) ~hash[0];
    }
    RemoteFile file =
        new RemoteFile(
            request("/file"),
            Optional.of((long) CONTENT.length),
            Optional.of(HexFormat.of().formatHex(hash)));
    try (Bytes bytes = new HttpBytes(transport, file, budget())) {
      ThrowingCallable readAll =
          () -> {
            bytes.exactly(CONTENT.length - 10, 10);
            bytes.exactly(0, CONTENT.length);
          };
      if (right) {
        assertThatCode(readAll).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(readAll).hasMessageContaining("not that of the hash");
      }
    }
  }

  @Test
  void credentialsDoNotFollowToAnotherHost() throws IOException {
    server.serve("/file", exchange -> redirect(exchange, server.at("localhost", "/moved")));
    server.serve("/moved", exchange -> redirect(exchange, server.at("/back")));
    server.serve("/back", CONTENT);
    try (Bytes bytes = open("/file")) {
      bytes.exactly(0, 10);
      bytes.exactly(4_000_000, 10);
    }
    assertThat(server.asked())
        .extracting(asked -> asked.uri().getPath() + " " + asked.header("Authorization").orElse(""))
        // The second range goes straight to where the file is, and that is the first host again.
        .containsExactly("/file Bearer secret", "/moved ", "/back ", "/back Bearer secret");
    assertThat(server.asked().get(2).header("Range")).contains("bytes=0-262143");
  }

  @Test
  void expiredAddressIsAskedForAgain() throws IOException {
    AtomicInteger signature = new AtomicInteger();
    AtomicInteger uses = new AtomicInteger();
    server.serve(
        "/file",
        exchange ->
            redirect(exchange, server.at("localhost", "/signed?" + signature.incrementAndGet())));
    server.serve(
        "/signed",
        exchange -> {
          boolean current =
              exchange.getRequestURI().getQuery().equals(String.valueOf(signature.get()));
          if (current && uses.incrementAndGet() % 3 != 0) {
            ranges(exchange, CONTENT, "\"1\"");
          } else {
            status(exchange, 403);
          }
        });
    try (Bytes bytes = open("/file")) {
      for (int i = 0; i < 7; i++) {
        assertThat(bytes.exactly(i * 1_000_000L, 1)[0]).isEqualTo(CONTENT[i * 1_000_000]);
      }
    }
    assertThat(signature.get()).isBetween(2, 4);
  }

  @Test
  void redirectLoopIsBounded() {
    server.serve("/file", exchange -> redirect(exchange, server.at("/file")));
    assertFails("more than 10 redirects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://203.0.113.7/x",
        "http://",
        "http://a:b@127.0.0.1/",
        "::"
      })
  void redirectToOtherThanHttpIsRefused(String target) {
    server.serve(
        "/file",
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          status(exchange, 302);
        });
    assertFails("no address of HTTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://169.254.169.254/latest", "http://10.1.2.3/", "http://[fe80::1]/"})
  void redirectIntoTheNetworkIsRefused(String target) {
    server.serve("/file", exchange -> redirect(exchange, URI.create(target)));
    assertFails("address, which is refused");
  }

  private void assertFails(String clause) {
    assertThatThrownBy(() -> open("/file").size())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(clause);
  }

  private Bytes open(String path) {
    return open(path, budget());
  }

  private Bytes open(String path, Budget budget) {
    return new HttpBytes(
        transport, new RemoteFile(request(path), Optional.empty(), Optional.empty()), budget);
  }

  private Request request(String path) {
    return Request.get(
        server.at(path), Map.of("Authorization", "Bearer secret"), Request.Explanation.PLAIN);
  }

  private static Budget budget() {
    return new Budget(Limits.DEFAULT);
  }

  private static Limits limits(long fetched, int seconds) {
    Limits all = Limits.DEFAULT;
    return new Limits(
        all.bytesRead(),
        fetched,
        all.inflated(),
        all.ratio(),
        all.members(),
        all.nesting(),
        all.opcodes(),
        all.memoryEntries(),
        all.spoolMemory(),
        all.findings(),
        seconds);
  }

  private static void cut(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Range", "bytes 0-262143/" + CONTENT.length);
    exchange.sendResponseHeaders(206, 262_144);
    exchange.getResponseBody().write(CONTENT, 0, 100);
    exchange.getResponseBody().flush();
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    stream(exchange);
  }

  private static void stream(HttpExchange exchange) throws IOException {
    try (OutputStream body = exchange.getResponseBody()) {
      while (true) {
        body.write(CONTENT, 0, 100_000);
      }
    } catch (IOException gone) {
      // The client has had enough.
    }
  }

  private static void drip(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Range", "bytes 0-262143/" + CONTENT.length);
    exchange.sendResponseHeaders(206, 262_144);
    try {
      for (int i = 0; i < 100; i++) {
        exchange.getResponseBody().write(CONTENT, i, 1);
        exchange.getResponseBody().flush();
        pause(100);
      }
    } catch (IOException gone) {
      // The client has had enough.
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
