package org.modelscan.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What triggered the run, of the payload in GITHUB_EVENT_PATH only what decides something ("Webhook
 * events and payloads" in GitHub's documentation).
 */
sealed interface Event {
  /** GitHub's payloads have at most 25 MB. */
  int LARGEST = 32 << 20;

  /**
   * {@code pull_request} and {@code pull_request_target}.
   *
   * @param base the base branch
   * @param baseSha its tip when the event happened
   * @param head the pull request's own last commit
   * @param changedFiles how many files it changes
   * @param fork whether it comes from another repository, so that the token can only read
   * @param target whether the run is one of the base, with its rights
   */
  record PullRequest(
      long number,
      String base,
      String baseSha,
      String head,
      OptionalLong changedFiles,
      boolean fork,
      boolean target)
      implements Event {}

  /**
   * {@code push}.
   *
   * @param before the ref's commit before it; all zeros for a new one
   * @param defaultBranch whether it went to the repository's default branch
   */
  record Push(String before, String after, boolean forced, boolean tag, boolean defaultBranch)
      implements Event {}

  /** {@code merge_group}: a group of pull requests that the merge queue tests. */
  record MergeGroup(String baseSha, String headSha) implements Event {}

  /**
   * {@code workflow_run}: another workflow has run.
   *
   * @param event what triggered that
   * @param head the commit that it ran for
   * @param headBranch the branch of that commit
   * @param headOwner whose repository that is in
   */
  record WorkflowRun(String event, String head, String headBranch, String headOwner)
      implements Event {}

  /** Any other; everything is scanned. */
  record Other(String name) implements Event {}

  /** The payload cannot be understood; everything is scanned, and everything can fail. */
  record Garbled(String name, String reason) implements Event {}

  /** Reads the event of a job. */
  static Event of(Job job) throws BadInput {
    String name = job.eventName();
    return switch (name) {
      case "pull_request", "pull_request_target", "push", "merge_group", "workflow_run" -> {
        Optional<Path> file = job.eventFile();
        yield file.isPresent()
            ? parse(name, file.get())
            : new Garbled(name, "GITHUB_EVENT_PATH is not set");
      }
      default -> new Other(name);
    };
  }

  private static Event parse(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(name, JsonMapper.shared().readTree(in.readNBytes(LARGEST)));
    } catch (JacksonException broken) {
      return new Garbled(name, "the event's file is no JSON");
    } catch (IOException unreadable) {
      return new Garbled(name, "the event's file cannot be read");
    }
  }

  private static Event parse(String name, JsonNode payload) {
    Fields fields = new Fields(payload);
    Event event =
        switch (name) {
          case "push" -> push(fields);
          case "merge_group" ->
              new MergeGroup(
                  fields.sha("/merge_group/base_sha"), fields.sha("/merge_group/head_sha"));
          case "workflow_run" ->
              new WorkflowRun(
                  fields.text("/workflow_run/event"),
                  fields.sha("/workflow_run/head_sha"),
                  fields.text("/workflow_run/head_branch"),
                  fields.text("/workflow_run/head_repository/owner/login"));
          default -> pullRequest(fields, name.equals("pull_request_target"));
        };
    return fields.missing.isEmpty()
        ? event
        : new Garbled(name, "the event's file lacks " + fields.missing);
  }

  private static Event push(Fields fields) {
    String ref = fields.text("/ref");
    String branch = fields.text("/repository/default_branch");
    return new Push(
        fields.sha("/before"),
        fields.sha("/after"),
        fields.payload.at("/forced").asBoolean(true),
        !ref.startsWith("refs/heads/"),
        ref.equals("refs/heads/" + branch));
  }

  private static Event pullRequest(Fields fields, boolean target) {
    JsonNode number = fields.payload.at("/pull_request/number");
    if (!number.isIntegralNumber()) {
      fields.miss("/pull_request/number");
    }
    JsonNode count = fields.payload.at("/pull_request/changed_files");
    // The head's repository is null where its fork is gone.
    String head = fields.payload.at("/pull_request/head/repo/full_name").asString("");
    return new PullRequest(
        number.asLong(0),
        fields.text("/pull_request/base/ref"),
        fields.sha("/pull_request/base/sha"),
        fields.sha("/pull_request/head/sha"),
        count.isIntegralNumber() ? OptionalLong.of(count.asLong()) : OptionalLong.empty(),
        !head.equals(fields.text("/pull_request/base/repo/full_name")),
        target);
  }

  /** Fields of a payload; the first that is not there is remembered. */
  final class Fields {
    private final JsonNode payload;
    private String missing = "";

    Fields(JsonNode payload) {
      this.payload = payload;
    }

    String text(String pointer) {
      JsonNode value = payload.at(pointer);
      if (!value.isString() || value.asString().isEmpty()) {
        miss(pointer);
      }
      return value.asString("");
    }

    String sha(String pointer) {
      String text = text(pointer);
      if (!Job.isSha(text)) {
        miss(pointer);
      }
      return text;
    }

    private void miss(String pointer) {
      missing = missing.isEmpty() ? pointer.substring(1) : missing;
    }
  }
}
