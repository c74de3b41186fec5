package org.modelscan.github;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Uploads results to code scanning ("REST API endpoints for code scanning" in GitHub's
 * documentation), and waits until they are processed: an upload that is accepted can still be
 * refused then.
 *
 * @param repository such as {@code octocat/hello-world}
 */
record CodeScanning(Client client, String repository) {
  private static final List<Duration> WAITS =
      List.of(1, 2, 4, 8, 16, 30).stream().map(Duration::ofSeconds).toList();

  /** What became of an upload. */
  sealed interface Ending {
    /** It is there. */
    record Processed(String id) implements Ending {}

    /** GitHub has it and was not done with it when we stopped waiting. */
    record Pending(String id) implements Ending {}

    /** It is not there. */
    record Refused(String why, boolean impossible) implements Ending {}
  }

  /**
   * Uploads a report.
   *
   * @param sarif compressed
   */
  Ending upload(Analysed place, String sarif) throws InterruptedException {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("commit_sha", place.sha()).put("ref", place.ref()).put("sarif", sarif);
    String path = "/repos/" + repository + "/code-scanning/sarifs";
    String id;
    try {
      id = client.send("POST", path, body).path("id").asString("");
    } catch (ApiError refused) {
      boolean impossible = isImpossible(refused);
      boolean permission = refused.status() == 403 && !impossible;
      String hint = permission ? " The job needs security-events: write." : "";
      return new Ending.Refused(refused.sentence() + hint, impossible);
    }
    if (!id.matches("[A-Za-z0-9-]{1,100}")) {
      return new Ending.Refused("GitHub gave no id for the uploaded results.", false);
    }
    return processed(path + "/" + id, id);
  }

  private Ending processed(String path, String id) throws InterruptedException {
    for (Duration wait : WAITS) {
      Thread.sleep(wait);
      try {
        JsonNode state = client.get(path);
        switch (state.path("processing_status").asString("")) {
          case "complete" -> {
            return new Ending.Processed(id);
          }
          case "failed" -> {
            return new Ending.Refused(
                "Code scanning refused the uploaded results: " + errors(state) + ".", false);
          }
          default -> {
            // Still pending.
          }
        }
      } catch (ApiError failed) {
        if (!failed.isNotFound()) {
          return new Ending.Pending(id); // it was accepted, and only its state cannot be asked for
        }
      }
    }
    return new Ending.Pending(id);
  }

  private static String errors(JsonNode state) {
    String errors =
        state
            .path("errors")
            .valueStream()
            .map(error -> error.asString(""))
            .limit(5)
            .collect(Collectors.joining("; "));
    return errors.isEmpty() ? "it does not say why" : errors;
  }

  /**
   * Whether the repository has no code scanning at all: a private one without the licence for it
   * ("Advanced Security must be enabled for this repository to use code scanning", newer "Code
   * Security must be enabled"), or where it is switched off.
   */
  private static boolean isImpossible(ApiError refused) {
    String said = refused.sentence();
    return refused.status() == 403
        && (said.contains("must be enabled")
            || said.contains("is not enabled")
            || said.contains("archived"));
  }
}
