package org.modelscan.remote;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends requests over connections that are kept and shared, follows redirects, and asks again where
 * that may help. Safe for use by several threads.
 *
 * <p>Redirects are followed here and not by the runtime, because credentials must not follow to
 * another host, and because a server must not lead to where only this machine gets: see {@link
 * Reach}.
 */
public final class Transport implements Closeable {
  private static final int MOST_REDIRECTS = 10;
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Proxies proxies;
  private final Patience patience;
  private final Traffic traffic;

  /** Opens no connection before the first request. */
  public Transport(Patience patience, Proxies proxies, Traffic traffic) {
    this.client = proxies.client().connectTimeout(CONNECT).build();
    this.proxies = proxies;
    this.patience = patience;
    this.traffic = traffic;
  }

  /** Takes an answer: reads its body and closes it, or keeps it for later. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * What was asked for.
     *
     * @param answer with a status of success, or 416
     * @throws RemoteFailure where asking again would not help; any other failure is tried again
     */
    T read(Answer answer) throws IOException;
  }

  /**
   * Sends a request until its answer could be read.
   *
   * @throws RemoteFailure where the server refuses
   * @throws IOException where it could not be reached, or what it sent was cut, several times
   */
  public <T> T exchange(Request request, Reader<T> reader) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Duration pause = patience.before(attempt);
      try {
        Answer answer = follow(request);
        if (answer.status() / 100 == 2 || answer.status() == RANGE_NOT_SATISFIABLE) {
          return reader.read(answer);
        }
        answer.body().close();
        RemoteFailure refusal = refusal(request, answer);
        pause = Patience.asked(answer.headers()).orElse(pause);
        if (!PASSING.contains(answer.status())
            || attempt >= patience.attempts()
            || pause.compareTo(patience.longest()) > 0) {
          throw refusal;
        }
      } catch (RemoteFailure | InterruptedIOException lasting) {
        throw lasting;
      } catch (IOException passing) {
        if (attempt >= patience.attempts()) {
          throw new IOException(clause(passing), passing);
        }
      }
      sleep(pause);
    }
  }

  /** Runs something at the same time. Interrupting it ends its request. */
  <T> Future<T> start(Callable<T> task) {
    return threads.submit(task);
  }

  private Answer follow(Request first) throws IOException {
    Request request = first;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = send(request);
      Optional<String> location = response.headers().firstValue("Location");
      if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
        return new Answer(
            request.uri(), response.statusCode(), response.headers(), response.body());
      }
      response.body().close();
      URI target = target(request.uri(), location.get());
      check(first.uri(), request.uri(), target);
      request = request.at(target);
    }
    throw new RemoteFailure("more than " + MOST_REDIRECTS + " redirects");
  }

  private static URI target(URI from, String location) throws RemoteFailure {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException noAddress) {
      throw new RemoteFailure("redirected to what is no address of HTTP");
    }
  }

  private static boolean isHttp(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
  }

  /**
   * Checks whether a server may lead to an address.
   *
   * @param start the server that the user named
   * @param from the one that leads
   * @throws RemoteFailure where it may not
   */
  public void check(URI start, URI from, URI target) throws IOException {
    if (!isHttp(target) || target.getHost() == null || target.getRawUserInfo() != null) {
      throw new RemoteFailure("redirected to what is no address of HTTP");
    }
    if (target.getHost().equalsIgnoreCase(start.getHost())
        && target.getScheme().equalsIgnoreCase(start.getScheme())) {
      return;
    }
    Reach reach = reach(target);
    if (!reach(start).mayLeadTo(reach)) {
      throw new RemoteFailure(
          "redirected to a "
              + reach.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + " address, which is refused");
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && "http".equalsIgnoreCase(target.getScheme())) {
      throw new RemoteFailure("redirected from https to http, which is refused");
    }
  }

  private Reach reach(URI uri) throws IOException {
    try {
      return Reach.of(uri.getHost());
    } catch (UnknownHostException unknown) {
      if (proxies.serve(uri)) {
        return Reach.PUBLIC; // behind a proxy, names of the internet are often known to it alone
      }
      throw unknown;
    }
  }

  private HttpResponse<InputStream> send(Request request) throws IOException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(patience.idle())
            // Without TLS, the offer of HTTP/2 is a header that servers may stumble over.
            .version(
                "https".equalsIgnoreCase(request.uri().getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .setHeader("User-Agent", "modelscan")
            // Ranges count the bytes of the file, not those of a compressed form of it.
            .setHeader("Accept-Encoding", "identity");
    request.credentials().forEach(builder::setHeader);
    request.headers().forEach(builder::setHeader);
    request.body().ifPresent(body -> builder.POST(BodyPublishers.ofString(body)));
    keepSecret(request);
    traffic.request();
    try {
      HttpResponse<InputStream> response =
          client.send(builder.build(), _ -> new BodyStream(patience.idle(), traffic));
      refuseEncoded(response);
      return response;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (UncheckedIOException proxy) {
      throw proxy.getCause();
    } catch (IllegalArgumentException invalid) {
      throw new RemoteFailure("the address or a header of the request is not valid");
    }
  }

  private static void keepSecret(Request request) throws IOException {
    if (!request.credentials().isEmpty()
        && "http".equalsIgnoreCase(request.uri().getScheme())
        && Reach.of(request.uri().getHost()) != Reach.LOOPBACK) {
      throw new RemoteFailure("a token is only sent over https");
    }
  }

  private static void refuseEncoded(HttpResponse<InputStream> response) throws IOException {
    Optional<String> encoding = response.headers().firstValue("Content-Encoding");
    if (encoding.isPresent() && !encoding.get().equalsIgnoreCase("identity")) {
      response.body().close();
      throw new RemoteFailure("the server sends encoded content though it was asked not to");
    }
  }

  private static RemoteFailure refusal(Request request, Answer answer) {
    String code = answer.header("X-Error-Code").orElse("");
    return new RemoteFailure(
        answer.status(),
        request.explanation().of(answer.status(), code).orElseGet(() -> plain(answer.status())));
  }

  private static String plain(int status) {
    return switch (status) {
      case 401 -> "the server asks for credentials (401)";
      case 403 -> "the server refuses access (403)";
      case 404 -> "the server does not have it (404)";
      case 429 -> "the server allows no more requests for now (429)";
      default ->
          status / 100 == 5
              ? "the server failed (" + status + ")"
              : "the server answered " + status;
    };
  }

  /** What went wrong on the way, in words; exceptions of the network have odd messages or none. */
  private static String clause(IOException failure) {
    return switch (failure) {
      case UnknownHostException _ -> "the server's name cannot be resolved";
      case java.net.http.HttpConnectTimeoutException _ -> "the server cannot be reached in time";
      case java.net.http.HttpTimeoutException _ -> "the server does not answer in time";
      case java.net.ConnectException _ -> "the server cannot be reached";
      case javax.net.ssl.SSLException _ -> "no secure connection to the server";
      default -> failure.getMessage() == null ? "the connection broke" : failure.getMessage();
    };
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Ends what is still under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
