package org.modelscan.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.modelscan.remote.Proxies;

/**
 * GitHub's API on a server of its own. Every request, and every good answer, is checked against
 * GitHub's description of its API.
 */
final class FakeGitHub implements AutoCloseable {
  static final String TOKEN = "ghs_secretOfTheTest0123456789";

  /** A request as it came. */
  record Request(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    String line() {
      return method + " " + path;
    }
  }

  /** An answer. */
  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer json(int status, String body) {
      return new Answer(status, Map.of(), body.getBytes(UTF_8));
    }

    Answer with(String name, String value) {
      Map<String, String> all = new TreeMap<>(headers);
      all.put(name, value);
      return new Answer(status, all, body);
    }
  }

  /** What a call is answered with. */
  @FunctionalInterface
  interface Route {
    Answer answer(Request request);
  }

  private record Entry(String method, String path, Route route) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Entry> routes = Collections.synchronizedList(new ArrayList<>());
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

  private FakeGitHub(HttpServer server) {
    this.server = server;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A server that knows no call yet. */
  static FakeGitHub start() {
    try {
      return new FakeGitHub(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  String api() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  Client client() {
    return new Client(
        URI.create(api()), new Proxies(Map.of()), Optional.of(TOKEN), Duration.ofSeconds(20));
  }

  /** Answers a call; a path is a regular expression, and the newest route that fits is taken. */
  FakeGitHub on(String method, String path, Route route) {
    routes.addFirst(new Entry(method, path, route));
    return this;
  }

  FakeGitHub on(String method, String path, int status, String body) {
    return on(method, path, _ -> Answer.json(status, body));
  }

  /** Takes a call and says nothing until the end. */
  FakeGitHub hang(String method, String path) {
    return on(
        method,
        path,
        request -> {
          try {
            closing.await();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          return Answer.json(500, "{}");
        });
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<String> lines() {
    return requests().stream().map(Request::line).toList();
  }

  /** What was wrong with requests and answers. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Request request =
          new Request(
              exchange.getRequestMethod(),
              uri.getPath(),
              query(uri),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      requests.add(request);
      check(request);
      Answer answer = answer(request);
      if (answer.status() / 100 == 2 && !accept(request).contains("raw")) {
        for (String error :
            OpenApi.answerErrors(
                request.method(),
                request.path(),
                answer.status(),
                new String(answer.body(), UTF_8))) {
          errors.add("answer to " + request.line() + ": " + error);
        }
      }
      answer.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (RuntimeException defect) {
      errors.add("the server failed: " + defect);
    }
  }

  private void check(Request request) {
    for (String error :
        OpenApi.errors(request.method(), request.path(), request.query(), request.body())) {
      errors.add(request.line() + ": " + error);
    }
    if (!accept(request).matches("application/vnd\\.github(\\.raw)?\\+json")) {
      errors.add(request.line() + ": accepts " + accept(request));
    }
    if (!"2022-11-28".equals(request.headers().get("X-GitHub-Api-Version"))
        || request.headers().get("User-Agent") == null) {
      errors.add(request.line() + ": lacks a header");
    }
    if (!("Bearer " + TOKEN).equals(request.headers().get("Authorization"))) {
      errors.add(request.line() + ": lacks the token");
    }
  }

  private static String accept(Request request) {
    return request.headers().getOrDefault("Accept", "");
  }

  private Answer answer(Request request) {
    return routes.stream()
        .filter(entry -> entry.method().equals(request.method()))
        .filter(entry -> request.path().matches("(?s)" + entry.path()))
        .findFirst()
        .map(entry -> entry.route().answer(request))
        .orElse(Answer.json(404, "{\"message\": \"Not Found\"}"));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new TreeMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : Arrays.asList(uri.getRawQuery().split("&"))) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
