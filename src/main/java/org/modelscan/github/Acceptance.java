package org.modelscan.github;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelscan.policy.Digests;
import org.modelscan.rule.Finding;
import tools.jackson.databind.json.JsonMapper;

/**
 * Entries for the list {@code allow} of a policy file, ready to be copied. Nothing in them depends
 * on the day: a comment is only written anew where something has changed.
 */
final class Acceptance {
  /** Each costs reading a file once more. */
  private static final int MOST = 10;

  private Acceptance() {}

  static List<String> entries(Stream<Finding> findings, Digests digests) {
    return findings
        .limit(MOST)
        .map(finding -> entry(finding, digests.sha256(finding.place().path())))
        .distinct()
        .toList();
  }

  private static String entry(Finding finding, Optional<String> sha256) {
    String path = "  path: " + quoted(finding.place().path()) + "\n";
    String file =
        sha256
            .map(hash -> "  sha256: " + hash + "\n" + path)
            .orElse(
                path
                    + (finding.symbol().isEmpty()
                        ? ""
                        : "  symbol: " + quoted(finding.symbol()) + "\n")
                    + "  expires: YYYY-MM-DD\n");
    return "- rule: "
        + finding.rule().id().id()
        + "\n"
        + file
        + "  reason: who has looked at it, and why it is harmless";
  }

  /** YAML reads what JSON writes. */
  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }
}
