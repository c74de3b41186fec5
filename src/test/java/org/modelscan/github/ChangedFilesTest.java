package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.github.FakeGitHub.Answer;

/** What an event changes, and that whatever is in doubt is never nothing. */
@Timeout(60)
class ChangedFilesTest {
  private static final String HEAD = "a".repeat(40);
  private static final String MERGE = "b".repeat(40);
  private static final String BASE = "c".repeat(40);
  private static final String FILES = "/repos/o/r/pulls/7/files";

  private final FakeGitHub gitHub = FakeGitHub.start();

  @AfterEach
  void stop() {
    assertThat(gitHub.errors()).isEmpty();
    gitHub.close();
  }

  static String file(String path, String status, String head) {
    return """
    {"filename": "%s", "status": "%s", "sha": "x", "additions": 0, "deletions": 0, "changes": 0,
     "blob_url": "https://github.com/x", "raw_url": "https://github.com/x",
     "contents_url": "https://api.github.com/repos/o/r/contents/x?ref=%s"}\
    """
        .formatted(path, status, head);
  }

  private static Event pullRequest(long files) {
    return new Event.PullRequest(7, "main", BASE, HEAD, OptionalLong.of(files), false, false);
  }

  private Changes changes(Event event, String checkedOut) throws InterruptedException {
    try (Client client = gitHub.client()) {
      return new ChangedFiles(client, "o/r", Optional.of(checkedOut), Optional.of(MERGE)).of(event);
    }
  }

  private static String list(Stream<String> files) {
    return files.collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void filesOfAPullRequest() throws Exception {
    String renamed =
        file("new.pkl", "renamed", HEAD).replace("}", ", \"previous_filename\": \"old.pkl\"}");
    gitHub.on(
        "GET",
        FILES,
        200,
        list(Stream.of(file("a.pkl", "added", HEAD), renamed, file("gone.pkl", "removed", BASE))));
    for (String commit : List.of(HEAD, MERGE)) {
      assertThat(changes(pullRequest(3), commit))
          .isEqualTo(
              Changes.of(Map.of("a.pkl", "a.pkl", "new.pkl", "old.pkl", "gone.pkl", "gone.pkl")));
    }
  }

  @Test
  void allPagesCount() throws Exception {
    gitHub.on(
        "GET",
        FILES,
        request -> {
          int page = Integer.parseInt(request.query().getOrDefault("page", "1"));
          String body =
              list(IntStream.range(0, 100).mapToObj(i -> file(page + "-" + i, "added", HEAD)));
          Answer answer = Answer.json(200, body);
          String next = gitHub.api() + FILES + "?per_page=100&page=" + (page + 1);
          return page == 30 ? answer : answer.with("Link", "<" + next + ">; rel=\"next\"");
        });
    assertThat(changes(pullRequest(3_000), HEAD).doubt())
        .hasValueSatisfying(why -> assertThat(why).contains("more files than GitHub lists"));
    assertThat(gitHub.requests()).hasSize(30);
  }

  @Test
  void otherCommitIsDoubt() throws Exception {
    assertThat(changes(pullRequest(1), BASE).doubt()).isPresent();
    assertThat(gitHub.requests()).isEmpty();
  }

  @Test
  void laterStateOfThePullRequestIsDoubt() throws Exception {
    gitHub.on("GET", FILES, 200, list(Stream.of(file("a.pkl", "added", BASE))));
    assertThat(changes(pullRequest(1), HEAD).doubt())
        .hasValueSatisfying(why -> assertThat(why).contains("has changed since"));
  }

  @Test
  void listOfRemovedFilesIsTiedToTheCommit() throws Exception {
    gitHub.on("GET", FILES, 200, list(Stream.of(file("a.pkl", "removed", BASE))));
    gitHub.on("GET", "/repos/o/r/pulls/7", 200, "{\"head\": {\"sha\": \"" + BASE + "\"}}");
    assertThat(changes(pullRequest(1), HEAD).doubt()).isPresent();
    gitHub.on("GET", "/repos/o/r/pulls/7", 200, "{\"head\": {\"sha\": \"" + HEAD + "\"}}");
    assertThat(changes(pullRequest(1), HEAD).doubt()).isEmpty();
  }

  @Test
  void missingFilesAreDoubt() throws Exception {
    gitHub.on("GET", FILES, 200, list(Stream.of(file("a.pkl", "added", HEAD))));
    assertThat(changes(pullRequest(2), HEAD).doubt()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 422, 500})
  void failedCallIsDoubt(int status) throws Exception {
    gitHub.on("GET", FILES, status, "{\"message\": \"No\"}");
    assertThat(changes(pullRequest(1), HEAD).doubt())
        .hasValueSatisfying(why -> assertThat(why).contains(String.valueOf(status)));
  }

  @Test
  void targetRunSaysWhatIsScanned() throws Exception {
    Event target = new Event.PullRequest(7, "main", BASE, HEAD, OptionalLong.of(1), true, true);
    gitHub.on("GET", FILES, 200, list(Stream.of(file("a.pkl", "added", HEAD))));
    assertThat(changes(target, MERGE).doubt())
        .hasValueSatisfying(why -> assertThat(why).contains("the base is checked out and scanned"));
    assertThat(changes(target, HEAD).doubt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ahead, 2, false", "ahead, 300, true", "diverged, 1, true", "behind, 0, true"})
  void pushIsCompared(String status, int files, boolean doubt) throws Exception {
    String list = list(IntStream.range(0, files).mapToObj(i -> file("f" + i, "added", HEAD)));
    gitHub.on(
        "GET",
        "/repos/o/r/compare/" + BASE + "\\.\\.\\." + HEAD,
        200,
        "{\"status\": \"" + status + "\", \"files\": " + list + "}");
    Event push = new Event.Push(BASE, HEAD, false, false, true);
    Event group = new Event.MergeGroup(BASE, HEAD);
    assertThat(changes(push, HEAD).doubt().isPresent()).isEqualTo(doubt);
    assertThat(changes(group, HEAD).doubt().isPresent()).isEqualTo(doubt);
  }

  @Test
  void pushWithoutABeforeIsDoubt() throws Exception {
    List<Event> events =
        List.of(
            new Event.Push("0".repeat(40), HEAD, false, false, true),
            new Event.Push(BASE, HEAD, true, false, true),
            new Event.Push(BASE, HEAD, false, true, false),
            new Event.Other("schedule"),
            new Event.Garbled("push", "the event's file is no JSON"));
    for (Event event : events) {
      assertThat(changes(event, HEAD).doubt()).isPresent();
    }
    assertThat(gitHub.requests()).isEmpty();
  }
}
