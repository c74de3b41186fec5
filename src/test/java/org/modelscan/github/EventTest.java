package org.modelscan.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub's own example payloads, and where the results of each event belong. */
class EventTest {
  private static final String SHA = "a".repeat(40);
  private static final String OTHER = "b".repeat(40);
  private static final String PULL_REQUEST_HEAD = "ec26c3e57ca3a959ca5aad62de7213c562f8c821";

  @TempDir private Path folder;

  private Job job(String event, String ref) throws Exception {
    Path file = folder.resolve("event.json");
    if (!event.equals("schedule")) {
      String payload = event.equals("pull_request_target") ? "pull_request" : event;
      Files.writeString(file, ActionJob.payload(payload).toString());
    }
    return new Job(
        Map.of(
            "GITHUB_EVENT_NAME", event,
            "GITHUB_EVENT_PATH", file.toString(),
            "GITHUB_REF", ref,
            "GITHUB_SHA", SHA));
  }

  @Test
  void payloadsAreRead() throws Exception {
    assertThat(Event.of(job("pull_request", "")))
        .isEqualTo(
            new Event.PullRequest(
                2,
                "master",
                "f95f852bd8fca8fcc58a9a2d6c842781e32a215e",
                PULL_REQUEST_HEAD,
                OptionalLong.of(1),
                false,
                false));
    assertThat(Event.of(job("push", "")))
        .isEqualTo(
            new Event.Push(
                "0".repeat(40), "6113728f27ae82c7b1a177c8d03f9e96e0adf246", false, false, true));
    assertThat(Event.of(job("merge_group", "")))
        .isEqualTo(
            new Event.MergeGroup(
                "380387fbc80638b734a49e1be1c4dfec1c01b33c",
                "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d"));
    assertThat(Event.of(job("workflow_run", "")))
        .isInstanceOfSatisfying(
            Event.WorkflowRun.class, run -> assertThat(run.headOwner()).isEqualTo("octo-org"));
    assertThat(Event.of(job("schedule", ""))).isEqualTo(new Event.Other("schedule"));
  }

  /** The table of events: ref, whether the upload must work, or why there is none. */
  @ParameterizedTest
  @CsvSource({
    "pull_request, refs/pull/2/merge, merge, false, refs/pull/2/merge false",
    "pull_request, refs/pull/2/merge, head, true, refs/pull/2/head false",
    "pull_request, refs/pull/2/merge, other, false, another commit",
    "pull_request_target, refs/heads/master, merge, false, belongs to the base",
    "push, refs/heads/master, merge, false, refs/heads/master true",
    "push, refs/heads/master, merge, true, only a part",
    "push, refs/heads/master, other, false, another commit",
    "push, refs/heads/gh-readonly-queue/x, merge, false, merge queue",
    "push, refs/notes/x, merge, false, name no branch",
    "merge_group, refs/heads/gh-readonly-queue/x, merge, false, merge queue",
    "workflow_dispatch, refs/tags/v1, merge, false, refs/tags/v1 false",
    "schedule, refs/heads/main, merge, false, refs/heads/main false"
  })
  void resultsBelongSomewhere(
      String event, String ref, String checkedOut, boolean partial, String expected)
      throws Exception {
    Optional<String> commit =
        Optional.of(
            switch (checkedOut) {
              case "merge" -> SHA;
              case "head" -> PULL_REQUEST_HEAD;
              default -> OTHER;
            });
    Job job = job(event, ref);
    Analysed.Choice choice = Analysed.of(Event.of(job), job, commit, partial);
    String said =
        choice.place().map(place -> place.ref() + " " + place.required()).orElse(choice.why());
    assertThat(said).contains(expected);
  }
}
