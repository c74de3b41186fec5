package org.modelscan.github;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks GitHub what an event changes. A checkout is usually too shallow to tell, and has no Git
 * beside it in the image. Whatever is in doubt ends as {@link Changes#unknown}: everything counts
 * as changed then, and never nothing.
 *
 * @param repository such as {@code octocat/hello-world}
 * @param checked the commit that is checked out, where that is known
 * @param merged the commit of the event: GITHUB_SHA
 */
record ChangedFiles(
    Client client, String repository, Optional<String> checked, Optional<String> merged) {
  /** "Responses include a maximum of 3000 files" (List pull requests files). */
  private static final int MOST_OF_PULL_REQUEST = 3_000;

  /** "The response includes only up to 300 changed files" (Compare two commits). */
  private static final int MOST_OF_COMPARISON = 300;

  Changes of(Event event) throws InterruptedException {
    if (checked.isEmpty()) {
      return Changes.unknown("the commit that is checked out cannot be told");
    }
    try {
      return switch (event) {
        case Event.PullRequest pullRequest -> ofPullRequest(pullRequest, checked.get());
        case Event.Push push -> ofPush(push, checked.get());
        case Event.MergeGroup group ->
            checked.get().equals(group.headSha())
                ? compared(group.baseSha(), group.headSha())
                : other(checked.get());
        case Event.WorkflowRun _, Event.Other _ -> Changes.unknown("this event changes no files");
        case Event.Garbled(_, String reason) -> Changes.unknown(reason);
      };
    } catch (ApiError failed) {
      return Changes.unknown(clause(failed));
    }
  }

  private Changes ofPullRequest(Event.PullRequest event, String commit)
      throws ApiError, InterruptedException {
    boolean merge = !event.target() && merged.filter(commit::equals).isPresent();
    if (event.target() && !commit.equals(event.head())) {
      return Changes.unknown(
          "the base is checked out and scanned, not the pull request: check out its head to scan"
              + " that");
    }
    if (!merge && !commit.equals(event.head())) {
      return other(commit);
    }
    List<JsonNode> files =
        client.list(
            "/repos/" + repository + "/pulls/" + event.number() + "/files?per_page=100",
            MOST_OF_PULL_REQUEST);
    if (files.size() >= MOST_OF_PULL_REQUEST) {
      return Changes.unknown("the pull request changes more files than GitHub lists");
    }
    if (!isOf(event, files)) {
      return Changes.unknown("the pull request has changed since this run began");
    }
    if (event.changedFiles().isPresent() && event.changedFiles().getAsLong() != files.size()) {
      return Changes.unknown("GitHub lists another number of files than the pull request changes");
    }
    return listed(files);
  }

  /**
   * Whether a list is of the event's commit: one of a later state could leave out a model that is
   * checked out. Files that are removed are linked where they still were.
   */
  private boolean isOf(Event.PullRequest event, List<JsonNode> files)
      throws ApiError, InterruptedException {
    List<JsonNode> present =
        files.stream().filter(file -> !file.path("status").asString("").equals("removed")).toList();
    if (present.isEmpty()) {
      JsonNode now = client.get("/repos/" + repository + "/pulls/" + event.number());
      return now.at("/head/sha").asString("").equals(event.head());
    }
    return present.stream()
        .allMatch(file -> file.path("contents_url").asString("").endsWith("ref=" + event.head()));
  }

  private Changes ofPush(Event.Push event, String commit) throws ApiError, InterruptedException {
    if (event.tag() || event.forced() || event.before().matches("0+")) {
      return Changes.unknown("it is a tag, a new branch or a forced push");
    }
    return commit.equals(event.after()) ? compared(event.before(), event.after()) : other(commit);
  }

  private static Changes other(String commit) {
    return Changes.unknown("the commit that is checked out (" + commit + ") is not the event's");
  }

  private Changes compared(String base, String head) throws ApiError, InterruptedException {
    JsonNode comparison =
        client.get("/repos/" + repository + "/compare/" + base + "..." + head + "?per_page=1");
    String status = comparison.path("status").asString("");
    if (!status.equals("ahead") && !status.equals("identical")) {
      return Changes.unknown("the commits do not follow each other");
    }
    JsonNode files = comparison.path("files");
    if (!files.isArray()) {
      return Changes.unknown("GitHub lists no files");
    }
    if (files.size() >= MOST_OF_COMPARISON) {
      return Changes.unknown("more files are changed than GitHub lists");
    }
    return listed(files.valueStream().toList());
  }

  private static Changes listed(List<JsonNode> files) {
    Map<String, String> paths = new HashMap<>();
    for (JsonNode file : files) {
      String path = file.path("filename").asString("");
      if (path.isEmpty() || path.indexOf('\ufffd') >= 0) {
        return Changes.unknown("GitHub lists a file whose name cannot be told");
      }
      paths.put(path, file.path("previous_filename").asString(path));
    }
    return Changes.of(paths);
  }

  private static String clause(ApiError failed) {
    String sentence = failed.sentence();
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
