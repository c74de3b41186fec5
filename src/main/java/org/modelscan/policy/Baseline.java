package org.modelscan.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private record Key(String path, String fingerprint) {}

  private final List<Entry> findings;
  private final List<Unread> unread;
  private final Map<Key, Set<Entry>> byKey = new HashMap<>();
  private final Set<Unread> unreadSet;

  /** Entries in any order; equal ones count once. */
  Baseline(Stream<Entry> findings, Stream<Unread> unread) {
    this.findings = findings.distinct().sorted(ORDER).toList();
    this.unread =
        unread
            .distinct()
            .sorted(Comparator.comparing(Unread::path).thenComparing(Unread::sha256))
            .toList();
    for (Entry entry : this.findings) {
      byKey
          .computeIfAbsent(new Key(entry.path(), entry.fingerprint()), _ -> new HashSet<>())
          .add(entry);
    }
    unreadSet = Set.copyOf(this.unread);
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
    Set<Entry> entries = byKey.get(new Key(finding.place().path(), fingerprint));
    return entries != null
        && entry(finding, fingerprint, digests).filter(entries::contains).isPresent();
  }

  boolean knows(String path, Outcome outcome, Digests digests) {
    return unread.stream().anyMatch(one -> one.path().equals(path))
        && unread(path, outcome, digests).filter(unreadSet::contains).isPresent();
  }

  private static Optional<Entry> entry(Finding finding, String fingerprint, Digests digests) {
    boolean bound = finding.rule().severity().compareTo(Severity.HIGH) >= 0;
    Optional<String> sha256 = bound ? digests.sha256(finding.place().path()) : Optional.empty();
    return bound && sha256.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Entry(
                finding.place().path(),
                finding.rule().id().id(),
                finding.symbol(),
                fingerprint,
                sha256));
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
