import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A job of GitHub's as the training run sees it: the step of a pull request, with the fixtures as
 * its workspace and a token, so that what talks to GitHub is loaded as well. GitHub is a server of
 * this process, which knows of nothing: every list is empty, and no file is there.
 */
final class TrainingJob implements AutoCloseable {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String EVENT =
      """
      {"pull_request": {"number": 1, "changed_files": 1,
        "base": {"ref": "main", "sha": "%1$s", "repo": {"full_name": "octocat/hello-world"}},
        "head": {"sha": "%1$s", "repo": {"full_name": "octocat/hello-world"}}}}
      """
          .formatted(COMMIT);

  private final HttpServer server;

  /** Writes the event and a checkout into the root of the run. */
  TrainingJob(Path root) throws IOException {
    Files.writeString(root.resolve("tmp/event.json"), EVENT);
    Path checkout = Files.createDirectory(root.resolve("models/.git"));
    Files.writeString(checkout.resolve("HEAD"), COMMIT + "\n");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean file = exchange.getRequestURI().getPath().contains("/contents/");
            byte[] answer = (file ? "{}" : "[]").getBytes(UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(file ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  /** What the runner sets ("Variables reference" in GitHub's documentation) and the inputs. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("GITHUB_ACTIONS", "true"),
        Map.entry("GITHUB_WORKSPACE", "/models"),
        Map.entry("GITHUB_REPOSITORY", "octocat/hello-world"),
        Map.entry("GITHUB_EVENT_NAME", "pull_request"),
        Map.entry("GITHUB_EVENT_PATH", "/tmp/event.json"),
        Map.entry("GITHUB_REF", "refs/pull/1/merge"),
        Map.entry("GITHUB_SHA", COMMIT),
        Map.entry("GITHUB_API_URL", "http://127.0.0.1:" + server.getAddress().getPort()),
        Map.entry("GITHUB_OUTPUT", "/tmp/output"),
        Map.entry("GITHUB_STEP_SUMMARY", "/tmp/summary"),
        Map.entry("RUNNER_TEMP", "/tmp"),
        Map.entry("INPUT_PATH", ""),
        Map.entry("INPUT_LFS", "report"),
        Map.entry("INPUT_TOKEN", "ghs_training"),
        Map.entry("INPUT_JSON-FILE", "training.json"));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
