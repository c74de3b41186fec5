package org.modelscan.github;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What results are uploaded for.
 *
 * @param ref a branch, a tag, or a pull request's merge or head
 * @param sha the commit that was scanned
 * @param required whether the upload must work: on the default branch, whose alerts would go stale
 */
record Analysed(String ref, String sha, boolean required) {
  /** As the API's description has it. */
  private static final Pattern REF = Pattern.compile("refs/(heads|tags|pull)/.+");

  private static final String MERGE_QUEUE = "refs/heads/gh-readonly-queue/";

  /** Either a place, or why there is none. */
  record Choice(Optional<Analysed> place, String why) {
    static Choice none(String why) {
      return new Choice(Optional.empty(), why);
    }
  }

  /**
   * Where the results of a job belong.
   *
   * @param checked the commit that is checked out, where that is known
   * @param partial whether only some files were scanned: results of a branch replace those before,
   *     and would close the alerts of all other files
   */
  static Choice of(Event event, Job job, Optional<String> checked, boolean partial) {
    Optional<String> ref = job.ref().filter(text -> REF.matcher(text).matches());
    Optional<String> sha = job.sha();
    if (ref.isEmpty() || sha.isEmpty()) {
      return Choice.none("GITHUB_REF and GITHUB_SHA name no branch, tag or pull request");
    }
    if (event instanceof Event.MergeGroup || ref.get().startsWith(MERGE_QUEUE)) {
      return Choice.none("code scanning knows no merge queue");
    }
    if (event instanceof Event.PullRequest pullRequest) {
      return ofPullRequest(pullRequest, ref.get(), sha.get(), checked);
    }
    if (partial) {
      return Choice.none("only a part of the branch was scanned");
    }
    if (checked.isPresent() && !checked.equals(sha)) {
      return Choice.none("another commit than that of the event is checked out");
    }
    boolean required = event instanceof Event.Push push && push.defaultBranch();
    return new Choice(Optional.of(new Analysed(ref.get(), sha.get(), required)), "");
  }

  private static Choice ofPullRequest(
      Event.PullRequest event, String ref, String sha, Optional<String> checked) {
    if (event.fork() && !event.target()) {
      return Choice.none("the token of a fork's pull request can only read");
    }
    if (event.target()) {
      return Choice.none("a pull_request_target run belongs to the base");
    }
    if (checked.isPresent() && checked.get().equals(event.head()) && !checked.get().equals(sha)) {
      String head = "refs/pull/" + event.number() + "/head";
      return new Choice(Optional.of(new Analysed(head, event.head(), false)), "");
    }
    if (checked.isPresent() && !checked.get().equals(sha)) {
      return Choice.none("another commit than that of the pull request is checked out");
    }
    return new Choice(Optional.of(new Analysed(ref, sha, false)), "");
  }
}
