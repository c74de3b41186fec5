package org.modelscan.source.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.modelscan.remote.RemoteFailure;
import org.modelscan.remote.RemoteFile;
import org.modelscan.remote.Transport;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;
import org.modelscan.source.Settled;

/**
 * The files of a repository at one commit.
 *
 * @param candidates in the order of their paths, what could not be listed among them
 * @param code paths of the files of Python, which run where {@code trust_remote_code} is set
 * @param bytes in all of the files that were asked for
 */
public record HubRepository(List<Candidate> candidates, List<String> code, long bytes) {
  /** Copies the lists. */
  public HubRepository {
    candidates = List.copyOf(candidates);
    code = List.copyOf(code);
  }

  /**
   * Lists a repository. What fails while it is being listed becomes an incomplete candidate.
   *
   * @param prefix of the paths that reports show; empty, or with a slash at its end
   * @param wanted which files are taken, by that path
   * @throws IOException where there is no such repository, revision or file, or nothing may be
   *     asked
   */
  public static HubRepository list(
      Transport transport,
      HubSettings settings,
      HubReference reference,
      String prefix,
      Predicate<String> wanted)
      throws IOException {
    if (settings.offline()) {
      throw new IOException(
          "HF_HUB_OFFLINE is set, and nothing is asked; what was downloaded is in "
              + settings.cache().resolve(cached(reference)));
    }
    HubListing listing = new HubListing(transport, settings, reference);
    List<Candidate> candidates = new ArrayList<>();
    String commit = reference.revision();
    try {
      commit = listing.commit();
      listing.list(commit);
    } catch (RemoteFailure refused) {
      if (listing.files().isEmpty() && refused.status() / 100 == 4 && refused.status() != 429) {
        throw refused;
      }
      candidates.add(unlisted(reference, refused));
    } catch (IOException failed) {
      candidates.add(unlisted(reference, failed));
    }
    for (String name : listing.refused()) {
      if (reference.covers(name)) {
        candidates.add(
            new Settled(
                prefix + name, new Outcome.Incomplete("its name leads out of the repository")));
      }
    }
    Map<String, RemoteFile> all = new HashMap<>();
    String base = "/" + reference.kind().prefix() + reference.repository() + "/resolve/";
    for (HubFile file : listing.files()) {
      String address =
          base
              + RepositoryPath.encode(commit).replace("/", "%2F")
              + "/"
              + RepositoryPath.encode(file.path());
      all.put(
          file.path(),
          new RemoteFile(
              HubListing.request(settings, address),
              Optional.of(file.size()).filter(size -> size >= 0),
              file.sha256()));
    }
    List<String> code = new ArrayList<>();
    long bytes = 0;
    boolean named = reference.path().isEmpty() || !candidates.isEmpty();
    for (HubFile file : listing.files()) {
      String shown = prefix + file.path();
      if (reference.covers(file.path())) {
        named = true;
        if (wanted.test(shown)) {
          candidates.add(new HubCandidate(shown, file.path(), all, transport));
          bytes += Math.max(0, file.size());
          if (file.path().endsWith(".py")) {
            code.add(shown);
          }
        }
      }
    }
    if (!named) {
      throw new IOException("no such file in the repository");
    }
    candidates.sort(Comparator.comparing(Candidate::path));
    code.sort(Comparator.naturalOrder());
    return new HubRepository(candidates, code, bytes);
  }

  private static Candidate unlisted(HubReference reference, IOException cause) {
    return new Settled(
        reference.toString(),
        new Outcome.Incomplete("not all files could be listed: " + cause.getMessage()));
  }

  /** The folder of a repository in the cache of the Hub's tools. */
  private static String cached(HubReference reference) {
    return reference.kind().api() + "--" + reference.repository().replace("/", "--");
  }
}
