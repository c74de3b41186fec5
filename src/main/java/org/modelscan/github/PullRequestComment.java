package org.modelscan.github;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one comment of a category on a pull request. It is found again by a hidden line and by its
 * author: anybody can write a comment with that line.
 *
 * @param repository such as {@code octocat/hello-world}
 * @param marker the hidden line
 * @param author the login of the token's own account
 */
record PullRequestComment(
    Client client, String repository, long number, String marker, String author) {
  /** What GitHub takes for a comment. */
  static final int LARGEST = 65_536;

  private static final int MOST = 2_000;

  /** What was done. */
  enum Done {
    CREATED,
    UPDATED,
    UNCHANGED,
    NOTHING
  }

  /** The hidden line of a category, which holds nothing that ends a comment of HTML. */
  static String marker(String category) {
    return "<!-- modelscan-action: " + category.replace("--", "- -") + " -->";
  }

  /**
   * The account of a token. Only a person's token can ask for its own.
   *
   * @param otherwise the account of an app
   */
  static String author(Client client, String otherwise) throws ApiError, InterruptedException {
    return client.isInstallation()
        ? otherwise
        : client.get("/user").path("login").asString(otherwise);
  }

  /**
   * Writes the comment.
   *
   * @param body without the hidden line
   * @param anew whether there is to be a comment where there is none yet
   */
  Done write(String body, boolean anew) throws ApiError, InterruptedException {
    String whole = marker + "\n" + body;
    Optional<JsonNode> before = find();
    String comments = "/repos/" + repository + "/issues/";
    if (before.isPresent()) {
      if (normalised(before.get().path("body").asString("")).equals(normalised(whole))) {
        return Done.UNCHANGED;
      }
      long id = before.get().path("id").asLong();
      client.send("PATCH", comments + "comments/" + id, json(whole));
      return Done.UPDATED;
    }
    if (!anew) {
      return Done.NOTHING;
    }
    client.send("POST", comments + number + "/comments", json(whole));
    return Done.CREATED;
  }

  private Optional<JsonNode> find() throws ApiError, InterruptedException {
    List<JsonNode> comments =
        client.list("/repos/" + repository + "/issues/" + number + "/comments?per_page=100", MOST);
    return comments.stream()
        .filter(comment -> comment.at("/user/login").asString("").equalsIgnoreCase(author))
        .filter(comment -> normalised(comment.path("body").asString("")).startsWith(marker + "\n"))
        .findFirst();
  }

  private static ObjectNode json(String body) {
    return JsonMapper.shared().createObjectNode().put("body", body);
  }

  /** GitHub may keep other line ends than it was given. */
  private static String normalised(String body) {
    return body.replace("\r\n", "\n").strip();
  }
}
