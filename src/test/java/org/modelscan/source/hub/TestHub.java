package org.modelscan.source.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.modelscan.remote.TestServer;

/**
 * A repository laid out as the Hub has it: {@code /api/models/ID/revision/REV} with the commit,
 * {@code /api/models/ID/tree/COMMIT} in pages that a Link header joins, {@code
 * /ID/resolve/COMMIT/PATH}, which sends files of Git LFS to a second host. The Hub is called
 * 127.0.0.1 and the store of large files localhost.
 */
public final class TestHub implements AutoCloseable {
  public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final int PAGE = 3;

  private final TestServer server = new TestServer();
  private final String api;
  private final String files;
  private final Map<String, String> entries = new LinkedHashMap<>();

  /**
   * Starts it.
   *
   * @param kind {@code models}, {@code datasets} or {@code spaces}
   */
  public TestHub(String kind, String repository, String revision) throws IOException {
    this.api = "/api/" + kind + "/" + repository;
    this.files =
        (kind.equals("models") ? "/" : "/" + kind + "/") + repository + "/resolve/" + COMMIT;
    server.serve(
        api + "/revision/" + revision,
        exchange -> json(exchange, "{\"id\":\"x\",\"sha\":\"" + COMMIT + "\"}"));
    server.serve(api + "/tree/" + COMMIT, this::tree);
    entries.put("folder", "{\"type\":\"directory\",\"oid\":\"0\",\"size\":0,\"path\":\"folder\"}");
  }

  /** The server under it, to be asked what it was asked, or to be made to fail. */
  public TestServer server() {
    return server;
  }

  /** What HF_ENDPOINT is set to. */
  public String endpoint() {
    return server.at("").toString();
  }

  /** The path of a file's address. */
  public String address(String path) {
    return files + "/" + path;
  }

  /** The path under which the hub lists files. */
  public String listing() {
    return api + "/tree/" + COMMIT;
  }

  /** Adds a small file, which is in Git itself. */
  public TestHub file(String path, byte[] content) {
    entry(path, content.length, "");
    server.serve(address(path), content);
    return this;
  }

  /** Adds a small file of text. */
  public TestHub text(String path, String content) {
    return file(path, content.getBytes(UTF_8));
  }

  /** Adds a large file, as Git LFS and Xet have it. */
  public TestHub large(String path, byte[] content) {
    return large(path, content, sha256(content));
  }

  /** Adds a large file that is listed with a hash. */
  public TestHub large(String path, byte[] content, String oid) {
    entry(
        path,
        content.length,
        ",\"lfs\":{\"oid\":\"%s\",\"size\":%d,\"pointerSize\":134},\"xetHash\":\"%s\""
            .formatted(oid, content.length, "a".repeat(64)));
    String store = "/store/" + oid + "/" + entries.size();
    server.serve(
        address(path),
        exchange -> {
          exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
          exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(content.length));
          TestServer.redirect(exchange, server.at("localhost", store + "?signature=1"));
        });
    server.serve(store, content);
    return this;
  }

  /** Adds a line to the list of files. */
  public TestHub entry(String path, long size, String more) {
    String name = path.replace("\\", "\\\\").replace("\"", "\\\"");
    entries.put(
        path,
        "{\"type\":\"file\",\"oid\":\"10c66461\",\"size\":%d,\"path\":\"%s\"%s}"
            .formatted(size, name, more));
    return this;
  }

  private void tree(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=", "")) : 0;
    List<String> all = new ArrayList<>(entries.values());
    int to = Math.min(all.size(), from + PAGE);
    if (to < all.size()) {
      // As mirrors do it: the address is that of another host.
      exchange
          .getResponseHeaders()
          .set(
              "Link",
              "<https://hub.invalid"
                  + listing()
                  + "?recursive=true&cursor="
                  + to
                  + ">; rel=\"next\"");
    }
    json(exchange, "[" + String.join(",", all.subList(from, to)) + "]");
  }

  private static void json(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    TestServer.text(exchange, text);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
