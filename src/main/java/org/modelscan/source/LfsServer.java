package org.modelscan.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.pointer.LfsPointer;
import org.modelscan.remote.Answer;
import org.modelscan.remote.Network;
import org.modelscan.remote.RemoteFailure;
import org.modelscan.remote.RemoteFile;
import org.modelscan.remote.Request;

/**
 * A server of Git LFS, by its <a
 * href="https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md">batch API</a>.
 *
 * @param address without {@code /objects/batch}
 * @param token sent to this server only, by basic authentication as GitHub wants it
 */
record LfsServer(Network network, URI address, Optional<String> token) {
  private static final int LONGEST_ANSWER = 8 << 20;
  private static final String TYPE = "application/vnd.git-lfs+json";

  /** Headers that are not the server's to set. */
  private static final Set<String> OURS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "expect",
          "upgrade",
          "range",
          "if-range",
          "accept-encoding",
          "transfer-encoding");

  /** Where one object is, or why it is not to be had. */
  sealed interface Answered {
    record Available(RemoteFile file) implements Answered {}

    record Refused(String reason) implements Answered {}
  }

  /**
   * Asks for objects.
   *
   * @param pointers at most a hundred, as Git LFS asks for at once
   * @return by oid; what the server left out is missing
   */
  Map<String, Answered> ask(List<LfsPointer> pointers) throws IOException {
    String objects =
        pointers.stream()
            .map(one -> "{\"oid\":\"" + one.oid() + "\",\"size\":" + one.size() + "}")
            .collect(Collectors.joining(","));
    Map<String, String> credentials =
        token
            .map(secret ->
                Map.of(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(("x-access-token:" + secret).getBytes(UTF_8))))
            .orElse(Map.of());
    Request request =
        new Request(
            URI.create(address + "/objects/batch"),
            Map.of("Accept", TYPE, "Content-Type", TYPE),
            credentials,
            Optional.of(
                "{\"operation\":\"download\",\"transfers\":[\"basic\"],\"objects\":["
                    + objects
                    + "]}"),
            this::explain);
    Json.Members answer = network.transport().exchange(request, LfsServer::read);
    if (answer.text("transfer").filter(kind -> !kind.equals("basic")).isPresent()
        || !(answer.get("objects").orElse(null) instanceof Json.Items items)) {
      throw new RemoteFailure("the Git LFS server's answer is not what it should be");
    }
    Map<String, LfsPointer> asked =
        pointers.stream().collect(Collectors.toMap(LfsPointer::oid, one -> one, (one, _) -> one));
    Map<String, Answered> answered = new HashMap<>();
    for (Json item : items.items()) {
      if (item instanceof Json.Members object) {
        LfsPointer pointer = asked.get(object.text("oid").orElse(""));
        if (pointer != null) {
          answered.put(pointer.oid(), answered(object, pointer));
        }
      }
    }
    return answered;
  }

  private Answered answered(Json.Members object, LfsPointer pointer) throws IOException {
    Optional<Json.Members> download =
        members(object, "actions").flatMap(actions -> members(actions, "download"));
    if (download.isEmpty() || download.get().text("href").isEmpty()) {
      String code =
          members(object, "error")
              .flatMap(error -> error.get("code"))
              .map(value -> value instanceof Json.Numeral number ? " (" + number.text() + ")" : "")
              .orElse("");
      return new Answered.Refused("the Git LFS server does not have it" + code);
    }
    try {
      URI href = address.resolve(download.get().text("href").get());
      network.transport().check(address, address, href);
      return new Answered.Available(
          new RemoteFile(
              Request.get(href, headers(download.get()), Request.Explanation.PLAIN),
              Optional.of(pointer.size()),
              Optional.of(pointer.oid())));
    } catch (RemoteFailure | IllegalArgumentException refused) {
      return new Answered.Refused(
          "the Git LFS server names an address that is not asked: " + refused.getMessage());
    }
  }

  private static Map<String, String> headers(Json.Members download) {
    Map<String, String> headers = new HashMap<>();
    for (Json.Member member :
        members(download, "header").map(Json.Members::members).orElse(List.of())) {
      if (member.value() instanceof Json.Text text
          && !OURS.contains(member.name().toLowerCase(Locale.ROOT))) {
        headers.put(member.name(), text.value());
      }
    }
    return headers;
  }

  private static Optional<Json.Members> members(Json.Members object, String name) {
    return object
        .get(name)
        .flatMap(value -> value instanceof Json.Members of ? Optional.of(of) : Optional.empty());
  }

  private static Json.Members read(Answer answer) throws IOException {
    try (var body = answer.body()) {
      byte[] content = body.readNBytes(LONGEST_ANSWER);
      JsonDocument document = JsonDocument.read(new HeapBytes(content), new Budget(Limits.DEFAULT));
      if (body.read() >= 0 || document.problem().isPresent() || document.object().isEmpty()) {
        throw new RemoteFailure("the Git LFS server's answer is not what it should be");
      }
      return document.object().get();
    }
  }

  private Optional<String> explain(int status, String code) {
    return Optional.ofNullable(
        switch (status) {
          case 401, 403 ->
              token.isPresent()
                  ? "the Git LFS server does not let the token read (" + status + ")"
                  : "the Git LFS server asks for a token (" + status + ")";
          case 404 -> "the Git LFS server does not know the repository (404)";
          case 429 -> "the Git LFS server allows no more requests for now (429)";
          case 509 -> "the bandwidth of the repository's Git LFS is used up (509)";
          default -> null;
        });
  }
}
