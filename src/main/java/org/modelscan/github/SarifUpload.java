package org.modelscan.github;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.modelscan.policy.Decided;
import org.modelscan.policy.DecidedFile;
import org.modelscan.policy.Decision;
import org.modelscan.report.Counts;
import org.modelscan.report.Reporter;
import org.modelscan.rule.Fingerprint;
import org.modelscan.scan.Report;

/**
 * The results that code scanning gets: those that are active, and where there are more than it
 * takes, the most severe of them.
 *
 * @param reporter writes SARIF
 * @param most findings that are taken
 * @param largest bytes that are taken, compressed
 */
record SarifUpload(Reporter reporter, int most, int largest) {
  /** "Results per run: 25,000", "10 MB" (SARIF support for code scanning). */
  static SarifUpload toGitHub(Reporter reporter) {
    return new SarifUpload(reporter, 25_000, 10_000_000);
  }

  /**
   * A report that fits.
   *
   * @param sarif compressed
   * @param leftOut what was left out, as a sentence; empty where all is in it
   */
  record Packed(String sarif, Optional<String> leftOut) {}

  /** Packs the active findings of a scan. */
  Packed pack(Decision active) throws IOException {
    long all = findings(active).size();
    for (int kept = most; kept > 0; kept /= 4) {
      Optional<String> sarif = packed(all > kept ? worst(active, kept) : active);
      if (sarif.isPresent()) {
        return new Packed(
            sarif.get(),
            all > kept
                ? Optional.of(
                    "Code scanning gets the "
                        + kept
                        + " most severe of "
                        + Counts.number(all, "finding")
                        + ".")
                : Optional.empty());
      }
    }
    throw new IOException("the report is larger than code scanning takes");
  }

  /** Compressed while it is written; empty where it is too large. */
  private Optional<String> packed(Decision decision) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      reporter.write(decision, gzip);
    }
    return packed.size() > largest
        ? Optional.empty()
        : Optional.of(Base64.getEncoder().encodeToString(packed.toByteArray()));
  }

  private static List<Decided> findings(Decision decision) {
    return decision.files().stream().flatMap(file -> file.findings().stream()).toList();
  }

  /** The most severe findings, and only the files that have them. */
  private static Decision worst(Decision decision, int most) {
    Set<Key> kept =
        findings(decision).stream()
            .sorted(
                Comparator.comparing((Decided one) -> one.finding().rule().severity()).reversed())
            .limit(most)
            .map(Key::of)
            .collect(Collectors.toSet());
    List<DecidedFile> files =
        decision.files().stream()
            .map(file ->
                with(
                    file,
                    file.findings().stream().filter(one -> kept.contains(Key.of(one))).toList()))
            .filter(file -> !file.findings().isEmpty())
            .toList();
    Report scan = decision.scan().withResults(files.stream().map(DecidedFile::result).toList());
    return new Decision(decision.policy(), scan, files, decision.notes());
  }

  private static DecidedFile with(DecidedFile file, List<Decided> findings) {
    return new DecidedFile(
        file.result().withFindings(findings.stream().map(Decided::finding).toList()),
        findings,
        file.mayFail(),
        file.unreadIsKnown());
  }

  /** One finding of one file. */
  private record Key(String path, Fingerprint fingerprint) {
    static Key of(Decided decided) {
      return new Key(decided.finding().place().path(), decided.fingerprint());
    }
  }
}
