package org.modelscan.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web server on loopback. It answers by the path; what it was asked is kept. Reached as {@code
 * 127.0.0.1} and as {@code localhost}, which are two hosts to who sends credentials.
 */
public final class TestServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");

  /** What is done with a request. */
  @FunctionalInterface
  public interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** What was asked. */
  public record Asked(String method, URI uri, Map<String, List<String>> headers, String body) {
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name)).map(List::getFirst);
    }

    public String host() {
      return header("Host").orElse("").split(":", 2)[0];
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger current = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  public TestServer() throws IOException {
    // Without a backlog of its own, Linux lets 50 connections wait.
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    most.accumulateAndGet(current.incrementAndGet(), Math::max);
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      asked.add(
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      Page page = pages.get(exchange.getRequestURI().getPath());
      if (page == null) {
        status(exchange, 404);
      } else {
        page.answer(exchange);
      }
    } finally {
      current.decrementAndGet();
    }
  }

  /** The address of a path. */
  public URI at(String path) {
    return at("127.0.0.1", path);
  }

  /** The address of a path under another name of this machine. */
  public URI at(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  /** Answers a path from now on. */
  public void serve(String path, Page page) {
    pages.put(path, page);
  }

  /** Serves content as web servers do, with ranges and a tag. */
  public void serve(String path, byte[] content) {
    serve(path, exchange -> ranges(exchange, content, "\"1\""));
  }

  /** Requests so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The largest number of requests that were answered at once. */
  public int mostAtOnce() {
    return most.get();
  }

  /** Answers with a range of content, or all of it where none was asked for. */
  public static void ranges(HttpExchange exchange, byte[] content, String tag) throws IOException {
    ranges(
        exchange,
        content,
        tag,
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("If-Range")));
  }

  /** The same under another condition than the request's. */
  static void ranges(HttpExchange exchange, byte[] content, String tag, Optional<String> condition)
      throws IOException {
    exchange.getResponseHeaders().set("ETag", tag);
    Optional<long[]> range = range(exchange);
    if (range.isEmpty() || condition.filter(named -> !named.equals(tag)).isPresent()) {
      whole(exchange, content);
      return;
    }
    long first = range.get()[0];
    long last = Math.min(range.get()[1], content.length - 1);
    if (first >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      status(exchange, 416);
      return;
    }
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
    exchange.sendResponseHeaders(206, last - first + 1);
    exchange.getResponseBody().write(content, (int) first, (int) (last - first + 1));
  }

  /** First and last byte that were asked for. */
  public static Optional<long[]> range(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    return range.matches()
        ? Optional.of(new long[] {Long.parseLong(range.group(1)), Long.parseLong(range.group(2))})
        : Optional.empty();
  }

  public static void whole(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(content);
    }
  }

  public static void text(HttpExchange exchange, String text) throws IOException {
    whole(exchange, text.getBytes(UTF_8));
  }

  public static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  public static void redirect(HttpExchange exchange, URI target) throws IOException {
    exchange.getResponseHeaders().set("Location", target.toString());
    status(exchange, 302);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
