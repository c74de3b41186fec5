package org.modelscan.github;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Comments as GitHub lists them. */
final class Comments {
  private static final String PLACE = "https://api.github.com/x";

  private Comments() {}

  static String json(long id, String author, String body) {
    ObjectNode user = JsonMapper.shared().createObjectNode();
    Map<String, String> texts =
        Stream.of(
                "avatar_url",
                "events_url",
                "followers_url",
                "following_url",
                "gists_url",
                "html_url",
                "organizations_url",
                "received_events_url",
                "repos_url",
                "starred_url",
                "subscriptions_url",
                "url")
            .collect(Collectors.toMap(name -> name, _ -> PLACE));
    texts.forEach(user::put);
    user.put("login", author).put("id", 7).put("node_id", "x").put("site_admin", false);
    user.put("gravatar_id", "").put("type", author.endsWith("[bot]") ? "Bot" : "User");
    ObjectNode comment = JsonMapper.shared().createObjectNode();
    comment.put("id", id).put("node_id", "x").put("url", PLACE).put("html_url", PLACE);
    comment.put("issue_url", PLACE).put("body", body).put("author_association", "NONE");
    comment.put("created_at", "2026-01-01T00:00:00Z").put("updated_at", "2026-01-01T00:00:00Z");
    comment.set("user", user);
    return comment.toString();
  }
}
