package org.modelscan.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.rule.RuleId;

/**
 * A finding that somebody has looked at and accepts. It is bound to the content of one file, or to
 * the path of one file together with what the finding is about; whatever else is given narrows it.
 *
 * @param rule whose finding is accepted
 * @param sha256 of the whole file, in lower-case hexadecimal digits
 * @param path of the file as reports show it
 * @param symbol what the finding is about
 * @param reason why it is accepted, never blank
 * @param expires the last day on which it holds, in UTC; an entry that is not bound to content
 *     always has one, because what stands at the path can change
 * @param at where it stands
 */
public record Allow(
    RuleId rule,
    Optional<String> sha256,
    Optional<String> path,
    Optional<String> symbol,
    String reason,
    Optional<LocalDate> expires,
    Position at) {

  /** Whether it is meant for a finding, apart from the file's content and the day. */
  boolean concerns(Finding finding) {
    return finding.rule().id() == rule
        && path.orElse(finding.place().path()).equals(finding.place().path())
        && symbol.orElse(finding.symbol()).equals(finding.symbol());
  }

  /** Whether it is meant for a finding, by the file's content as well. */
  boolean covers(Finding finding, Digests digests) {
    return concerns(finding)
        && (sha256.isEmpty() || sha256.equals(digests.sha256(finding.place().path())));
  }

  /** Whether its last day is over. */
  public boolean hasExpired(LocalDate today) {
    return expires.isPresent() && today.isAfter(expires.get());
  }

  /** What it accepts, in words: {@code pickle-runs-command in models/a.pkl about os.system}. */
  public String subject() {
    return Stream.of(
            Optional.of(rule.id()),
            path.map(text -> "in " + text),
            sha256.map(hash -> "for SHA-256 " + hash.substring(0, 12) + "…"),
            symbol.map(text -> "about " + text))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" "));
  }

  /** Whether two entries accept the same, wherever they stand. */
  boolean acceptsLike(Allow other) {
    return List.of(rule, sha256, path, symbol)
        .equals(List.of(other.rule, other.sha256, other.path, other.symbol));
  }
}
