package org.modelscan.source.hub;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.remote.Answer;
import org.modelscan.remote.RemoteFailure;
import org.modelscan.remote.Request;
import org.modelscan.remote.Transport;

/**
 * Asks the Hub what is in a repository, by <a href="https://huggingface.co/docs/hub/en/api">its
 * API</a>: {@code /api/models/ID/revision/REV} for the commit that a revision is, and {@code
 * /api/models/ID/tree/COMMIT?recursive=true}, page by page, for the files of that commit.
 */
final class HubListing {
  private static final int LONGEST_PAGE = 8 << 20;
  private static final int MOST_FILES = 250_000;
  private static final int MOST_PAGES = 1_000;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NEXT = Pattern.compile("<([^<>]*)>\\s*;\\s*rel=\"?next\"?");

  private final Transport transport;
  private final HubSettings settings;
  private final HubReference reference;
  private final List<HubFile> files = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> refused = new ArrayList<>();

  HubListing(Transport transport, HubSettings settings, HubReference reference) {
    this.transport = transport;
    this.settings = settings;
    this.reference = reference;
  }

  /** Files so far, each path once. */
  List<HubFile> files() {
    return List.copyOf(files);
  }

  /** Paths that no file in a repository can have. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** The commit that the revision is now, so that all files are of one state. */
  String commit() throws IOException {
    Json answer = json(api("revision", reference.revision()) + "?expand=sha").body();
    return Optional.of(answer)
        .flatMap(
            body -> body instanceof Json.Members members ? members.text("sha") : Optional.empty())
        .filter(sha -> COMMIT.matcher(sha).matches())
        .orElse(reference.revision());
  }

  /** Lists the files of a commit. What was listed before a failure stays. */
  void list(String commit) throws IOException {
    Optional<String> address = Optional.of(api("tree", commit) + "?recursive=true");
    Set<String> pages = new HashSet<>();
    while (address.isPresent()) {
      if (pages.size() == MOST_PAGES || !pages.add(address.get())) {
        throw new RemoteFailure("the listing has more pages than are read");
      }
      Page page = json(address.get());
      if (!(page.body() instanceof Json.Items items)) {
        throw new RemoteFailure("the Hub's listing is not what it should be");
      }
      items.items().forEach(this::add);
      if (files.size() + refused.size() > MOST_FILES) {
        throw new RemoteFailure("the repository has more files than are listed");
      }
      address = page.next();
    }
  }

  private void add(Json entry) {
    if (!(entry instanceof Json.Members members)) {
      return;
    }
    Optional<String> path = members.text("path");
    if (path.isEmpty()
        || members.text("type").filter("directory"::equals).isPresent()
        || !seen.add(path.get())) {
      return;
    }
    if (path.get().isEmpty() || !RepositoryPath.isSafe(path.get())) {
      refused.add(path.get());
      return;
    }
    Optional<Json.Members> lfs =
        members
            .get("lfs")
            .flatMap(
                value -> value instanceof Json.Members of ? Optional.of(of) : Optional.empty());
    long size = lfs.map(of -> number(of, "size")).orElseGet(() -> number(members, "size"));
    Optional<String> sha256 =
        lfs.flatMap(of -> of.text("oid")).filter(oid -> SHA256.matcher(oid).matches());
    files.add(new HubFile(path.get(), size, sha256));
  }

  /** A whole number from 0 on, or -1. */
  private static long number(Json.Members members, String name) {
    return members
        .get(name)
        .filter(value ->
            value instanceof Json.Numeral(long _, String text) && text.matches("[0-9]{1,18}"))
        .map(value -> Long.parseLong(((Json.Numeral) value).text()))
        .orElse(-1L);
  }

  private String api(String what, String revision) {
    return "/api/"
        + reference.kind().api()
        + "/"
        + reference.repository()
        + "/"
        + what
        + "/"
        + RepositoryPath.encode(revision).replace("/", "%2F");
  }

  /** A part of a list, and where it goes on. */
  private record Page(Json body, Optional<String> next) {}

  private Page json(String address) throws IOException {
    return transport.exchange(request(settings, address), this::read);
  }

  private Page read(Answer answer) throws IOException {
    try (var body = answer.body()) {
      byte[] content = body.readNBytes(LONGEST_PAGE);
      if (body.read() >= 0) {
        throw new RemoteFailure("the Hub's answer is longer than is read");
      }
      JsonDocument document = JsonDocument.read(new HeapBytes(content), new Budget(Limits.DEFAULT));
      if (document.problem().isPresent() || document.root().isEmpty()) {
        throw new RemoteFailure("the Hub's answer is no JSON");
      }
      return new Page(document.root().get(), next(answer));
    }
  }

  /**
   * The address of the next page (RFC 8288). Only its path is taken: mirrors pass on the links of
   * the Hub, and a token is for the endpoint alone.
   */
  private Optional<String> next(Answer answer) throws RemoteFailure {
    Matcher link = NEXT.matcher(answer.header("Link").orElse(""));
    if (!link.find()) {
      return Optional.empty();
    }
    String target = link.group(1);
    try {
      // java.net.URI resolves a query alone as RFC 2396 did, to another path.
      URI next =
          answer
              .uri()
              .resolve(target.startsWith("?") ? answer.uri().getRawPath() + target : target);
      String path = String.valueOf(next.getRawPath());
      String base = settings.endpoint().getRawPath();
      if (path.startsWith("/")) {
        String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
        return Optional.of((path.startsWith(base) ? path.substring(base.length()) : path) + query);
      }
    } catch (IllegalArgumentException noAddress) {
      // The same answer as for one without a path.
    }
    throw new RemoteFailure("the Hub's link to the rest of the list is no address");
  }

  /** A request to the endpoint, with the token. */
  static Request request(HubSettings settings, String address) {
    return Request.get(
        URI.create(settings.endpoint() + address),
        settings.token().map(token -> Map.of("Authorization", "Bearer " + token)).orElse(Map.of()),
        new HubExplanation(settings.token().isPresent()));
  }
}
