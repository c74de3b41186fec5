package org.modelscan.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modelscan.remote.Proxies;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * GitHub's REST API. Each call takes a bounded time, whatever the server does: a limit for each
 * exchange, at most three of them, and waits of at most a minute between them; after a server has
 * not answered at all, it is not asked again. The token goes to the API's own host and nowhere
 * else, and into no message.
 */
final class Client implements AutoCloseable {
  /** What one answer may have. */
  private static final long LARGEST = 32L << 20;

  private static final int ATTEMPTS = 3;
  private static final int REDIRECTS = 5;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /** RFC 8288, as GitHub writes it. */
  private static final Pattern NEXT = Pattern.compile("<([^<>]+)>;\\s*rel=\"next\"");

  private static final String JSON = "application/vnd.github+json";
  private static final String RAW = "application/vnd.github.raw+json";

  private final HttpClient http;
  private final URI api;
  private final Optional<String> token;
  private final Duration patience;
  private Optional<ApiError> silent = Optional.empty();

  /**
   * A client of one job.
   *
   * @param api such as {@code https://api.github.com}
   * @param patience what one exchange may take
   */
  Client(URI api, Proxies proxies, Optional<String> token, Duration patience) {
    this.api = api;
    this.token = token;
    this.patience = patience;
    this.http = proxies.client().connectTimeout(patience).build();
  }

  boolean hasToken() {
    return token.isPresent();
  }

  /** Whether the token is one of an app or of the job itself, and not of a person. */
  boolean isInstallation() {
    return token.filter(text -> text.startsWith("ghs_")).isPresent();
  }

  JsonNode get(String path) throws ApiError, InterruptedException {
    return json(exchange("GET", address(path), Optional.empty(), JSON), "GET " + path);
  }

  /** A file's content as it is. */
  byte[] raw(String path) throws ApiError, InterruptedException {
    return exchange("GET", address(path), Optional.empty(), RAW).body();
  }

  JsonNode send(String method, String path, JsonNode body) throws ApiError, InterruptedException {
    return json(
        exchange(method, address(path), Optional.of(body.toString()), JSON), method + " " + path);
  }

  /**
   * All pages of a list.
   *
   * @param most items after which no further page is asked for
   */
  List<JsonNode> list(String path, int most) throws ApiError, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    Optional<URI> page = Optional.of(address(path));
    while (page.isPresent() && items.size() < most) {
      HttpResponse<byte[]> answer = exchange("GET", page.get(), Optional.empty(), JSON);
      JsonNode list = json(answer, "GET " + path);
      if (!list.isArray()) {
        throw new ApiError(answer.statusCode(), "GitHub's answer to GET " + path + " is no list.");
      }
      list.forEach(items::add);
      page = list.isEmpty() ? Optional.empty() : next(answer);
    }
    return items;
  }

  /** A next page on another host is none of GitHub's. */
  private Optional<URI> next(HttpResponse<byte[]> answer) {
    Matcher link = NEXT.matcher(String.join(", ", answer.headers().allValues("link")));
    if (!link.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer.uri().resolve(link.group(1))).filter(this::isOurs);
    } catch (IllegalArgumentException invalid) {
      return Optional.empty();
    }
  }

  private URI address(String path) {
    return URI.create(api + path);
  }

  private boolean isOurs(URI address) {
    return api.getScheme().equals(address.getScheme())
        && api.getHost().equals(address.getHost())
        && api.getPort() == address.getPort();
  }

  private static JsonNode json(HttpResponse<byte[]> answer, String call) throws ApiError {
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException broken) {
      throw new ApiError(answer.statusCode(), "GitHub's answer to " + call + " is no JSON.");
    }
  }

  private HttpResponse<byte[]> exchange(
      String method, URI address, Optional<String> body, String accept)
      throws ApiError, InterruptedException {
    String call = method + " " + address.getPath();
    for (int attempt = 1; ; attempt++) {
      if (silent.isPresent()) {
        throw silent.get();
      }
      HttpResponse<byte[]> answer = followed(method, address, body, accept, call);
      int status = answer.statusCode();
      if (status / 100 == 2) {
        return answer;
      }
      Optional<Duration> wait = Retry.after(method, answer, attempt);
      if (attempt == ATTEMPTS || wait.isEmpty() || wait.get().compareTo(LONGEST_WAIT) > 0) {
        throw new ApiError(status, Retry.sentence(call, answer, wait));
      }
      Thread.sleep(wait.get());
    }
  }

  private HttpResponse<byte[]> followed(
      String method, URI address, Optional<String> body, String accept, String call)
      throws ApiError, InterruptedException {
    URI at = address;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpResponse<byte[]> answer = once(method, at, body, accept, call);
      Optional<String> location = answer.headers().firstValue("location");
      boolean redirected = answer.statusCode() / 100 == 3 && location.isPresent();
      if (!redirected || !method.equals("GET")) {
        return answer;
      }
      at = target(at, location.get(), call);
    }
    throw new ApiError(0, "GitHub redirected " + call + " too often.");
  }

  private static URI target(URI from, String location, String call) throws ApiError {
    try {
      URI to = from.resolve(location);
      boolean web = "https".equals(to.getScheme()) || from.getScheme().equals(to.getScheme());
      if (web && to.getHost() != null) {
        return to;
      }
    } catch (IllegalArgumentException invalid) {
      // Said below.
    }
    throw new ApiError(0, "GitHub redirected " + call + " to something that is no web address.");
  }

  private HttpResponse<byte[]> once(
      String method, URI address, Optional<String> body, String accept, String call)
      throws ApiError, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Accept", accept)
            .header("User-Agent", "modelscan-action")
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    if (isOurs(address)) {
      request.header("X-GitHub-Api-Version", "2022-11-28");
      token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    }
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    // The request's own limit ends with the headers; a body that never ends needs one as well.
    CompletableFuture<HttpResponse<byte[]>> answer = send(request.build());
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw late(call);
    } catch (ExecutionException failed) {
      // The request's own limit may be the first to pass.
      boolean late =
          failed.getCause() instanceof HttpTimeoutException timeout
              && !(timeout instanceof HttpConnectTimeoutException);
      throw late ? late(call) : silent(call, "cannot be reached: " + reason(failed.getCause()));
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    try {
      return http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    } catch (UncheckedIOException proxy) {
      return CompletableFuture.failedFuture(proxy.getCause());
    }
  }

  private ApiError late(String call) {
    return silent(call, "did not answer within " + patience.toSeconds() + " s");
  }

  private ApiError silent(String call, String how) {
    ApiError error = new ApiError(0, "GitHub's API " + how + " (" + call + ").");
    silent = Optional.of(error);
    return error;
  }

  private static String reason(@Nullable Throwable cause) {
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    return cause instanceof IOException told && told.getMessage() != null
        ? told.getMessage()
        : String.valueOf(cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
