package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.modelscan.github.FakeGitHub.Answer;
import org.modelscan.remote.Proxies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API's client against a server that behaves badly. */
@Timeout(60)
class ClientTest {
  private static final String USER = "/user";

  private final FakeGitHub gitHub = FakeGitHub.start();

  @AfterEach
  void stop() {
    gitHub.close();
  }

  @Test
  void pagesAreFollowed() throws Exception {
    String path = "/repos/o/r/issues/1/comments";
    gitHub.on(
        "GET",
        path,
        request -> {
          boolean first = !request.query().containsKey("page");
          Answer answer = Answer.json(200, "[]");
          return first
              ? new Answer(
                      200,
                      answer.headers(),
                      ("[" + Comments.json(1, "a", "b") + "]").getBytes(StandardCharsets.UTF_8))
                  .with("Link", "<" + gitHub.api() + path + "?per_page=100&page=2>; rel=\"next\"")
              : Answer.json(200, "[" + Comments.json(2, "a", "b") + "]");
        });

    List<JsonNode> all;
    try (Client client = gitHub.client()) {
      all = client.list(path + "?per_page=100", 1_000);
    }

    assertThat(all).hasSize(2);
    assertThat(gitHub.errors()).isEmpty();
  }

  @Test
  void noPageOfAnotherHostIsAskedFor() throws Exception {
    gitHub.on(
        "GET",
        ".*",
        _ ->
            Answer.json(200, "[" + Comments.json(1, "a", "b") + "]")
                .with("Link", "<http://203.0.113.9/x>; rel=\"next\""));
    try (Client client = gitHub.client()) {
      assertThat(client.list("/repos/o/r/issues/1/comments", 1_000)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, the token is not valid",
    "403, a permission is missing",
    "404, it is not there",
    "413, too large",
    "422, Says why"
  })
  void errorsAreSentencesAndNotAskedAgain(int status, String hint) {
    gitHub.on("GET", USER, status, "{\"message\": \"Says why.\"}");
    ApiError error = failure();
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.sentence())
        .startsWith("GitHub answered " + status + " to GET /user: Says why")
        .contains(hint)
        .endsWith(".")
        .doesNotContain(FakeGitHub.TOKEN);
    assertThat(gitHub.requests()).hasSize(1);
  }

  @Test
  void serverFaultsAreAskedAgainAndNotForEver() {
    gitHub.on("GET", USER, 502, "<html>");
    assertThat(failure().sentence()).contains("502", "a fault of the server");
    assertThat(gitHub.requests()).hasSize(3);
  }

  @Test
  void retryAfterIsKept() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    gitHub.on(
        "GET",
        USER,
        _ ->
            asked.incrementAndGet() == 1
                ? Answer.json(429, "{}").with("Retry-After", "1")
                : Answer.json(200, "{\"login\": \"me\"}"));
    long start = System.nanoTime();
    try (Client client = gitHub.client()) {
      assertThat(client.get(USER).path("login").asString()).isEqualTo("me");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
  }

  @Test
  void secondaryLimitIsWaitedFor() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    gitHub.on(
        "GET",
        USER,
        _ ->
            asked.incrementAndGet() == 1
                ? Answer.json(403, "{}").with("Retry-After", "1")
                : Answer.json(200, "{\"login\": \"me\"}"));
    try (Client client = gitHub.client()) {
      assertThat(client.get(USER).path("login").asString()).isEqualTo("me");
    }
  }

  @Test
  void spentLimitIsNotWaitedForUntilItsEnd() {
    String reset = String.valueOf(System.currentTimeMillis() / 1000 + 3_000);
    gitHub.on(
        "GET",
        USER,
        _ ->
            Answer.json(403, "{\"message\": \"API rate limit exceeded\"}")
                .with("X-RateLimit-Remaining", "0")
                .with("X-RateLimit-Reset", reset));
    assertThat(failure().sentence()).contains("API rate limit exceeded", "too many requests");
    assertThat(gitHub.requests()).hasSize(1);
  }

  @Test
  void longWaitsAreNotWaited() {
    gitHub.on("GET", USER, _ -> Answer.json(429, "{}").with("Retry-After", "3600"));
    assertThat(failure().sentence()).contains("asks to wait 3600 s");
    assertThat(gitHub.requests()).hasSize(1);
  }

  @Test
  void changesAreMadeOnce() throws Exception {
    gitHub.on("POST", ".*", 502, "{}");
    try (Client client = gitHub.client()) {
      JsonNode body = JsonMapper.shared().readTree("{\"body\": \"x\"}");
      assertThat(
              catchThrowableOfType(
                  ApiError.class, () -> client.send("POST", "/repos/o/r/issues/1/comments", body)))
          .hasMessageContaining("502");
    }
    assertThat(gitHub.requests()).hasSize(1);
    assertThat(gitHub.errors()).isEmpty();
  }

  @Test
  void silentServerIsAskedOnce() {
    gitHub.hang("GET", USER);
    try (Client client =
        new Client(
            URI.create(gitHub.api()),
            new Proxies(Map.of()),
            Optional.of(FakeGitHub.TOKEN),
            Duration.ofSeconds(2))) {
      for (int i = 0; i < 2; i++) {
        assertThat(catchThrowableOfType(ApiError.class, () -> client.get(USER)))
            .hasMessageContaining("did not answer");
      }
    }
    assertThat(gitHub.requests()).hasSize(1);
  }

  @Test
  void serverThatIsNotThereIsNamed() {
    gitHub.close();
    assertThat(failure().sentence())
        .isEqualTo("GitHub's API cannot be reached: no connection (GET /user).");
  }

  @Test
  void tokenStaysWithTheApi() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>("");
    try (FakeGitHub other = FakeGitHub.start();
        Client client = gitHub.client()) {
      other.on(
          "GET",
          USER,
          request -> {
            seen.set(request.headers().toString());
            return Answer.json(200, "{\"login\": \"other\"}");
          });
      gitHub.on("GET", USER, _ -> Answer.json(302, "{}").with("Location", other.api() + USER));

      assertThat(client.get(USER).path("login").asString()).isEqualTo("other");
    }
    assertThat(seen.get()).isNotEmpty().doesNotContain("uthorization", FakeGitHub.TOKEN);
  }

  @Test
  void redirectsEnd() {
    gitHub.on("GET", USER, _ -> Answer.json(302, "{}").with("Location", USER));
    assertThat(failure().sentence()).contains("redirected", "too often");
  }

  @Test
  void endlessAnswersAreCut() {
    gitHub.on("GET", USER, _ -> new Answer(200, Map.of(), new byte[33 << 20]));
    assertThat(failure().sentence()).contains("cannot be reached");
  }

  @Test
  void garbledAnswersAreNamed() {
    gitHub.on("GET", USER, 200, "<html>");
    assertThat(failure().sentence()).contains("is no JSON");
  }

  private ApiError failure() {
    try (Client client = gitHub.client()) {
      return catchThrowableOfType(ApiError.class, () -> client.get(USER));
    }
  }
}
