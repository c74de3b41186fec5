package org.modelscan.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A fact that a rule objects to. Text may hold anything that was in the file: every sink escapes
 * it.
 *
 * @param rule which rule
 * @param place where
 * @param symbol what it is about, in few words: an import, an operator, a layer
 * @param message one sentence for a person
 * @param evidence what would run or happen, in one line; empty where the message says it all
 */
public record Finding(Rule rule, Place place, String symbol, String message, String evidence) {

  /** By path, member, offset, rule, symbol. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding finding) -> finding.place().path())
          .thenComparing(finding -> finding.place().member())
          .thenComparingLong(finding -> finding.place().offset())
          .thenComparing(finding -> finding.rule().id().id())
          .thenComparing(Finding::symbol);

  /**
   * Identifies the finding across changes of the file that do not concern it: made of rule, member,
   * symbol and evidence, not of offsets or the path. 32 hexadecimal digits.
   */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {rule.id().id(), place.member(), symbol, evidence}) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has SHA-256
    }
  }
}
