package org.modelscan.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.modelscan.bytes.ByteCount;
import org.modelscan.remote.Patience;
import org.modelscan.remote.Traffic;
import org.modelscan.remote.Transport;
import org.modelscan.scan.Candidate;
import org.modelscan.source.hub.HubReference;
import org.modelscan.source.hub.HubRepository;
import org.modelscan.source.hub.HubSettings;

/** The part of a scan that reads the Hugging Face Hub. Nothing of it is loaded for other scans. */
final class HubScan implements AutoCloseable {
  /** Names of files of code that are listed; more are counted. */
  private static final int MOST_NAMES = 20;

  private final Traffic traffic = new Traffic();
  private final Transport transport = new Transport(Patience.DEFAULT, traffic);
  private final List<HubRepository> repositories = new ArrayList<>();
  private boolean complete = true;

  private HubScan() {}

  /**
   * Lists the repositories; one that cannot be listed is told of, and keeps no other from being
   * scanned.
   *
   * @param local whether files of this machine are scanned as well
   */
  static HubScan list(
      ScanOptions options, boolean local, Map<String, String> environment, Streams streams) {
    HubScan scan = new HubScan();
    boolean alone = !local && options.repositories().size() == 1;
    for (HubReference reference : options.repositories()) {
      try {
        scan.repositories.add(
            HubRepository.list(
                scan.transport,
                HubSettings.of(environment),
                reference,
                alone ? "" : reference + "/",
                options.filter()::takes));
      } catch (IOException failed) {
        streams.error(reference + ": " + failed.getMessage());
        scan.complete = false;
      }
    }
    return scan;
  }

  List<Candidate> candidates() {
    return repositories.stream().flatMap(one -> one.candidates().stream()).toList();
  }

  /** Whether all repositories were there. */
  boolean isComplete() {
    return complete;
  }

  /** What a report of findings has no place for. */
  void tell(ScanOptions options, Streams streams) {
    if (options.detail() == ScanOptions.Detail.QUIET) {
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
    long bytes = repositories.stream().mapToLong(HubRepository::bytes).sum();
    streams.error(
        String.format(
            Locale.ROOT,
            "fetched %s of %s in %,d requests",
            ByteCount.shown(traffic.received()),
            ByteCount.shown(bytes),
            traffic.requests()));
  }

  @Override
  public void close() {
    transport.close();
  }
}
