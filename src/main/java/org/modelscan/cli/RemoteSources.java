package org.modelscan.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.modelscan.bytes.ByteCount;
import org.modelscan.remote.Network;
import org.modelscan.remote.Patience;
import org.modelscan.remote.Proxies;
import org.modelscan.remote.Traffic;
import org.modelscan.scan.Candidate;
import org.modelscan.source.LfsResolver;
import org.modelscan.source.hub.HubReference;
import org.modelscan.source.hub.HubRepository;
import org.modelscan.source.hub.HubSettings;

/** What a scan reads from servers: repositories of the Hub, and what pointers stand for. */
final class RemoteSources implements AutoCloseable {
  /** Names of files of code that are listed; more are counted. */
  private static final int MOST_NAMES = 20;

  private final ScanOptions options;
  private final Map<String, String> environment;
  private final Streams streams;
  private final Network network;
  private final List<HubRepository> repositories = new ArrayList<>();
  private final LfsResolver pointers;
  private boolean complete = true;

  RemoteSources(ScanOptions options, Map<String, String> environment, Streams streams) {
    this.options = options;
    this.environment = environment;
    this.network = new Network(Patience.DEFAULT, new Proxies(environment));
    this.streams = streams;
    Optional<String> token =
        Optional.of(environment.getOrDefault("GITHUB_TOKEN", "")).filter(value -> !value.isEmpty());
    this.pointers = new LfsResolver(network, options.lfs(), token, environment);
  }

  /**
   * Everything to scan. A repository that cannot be listed is told of, and keeps nothing else from
   * being scanned.
   *
   * @param local the files of this machine
   * @param alone whether nothing of this machine was named
   */
  List<Candidate> candidates(List<Candidate> local, boolean alone) {
    List<Candidate> all = new ArrayList<>(pointers.resolve(local));
    boolean single = alone && options.repositories().size() == 1;
    for (HubReference reference : options.repositories()) {
      try {
        HubRepository repository =
            HubRepository.list(
                network.transport(),
                HubSettings.of(environment),
                reference,
                single ? "" : reference + "/",
                options.policy().filter()::takes);
        repositories.add(repository);
        all.addAll(repository.candidates());
      } catch (IOException failed) {
        streams.error(reference + ": " + failed.getMessage());
        complete = false;
      }
    }
    return all;
  }

  /** Whether all repositories were there. */
  boolean isComplete() {
    return complete;
  }

  /** Whether files are read from servers. */
  boolean isAsked() {
    return !repositories.isEmpty() || pointers.bytes() > 0;
  }

  /** What was received so far. */
  Traffic traffic() {
    return network.traffic();
  }

  /** Says what a report of findings has no place for. */
  void tell() {
    if (options.detail() == ScanOptions.Detail.QUIET || !isAsked()) {
      return;
    }
    List<String> code = repositories.stream().flatMap(one -> one.code().stream()).toList();
    if (!code.isEmpty()) {
      String more = code.size() > MOST_NAMES ? " and " + (code.size() - MOST_NAMES) + " more" : "";
      streams.error(
          "note: Python files, of which a loader runs those that a configuration names where"
              + " trust_remote_code is set: "
              + String.join(", ", code.subList(0, Math.min(code.size(), MOST_NAMES)))
              + more);
    }
    long bytes = pointers.bytes() + repositories.stream().mapToLong(HubRepository::bytes).sum();
    streams.error(
        String.format(
            Locale.ROOT,
            "fetched %s of %s in %,d requests",
            ByteCount.shown(traffic().received()),
            ByteCount.shown(bytes),
            traffic().requests()));
  }

  @Override
  public void close() {
    network.close();
  }
}
