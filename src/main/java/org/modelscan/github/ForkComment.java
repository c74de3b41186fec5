package org.modelscan.github;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.format.Surroundings;
import org.modelscan.policy.Context;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.databind.JsonNode;

/**
 * Comments for a pull request of a fork, whose own token can only read: in a workflow that runs
 * after that of the pull request, with the rights of the base. Which pull request it is comes from
 * GitHub and never from the report, and so does what it changes.
 *
 * @param repository such as {@code octocat/hello-world}
 */
record ForkComment(Client client, String repository, Settings settings, Log log, Rules rules) {
  /** What is fetched to describe a model. */
  private static final long LARGEST = 24L << 20;

  void write(Event.WorkflowRun run, Path report, Publication publication)
      throws BadInput, InterruptedException {
    Report scan = new ReportFile(rules).read(report);
    try {
      Optional<Event.PullRequest> pullRequest = find(run);
      if (pullRequest.isEmpty()) {
        log.notice(
            "No open pull request has the commit that was scanned; nothing is commented on.");
        return;
      }
      Page page = page(scan, pullRequest.get());
      publication.comment(page, pullRequest.get(), client, repository);
    } catch (ApiError failed) {
      publication.hinder("Nothing is commented on. " + failed.sentence());
    }
  }

  /** The one open pull request whose last commit the run was for. */
  private Optional<Event.PullRequest> find(Event.WorkflowRun run)
      throws ApiError, InterruptedException {
    String head = UrlPath.name(run.headOwner() + ":" + run.headBranch());
    List<Event.PullRequest> found =
        client.list("/repos/" + repository + "/pulls?state=open&head=" + head, 100).stream()
            .filter(one -> one.at("/head/sha").asString("").equals(run.head()))
            .filter(one -> one.at("/base/repo/full_name").asString("").equalsIgnoreCase(repository))
            .map(ForkComment::pullRequest)
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static Event.PullRequest pullRequest(JsonNode one) {
    return new Event.PullRequest(
        one.path("number").asLong(),
        one.at("/base/ref").asString(""),
        one.at("/base/sha").asString(""),
        one.at("/head/sha").asString(""),
        OptionalLong.empty(),
        true,
        true);
  }

  private Page page(Report scan, Event.PullRequest pullRequest)
      throws BadInput, InterruptedException {
    Optional<String> head = Optional.of(pullRequest.head());
    Changes changes = new ChangedFiles(client, repository, head, head).of(pullRequest);
    Touched touched = Touched.ofList(changes);
    PolicySource.Base base =
        new PolicySource.Base(Optional.of(client), repository, pullRequest.base(), false);
    HeldPolicy held = PolicySource.ofBase(base, settings.configFile());
    held.notices().forEach(log::notice);
    Context context =
        new Context(touched::holds, Digests.NONE, LocalDate.now(ZoneOffset.UTC), false);
    Decision decision = held.policy(settings.config()).decide(scan, context);
    List<Result> models =
        changes.doubt().isPresent()
            ? List.of()
            : scan.results().stream().filter(one -> touched.holds(one.path())).toList();
    List<AtHead> files = models.stream().map(one -> new AtHead(one, pullRequest.head())).toList();
    return new Page(
        decision,
        true,
        new ModelTable(client, repository, pullRequest.baseSha(), changes).rows(models, files),
        Acceptance.entries(Page.acceptable(decision), Digests.NONE),
        List.of(),
        log.notices());
  }

  /** A file as the pull request has it, which is read and never checked out. */
  private final class AtHead implements Candidate {
    private final Result result;
    private final String commit;

    AtHead(Result result, String commit) {
      this.result = result;
      this.commit = commit;
    }

    @Override
    public String path() {
      return result.path();
    }

    @Override
    public Bytes open(Budget budget) throws IOException {
      if (result.bytes() > LARGEST) {
        throw new IOException("is too large to be fetched");
      }
      try {
        String path = "/repos/" + repository + "/contents/" + UrlPath.of(path());
        return new HeapBytes(client.raw(path + "?ref=" + commit));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
    }

    @Override
    public Surroundings surroundings(Budget budget) {
      return Surroundings.NONE;
    }
  }
}
