package org.modelscan.github;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.modelscan.bytes.Limits;
import org.modelscan.policy.CandidateDigests;
import org.modelscan.policy.Config;
import org.modelscan.policy.Context;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.policy.Gate;
import org.modelscan.remote.Network;
import org.modelscan.remote.Patience;
import org.modelscan.remote.Proxies;
import org.modelscan.rule.ImportLists;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import org.modelscan.scan.Scan;
import org.modelscan.source.Filter;
import org.modelscan.source.LfsResolver;
import org.modelscan.source.WorkTree;

/**
 * The GitHub Action: one job from its environment to its outputs. The scan and its verdict need
 * nobody; whatever GitHub does or does not answer, they stay what they are.
 */
public final class Action {
  private static final long LARGEST_HASHED = 512L << 20;

  private final Job job;
  private final String version;
  private final Log log;
  private final Rules rules = new Rules();
  private final Proxies proxies;
  private final Network network;

  /**
   * An action.
   *
   * @param version of this program, such as {@code 1.2.0}
   * @param out standard output, which the runner reads
   */
  public Action(Job job, String version, PrintStream out) {
    this.job = job;
    this.proxies = new Proxies(job.environment());
    this.network = new Network(Patience.DEFAULT, proxies);
    this.version = version;
    this.log = new Log(out);
  }

  /** What is scanned. */
  private record Targets(Path workspace, Checkout checkout, List<Path> paths) {}

  /** The API of a job that has a token, and its repository. */
  private record Api(Client client, String repository) {}

  /**
   * Runs it.
   *
   * @param exitCode the status that an ending becomes
   */
  public Ending run(ToIntFunction<Ending> exitCode) throws InterruptedException {
    try {
      Settings settings = Settings.of(job);
      Publication publication = new Publication(job, settings, log, rules, version);
      Optional<Api> api = api(settings);
      try {
        return run(settings, publication, api, exitCode);
      } catch (BadInput wrong) {
        publication.hinder(wrong.getMessage() + ".");
        Ending ending = new Ending(Optional.empty(), true);
        publication.outputs(Optional.empty(), ending, exitCode.applyAsInt(ending));
        return ending;
      } finally {
        api.ifPresent(one -> one.client().close());
        network.close();
      }
    } catch (BadInput wrong) {
      log.error(wrong.getMessage() + ".");
      return new Ending(Optional.empty(), true);
    }
  }

  private Ending run(
      Settings settings, Publication publication, Optional<Api> api, ToIntFunction<Ending> exitCode)
      throws BadInput, InterruptedException {
    Event event = Event.of(job);
    if (event instanceof Event.Garbled(String name, String reason)) {
      log.warning("What triggered this run (" + name + ") cannot be told: " + reason + ".");
    }
    if (settings.report().isPresent()) {
      return comment(settings, event, publication, api, exitCode);
    }
    Targets targets = targets(settings);
    Scanned scanned = scan(settings, publication, event, targets, api);
    publication.log(scanned);
    scanned.policy().notices().forEach(log::notice);
    publication.files(scanned, targets.workspace());
    if (api.isPresent()) {
      Analysed.Choice place = Analysed.of(event, job, targets.checkout().head(), scanned.partial());
      publication.upload(scanned, place, api.get().client(), api.get().repository());
    } else {
      log.notice(
          "There is no token, so that nothing is asked of GitHub and nothing is sent to it.");
    }
    scanned
        .policy()
        .broken()
        .ifPresent(why ->
            publication.hinder("The policy of this pull request cannot be used: " + why + "."));
    Page page = page(scanned, event, api);
    if (event instanceof Event.PullRequest pullRequest && api.isPresent()) {
      publication.comment(page, pullRequest, api.get().client(), api.get().repository());
    }
    publication.summary(page);
    Ending ending = new Ending(Optional.of(scanned.decision().verdict()), publication.hindered());
    publication.outputs(Optional.of(scanned), ending, exitCode.applyAsInt(ending));
    return ending;
  }

  /** Comments on a pull request that another run has scanned. */
  private Ending comment(
      Settings settings,
      Event event,
      Publication publication,
      Optional<Api> api,
      ToIntFunction<Ending> exitCode)
      throws BadInput, InterruptedException {
    if (!(event instanceof Event.WorkflowRun run) || api.isEmpty()) {
      throw new BadInput("report: it is for workflow_run workflows, and needs a token");
    }
    if (run.event().equals("pull_request")) {
      Path report = target(job.workspace(), settings.report().orElse(""));
      Api gitHub = api.get();
      new ForkComment(gitHub.client(), gitHub.repository(), settings, log, rules)
          .write(run, report, publication);
    } else {
      log.notice("The run was for no pull request; nothing is commented on.");
    }
    Ending ending = new Ending(Optional.empty(), publication.hindered());
    publication.outputs(Optional.empty(), ending, exitCode.applyAsInt(ending));
    return ending;
  }

  private Optional<Api> api(Settings settings) throws BadInput {
    Optional<String> repository = job.repository();
    if (settings.token().isEmpty() || repository.isEmpty()) {
      return Optional.empty();
    }
    Client client = new Client(job.api(), proxies, settings.token(), job.patience());
    return Optional.of(new Api(client, repository.get()));
  }

  private Targets targets(Settings settings) throws BadInput {
    Path workspace = job.workspace();
    List<Path> paths = new ArrayList<>();
    for (String written : settings.paths()) {
      paths.add(target(workspace, written));
    }
    return new Targets(workspace, Checkout.of(workspace, paths), paths);
  }

  /** A pull request may put a link in place of a folder: what it leads to must not be shown. */
  private static Path target(Path workspace, String written) throws BadInput {
    try {
      Path path = workspace.resolve(written).normalize();
      if (path.startsWith(workspace) && path.toRealPath().startsWith(workspace.toRealPath())) {
        return path;
      }
    } catch (IOException | InvalidPathException missing) {
      throw new BadInput("path: there is no " + written + " in the workspace; check out first");
    }
    throw new BadInput("path: " + written + " is not in the workspace");
  }

  private Scanned scan(
      Settings settings, Publication publication, Event event, Targets targets, Optional<Api> api)
      throws BadInput, InterruptedException {
    Checkout checkout = targets.checkout();
    boolean review = event instanceof Event.PullRequest || event instanceof Event.MergeGroup;
    boolean gateChanged = settings.gateChanged().orElse(review);
    Changes changes =
        review || gateChanged || settings.changedOnly()
            ? changes(event, checkout, api)
            : Changes.unknown("");
    Touched touched = Touched.of(checkout, changes);
    boolean partial = settings.changedOnly() && touched.doubt().isEmpty();
    if (touched.doubt().isPresent() && (review || gateChanged || settings.changedOnly())) {
      log.notice(
          "Everything is scanned, and everything can fail this run: "
              + touched.doubt().get()
              + ".");
    }
    HeldPolicy held =
        new PolicySource(checkout, touched, base(event, checkout, api))
            .find(settings.configFile(), settings.baseline());
    Config config = settings.config().over(held.config());
    WorkTree.Found found =
        WorkTree.findIn(
            checkout.root(),
            targets.paths(),
            List.of(),
            new Filter(config.include(), config.exclude()));
    for (WorkTree.Missing missing : found.missing()) {
      publication.hinder("path: " + missing.path() + ": " + missing.reason() + ".");
    }
    List<Candidate> wanted =
        partial
            ? found.candidates().stream().filter(one -> touched.holds(one.path())).toList()
            : found.candidates();
    LfsResolver pointers =
        new LfsResolver(network, settings.lfs(), settings.token(), job.environment());
    List<Candidate> candidates = pointers.resolve(wanted);
    Consumer<Result> silent = _ -> {};
    Judge judge = new Judge(rules, new ImportLists());
    int processors = Runtime.getRuntime().availableProcessors();
    int jobs = pointers.bytes() > 0 ? Network.jobs(processors) : processors;
    Report report = new Scan(judge, Limits.DEFAULT, jobs, false).run(candidates, silent);
    CandidateDigests digests = new CandidateDigests(candidates, Limits.DEFAULT);
    Gate gate = gateChanged ? touched::holds : Gate.ALL;
    boolean whole = !partial && settings.paths().equals(List.of("."));
    Context context = new Context(gate, digests, LocalDate.now(ZoneOffset.UTC), whole);
    Decision decision = held.policy(settings.config()).decide(report, context);
    return new Scanned(candidates, decision, digests, changes, touched, held, partial);
  }

  private Changes changes(Event event, Checkout checkout, Optional<Api> api)
      throws InterruptedException {
    if (api.isEmpty()) {
      return Changes.unknown("there is no token to ask what has changed");
    }
    Client client = api.get().client();
    return new ChangedFiles(client, api.get().repository(), checkout.head(), job.sha()).of(event);
  }

  /** The policy of a pull request is that of its base. */
  private Optional<PolicySource.Base> base(Event event, Checkout checkout, Optional<Api> api)
      throws BadInput {
    Optional<Client> client = api.map(Api::client);
    String repository = job.repository().orElse("");
    return switch (event) {
      case Event.PullRequest pullRequest -> {
        boolean merged = !pullRequest.target() && checkout.head().equals(job.sha());
        yield Optional.of(new PolicySource.Base(client, repository, pullRequest.base(), merged));
      }
      case Event.MergeGroup group ->
          Optional.of(new PolicySource.Base(client, repository, group.baseSha(), true));
      case Event.Garbled(String name, String _)
          when name.startsWith("pull_request") || name.equals("merge_group") ->
          Optional.of(new PolicySource.Base(Optional.empty(), repository, "", false));
      case Event.Push _, Event.WorkflowRun _, Event.Other _, Event.Garbled _ -> Optional.empty();
    };
  }

  private Page page(Scanned scanned, Event event, Optional<Api> api) throws InterruptedException {
    List<ModelRow> models = List.of();
    if (event instanceof Event.PullRequest pullRequest && api.isPresent()) {
      models = models(scanned, pullRequest, api.get());
    }
    return new Page(
        scanned.decision(),
        event instanceof Event.PullRequest,
        models,
        Acceptance.entries(Page.acceptable(scanned.decision()), ofSmall(scanned)),
        scanned.policy().changes(),
        log.notices());
  }

  /** An entry is a help, and no reason to read very large files once more. */
  private static Digests ofSmall(Scanned scanned) {
    Set<String> large =
        scanned.decision().scan().results().stream()
            .filter(result -> result.bytes() > LARGEST_HASHED)
            .map(Result::path)
            .collect(Collectors.toSet());
    return path -> large.contains(path) ? Optional.empty() : scanned.digests().sha256(path);
  }

  private static List<ModelRow> models(Scanned scanned, Event.PullRequest event, Api api)
      throws InterruptedException {
    if (scanned.touched().doubt().isPresent()) {
      return List.of();
    }
    List<Result> touched =
        scanned.decision().scan().results().stream()
            .filter(result -> scanned.touched().holds(result.path()))
            .toList();
    return new ModelTable(api.client(), api.repository(), event.baseSha(), scanned.changes())
        .rows(touched, scanned.candidates());
  }
}
