package org.modelscan.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;

/**
 * What was accepted as it was found on some day, so that only what is new fails. An entry holds
 * while path, rule and fingerprint are the same. Evidence may be shortened, and with it what a
 * fingerprint sees: from high on, an entry holds only while the whole file is the same, too.
 */
public final class Baseline {
  /** Of the file's format. */
  public static final String VERSION = "1";

  /** Bytes of a file, which has an entry of some hundred bytes for each finding. */
  public static final int LARGEST = 64 << 20;

  /** One finding. */
  public record Entry(
      String path, String rule, String symbol, String fingerprint, Optional<String> sha256) {}

  /** One model that could not be read fully. It holds while the file is the same. */
  public record Unread(String path, String status, String sha256) {}

  /** The order of a file, in code units. */
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::path)
          .thenComparing(Entry::rule)
          .thenComparing(Entry::symbol)
          .thenComparing(Entry::fingerprint)
          .thenComparing(entry -> entry.sha256().orElse(""));

  private static final Comparator<Unread> UNREAD_ORDER =
      Comparator.comparing(Unread::path)
          .thenComparing(Unread::status)
          .thenComparing(Unread::sha256);

  /** Knows nothing. */
  public static final Baseline EMPTY = new Baseline(Stream.empty(), Stream.empty());

  /** What a finding is recognised by; the symbol is for people. */
  private record Key(String path, String rule, String fingerprint) {}

  private final List<Entry> findings;
  private final List<Unread> unread;
  private final Map<Key, Set<Optional<String>>> hashes = new HashMap<>();
  private final Map<String, Set<Unread>> unreadByPath;

  /** Entries in any order; equal ones count once. */
  Baseline(Stream<Entry> findings, Stream<Unread> unread) {
    this.findings = findings.distinct().sorted(ORDER).toList();
    this.unread = unread.distinct().sorted(UNREAD_ORDER).toList();
    for (Entry entry : this.findings) {
      hashes
          .computeIfAbsent(
              new Key(entry.path(), entry.rule(), entry.fingerprint()), _ -> new HashSet<>())
          .add(entry.sha256());
    }
    unreadByPath =
        this.unread.stream()
            .collect(Collectors.groupingBy(Unread::path, Collectors.toUnmodifiableSet()));
  }

  /**
   * Reads a baseline file.
   *
   * @param name for messages
   * @throws PolicyError with line and column where anything is not as it was written
   */
  public static Baseline parse(String name, byte[] content) throws PolicyError {
    return BaselineReader.read(Document.baseline(name, content));
  }

  /**
   * All that is not accepted otherwise, whether it is shown or not. Left out is what would have to
   * be bound to a file whose hash cannot be had.
   */
  public static Baseline of(Decision decision, Digests digests) {
    return new Baseline(
        decision.files().stream()
            .flatMap(file -> file.findings().stream())
            .filter(decided ->
                decided.standing() instanceof Standing.Active
                    || decided.standing() instanceof Standing.Known)
            .map(decided -> entry(decided.finding(), decided.fingerprint().toString(), digests))
            .flatMap(Optional::stream),
        decision.files().stream()
            .filter(DecidedFile::isUnread)
            .flatMap(
                file -> unread(file.result().path(), file.result().outcome(), digests).stream()));
  }

  /** Sorted by path, rule and symbol. */
  public List<Entry> findings() {
    return findings;
  }

  /** Sorted by path. */
  public List<Unread> unread() {
    return unread;
  }

  boolean knows(Finding finding, String fingerprint, Digests digests) {
    Set<Optional<String>> accepted =
        hashes.get(new Key(finding.place().path(), finding.rule().id().id(), fingerprint));
    if (accepted == null) {
      return false;
    }
    if (!isBoundToContent(finding)) {
      return true;
    }
    Optional<String> sha256 = digests.sha256(finding.place().path());
    return sha256.isPresent() && accepted.contains(sha256);
  }

  boolean knows(String path, Outcome outcome, Digests digests) {
    Set<Unread> accepted = unreadByPath.get(path);
    return accepted != null
        && unread(path, outcome, digests).filter(accepted::contains).isPresent();
  }

  private static boolean isBoundToContent(Finding finding) {
    return finding.rule().severity().compareTo(Severity.HIGH) >= 0;
  }

  private static Optional<Entry> entry(Finding finding, String fingerprint, Digests digests) {
    String path = finding.place().path();
    boolean bound = isBoundToContent(finding);
    Optional<String> sha256 = bound ? digests.sha256(path) : Optional.empty();
    return bound && sha256.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Entry(path, finding.rule().id().id(), finding.symbol(), fingerprint, sha256));
  }

  private static Optional<Unread> unread(String path, Outcome outcome, Digests digests) {
    return switch (outcome) {
      case Outcome.Incomplete _ ->
          digests.sha256(path).map(hash -> new Unread(path, "incomplete", hash));
      case Outcome.NotScanned _ ->
          digests.sha256(path).map(hash -> new Unread(path, "not-scanned", hash));
      case Outcome.Complete _, Outcome.NotAModel _ -> Optional.empty();
    };
  }
}
