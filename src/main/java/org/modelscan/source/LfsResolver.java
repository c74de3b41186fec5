package org.modelscan.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelscan.bytes.ByteCount;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.pointer.LfsPointer;
import org.modelscan.format.pointer.ModelName;
import org.modelscan.remote.Network;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;

/**
 * Puts the content that pointers of Git LFS stand for in their place. With the content at hand the
 * name of a file does not matter: every pointer is resolved. Where that is not possible, pointers
 * stay what they are.
 */
public final class LfsResolver {
  /** Objects that are asked for at once, as by Git LFS. */
  private static final int BATCH = 100;

  /** The shortest pointer: a version line, an oid and a size of one digit. */
  private static final int SHORTEST = 100;

  private final Network network;
  private final LfsMode mode;
  private final Optional<String> token;
  private final String tokenHost;
  private final Map<Path, LfsEndpoint> endpoints = new HashMap<>();
  private final Map<URI, LfsBatch> batches = new HashMap<>();
  private long bytes;

  /**
   * Asks nothing yet.
   *
   * @param token for the platform that the job runs on
   * @param environment {@code GITHUB_SERVER_URL} names that platform: the token is for its host,
   *     and sent to no other
   */
  public LfsResolver(
      Network network, LfsMode mode, Optional<String> token, Map<String, String> environment) {
    this.network = network;
    this.mode = mode;
    this.token = token;
    // Not worked out where nothing will be asked: that is part of every start.
    this.tokenHost = asks() ? host(environment) : "";
  }

  private static String host(Map<String, String> environment) {
    return GitRemote.http(environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com"))
        .map(URI::getRawAuthority)
        .orElse("");
  }

  private boolean asks() {
    return switch (mode) {
      case AUTO -> token.isPresent();
      case FETCH -> true;
      case REPORT -> false;
    };
  }

  /** Bytes of the content that pointers were replaced by; 0 where none were. */
  public long bytes() {
    return bytes;
  }

  /** The same candidates in the same order; pointers are replaced by what they stand for. */
  public List<Candidate> resolve(List<Candidate> candidates) {
    List<Candidate> resolved = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      resolved.add(candidate instanceof FileOnDisk file && asks() ? resolve(file) : candidate);
    }
    return resolved;
  }

  private Candidate resolve(FileOnDisk file) {
    try {
      Optional<LfsPointer> pointer = pointer(file.file());
      Optional<Path> workTree =
          pointer.isEmpty() ? Optional.empty() : LfsEndpoint.workTree(file.folder());
      if (pointer.isEmpty() || workTree.isEmpty()) {
        return file;
      }
      LfsEndpoint endpoint = endpoint(workTree.get());
      if (endpoint.refused().isPresent() && ModelName.mayBeModel(file.path())) {
        return new Settled(
            file.path(),
            new Outcome.NotScanned(
                "Git LFS pointer ("
                    + ByteCount.shown(pointer.get().size())
                    + "): .lfsconfig names another server, which is not asked: "
                    + endpoint.refused().get()));
      }
      Optional<LfsBatch> batch = endpoint.server().flatMap(this::batch);
      if (batch.isEmpty()) {
        return file;
      }
      bytes += pointer.get().size();
      return new LfsCandidate(file, pointer.get(), batch.get().add(pointer.get()));
    } catch (IOException unreadable) {
      return file; // the scan meets the same, and says so
    }
  }

  private static Optional<LfsPointer> pointer(Path file) throws IOException {
    long size = Files.size(file);
    if (size < SHORTEST || size >= LfsPointer.LIMIT) {
      return Optional.empty();
    }
    byte[] content = Files.readAllBytes(file);
    try {
      return LfsPointer.isPointer(content)
          ? Optional.of(LfsPointer.parse(content))
          : Optional.empty();
    } catch (MalformedInput broken) {
      return Optional.empty();
    }
  }

  private LfsEndpoint endpoint(Path workTree) throws IOException {
    LfsEndpoint known = endpoints.get(workTree);
    if (known == null) {
      known = LfsEndpoint.of(workTree);
      endpoints.put(workTree, known);
    }
    return known;
  }

  /** The batch that has room; empty where the server is not to be asked. */
  private Optional<LfsBatch> batch(URI server) {
    Optional<String> own = token.filter(_ -> tokenHost.equalsIgnoreCase(server.getRawAuthority()));
    if (mode == LfsMode.AUTO && own.isEmpty()) {
      return Optional.empty();
    }
    LfsBatch batch = batches.get(server);
    if (batch == null || batch.size() >= BATCH) {
      batch = new LfsBatch(new LfsServer(network, server, own));
      batches.put(server, batch);
    }
    return Optional.of(batch);
  }
}
