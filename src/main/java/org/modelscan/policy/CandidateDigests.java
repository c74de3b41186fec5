package org.modelscan.policy;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.scan.Candidate;

/**
 * Hashes of the files of a scan, each read once as a stream and within the limits of a scan. Used
 * by one thread.
 */
public final class CandidateDigests implements Digests {
  private static final int CHUNK = 1 << 18;

  private final List<? extends Candidate> candidates;
  private final Limits limits;
  private final Map<String, Optional<String>> known = new HashMap<>();
  private Map<String, Candidate> byPath = Map.of();

  /** Hashes of these files, none of which is read yet. */
  public CandidateDigests(List<? extends Candidate> candidates, Limits limits) {
    this.candidates = candidates;
    this.limits = limits;
  }

  @Override
  public Optional<String> sha256(String path) {
    if (byPath.isEmpty()) {
      byPath =
          candidates.stream()
              .collect(Collectors.toMap(Candidate::path, Function.identity(), (one, _) -> one));
    }
    return known.computeIfAbsent(path, this::read);
  }

  private Optional<String> read(String path) {
    Candidate candidate = byPath.get(path);
    if (candidate == null || candidate.settled().isPresent()) {
      return Optional.empty();
    }
    try (Bytes content = candidate.open(new Budget(limits))) {
      return Optional.of(digest(content));
    } catch (IOException unreadable) {
      return Optional.empty(); // spent budgets included: what is not known accepts nothing
    }
  }

  private static String digest(Bytes content) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has SHA-256
    }
    byte[] chunk = new byte[CHUNK];
    long offset = 0;
    int read;
    do {
      read = content.read(offset, chunk, 0, chunk.length);
      digest.update(chunk, 0, read);
      offset += read;
    } while (read == chunk.length);
    return HexFormat.of().formatHex(digest.digest());
  }
}
