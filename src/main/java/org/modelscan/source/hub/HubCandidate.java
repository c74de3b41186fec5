package org.modelscan.source.hub;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.format.Surroundings;
import org.modelscan.remote.HttpBytes;
import org.modelscan.remote.RemoteFile;
import org.modelscan.remote.Transport;
import org.modelscan.scan.Candidate;

/**
 * A file of a repository; nothing of it is asked for before it is read.
 *
 * @param path as reports show it
 * @param inside its path in the repository
 * @param all files of the repository by their paths, shared
 */
record HubCandidate(String path, String inside, Map<String, RemoteFile> all, Transport transport)
    implements Candidate {
  @Override
  public Bytes open(Budget budget) throws IOException {
    return open(inside, budget)
        .orElseThrow(() -> new IllegalStateException("not listed: " + inside));
  }

  private Optional<Bytes> open(String listed, Budget budget) {
    return Optional.ofNullable(all.get(listed))
        .map(file ->
            file.size().filter(size -> size == 0).isPresent()
                ? new HeapBytes(new byte[0])
                : new HttpBytes(transport, file, budget));
  }

  @Override
  public Surroundings surroundings(Budget budget) {
    return new Surroundings() {
      @Override
      public Optional<Bytes> open(String relativePath) {
        return RepositoryPath.resolve(RepositoryPath.folder(inside), relativePath)
            .flatMap(listed -> HubCandidate.this.open(listed, budget));
      }

      @Override
      public boolean exists(String relativePath) {
        return RepositoryPath.resolve(RepositoryPath.folder(inside), relativePath)
            .filter(listed ->
                all.containsKey(listed)
                    || all.keySet().stream().anyMatch(one -> one.startsWith(listed + "/")))
            .isPresent();
      }
    };
  }
}
