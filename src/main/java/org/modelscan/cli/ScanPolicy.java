package org.modelscan.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Config;
import org.modelscan.policy.Context;
import org.modelscan.policy.Decision;
import org.modelscan.policy.Digests;
import org.modelscan.policy.Gate;
import org.modelscan.policy.Glob;
import org.modelscan.policy.Policy;
import org.modelscan.policy.PolicyChange;
import org.modelscan.rule.Rules;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Report;
import org.modelscan.source.Filter;
import org.modelscan.source.WorkTree;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The policy of a scan: options, and what they do not say from a policy file.
 *
 * @param filter which files are taken
 * @param policy what fails, what is shown and what is accepted
 * @param found the settings of the current folder, where they are used without having been named
 * @param newBaseline where a baseline is to be written
 * @param folder what paths are relative to, where policy or baseline name files; else it is up to
 *     the paths
 * @param whole whether all is scanned that the policy is for
 */
record ScanPolicy(
    Filter filter,
    Policy policy,
    Optional<Config> found,
    Optional<Path> newBaseline,
    Optional<Path> folder,
    boolean whole) {
  private static final int TOLD_CHANGES = 4;

  static void addOptions(CommandSpec specification) {
    specification
        .addOption(
            Arguments.one(
                "LEVEL",
                "The lowest severity that fails: critical, high (default), medium, low or never.",
                "--fail-on"))
        .addOption(
            Arguments.one(
                "LEVEL", "The lowest severity that is reported (default: low).", "--min-severity"))
        .addOption(
            Arguments.one(
                "fail|warn",
                "Whether a model that could not be fully scanned fails the run (default: fail).",
                "--incomplete"))
        .addOption(
            Arguments.many(
                "GLOB",
                "Scan only what matches, relative to the scanned folder; a pattern without / at"
                    + " any depth. Repeatable.",
                "--include"))
        .addOption(Arguments.many("GLOB", "Leave out what matches. Repeatable.", "--exclude"))
        .addOption(
            Arguments.one(
                "FILE",
                "A policy file (default: "
                    + Config.FILE
                    + " of the current folder, where this is"
                    + " a repository and holds all that is scanned). Options win over it.",
                "--config"))
        .addOption(Arguments.flag("Use no policy file.", "--no-config"))
        .addOption(
            Arguments.one(
                "FILE",
                "Count what this file lists apart, as known; it does not fail.",
                "--baseline"))
        .addOption(
            Arguments.one(
                "FILE",
                "List all that is found, for --baseline of later runs.",
                "--write-baseline"));
  }

  /**
   * What the arguments and the files that they name say.
   *
   * @param paths what is scanned, apart from what a list names
   * @param local whether nothing else is scanned that lies on another machine
   * @param current the current folder
   */
  static ScanPolicy of(Arguments arguments, List<Path> paths, boolean local, Path current)
      throws UsageError {
    boolean inside =
        local
            && paths.stream()
                .map(path -> current.resolve(path).normalize())
                .allMatch(path -> path.startsWith(current));
    Config options = options(arguments);
    Optional<Config> named = PolicyFiles.named(arguments);
    Optional<Config> found =
        named.isEmpty() && inside && !arguments.has("--no-config")
            ? PolicyFiles.of(current)
            : Optional.empty();
    Config config = options.over(named.or(() -> found).orElse(Config.EMPTY));
    Optional<Baseline> baseline = PolicyFiles.baseline(arguments);
    Optional<String> written = arguments.value("--write-baseline");
    Policy policy = config.policy();
    boolean namesFiles =
        named.isPresent() || found.isPresent() || baseline.isPresent() || written.isPresent();
    return new ScanPolicy(
        new Filter(config.include(), config.exclude()),
        baseline.map(policy::withBaseline).orElse(policy),
        found,
        written.isEmpty() ? Optional.empty() : Optional.of(ScanOptions.path(written.get())),
        inside && namesFiles ? Optional.of(current) : Optional.empty(),
        options.include().isEmpty()
            && options.exclude().isEmpty()
            && arguments.value("--files-from").isEmpty()
            && paths.stream().anyMatch(path -> current.resolve(path).normalize().equals(current)));
  }

  /** What there is to scan of paths on this machine. */
  WorkTree.Found find(List<Path> paths, List<Path> listed) {
    return folder
        .filter(base -> listed.stream().allMatch(path -> path.startsWith(base)))
        .map(base -> WorkTree.findIn(base, paths, listed, filter))
        .orElseGet(() -> WorkTree.find(paths, listed, filter));
  }

  Decision decide(Report report, Digests digests) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return policy.decide(report, new Context(Gate.ALL, digests, today, whole));
  }

  /**
   * That a policy is used which nobody has named, and what it lets pass: that must not go
   * unnoticed.
   */
  Optional<String> notice(Rules rules) {
    return found.map(config -> {
      List<String> weaker =
          PolicyChange.between(Config.EMPTY, config, rules).stream()
              .filter(change -> change.concern() != PolicyChange.Concern.STRICTER)
              .map(PolicyChange::text)
              .toList();
      int told = Math.min(TOLD_CHANGES, weaker.size());
      return "policy "
          + Config.FILE
          + (told > 0 ? ": " + String.join("; ", weaker.subList(0, told)) : "")
          + (told < weaker.size() ? "; and " + (weaker.size() - told) + " more" : "");
    });
  }

  private static Config options(Arguments arguments) throws UsageError {
    return new Config(
        failOn(arguments),
        severity(arguments, "--min-severity", ""),
        incompleteFails(arguments),
        globs(arguments, "--include"),
        globs(arguments, "--exclude"),
        List.of(),
        Set.of(),
        List.of());
  }

  private static Optional<Config.FailOn> failOn(Arguments arguments) throws UsageError {
    if (arguments.value("--fail-on").filter("never"::equals).isPresent()) {
      return Optional.of(new Config.FailOn(Optional.empty()));
    }
    return severity(arguments, "--fail-on", ", never").map(Optional::of).map(Config.FailOn::new);
  }

  private static Optional<Severity> severity(Arguments arguments, String option, String further)
      throws UsageError {
    Optional<String> name = arguments.value(option);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<Severity> all = List.of(Severity.values()).reversed();
    Optional<Severity> level =
        all.stream().filter(severity -> severity.id().equals(name.get())).findFirst();
    if (level.isEmpty()) {
      throw new UsageError(
          option
              + ": "
              + name.get()
              + " is none of "
              + String.join(", ", all.stream().map(Severity::id).toList())
              + further);
    }
    return level;
  }

  private static Optional<Boolean> incompleteFails(Arguments arguments) throws UsageError {
    Optional<String> value = arguments.value("--incomplete");
    if (value.isPresent() && Stream.of("fail", "warn").noneMatch(value.get()::equals)) {
      throw new UsageError("--incomplete: " + value.get() + " is none of fail, warn");
    }
    return value.map("fail"::equals);
  }

  private static List<Glob> globs(Arguments arguments, String option) throws UsageError {
    List<Glob> globs = new ArrayList<>();
    for (String glob : arguments.values(option)) {
      try {
        globs.add(Glob.parse(glob));
      } catch (PatternSyntaxException broken) {
        throw new UsageError(option + " '" + glob + "': the pattern " + broken.getDescription());
      }
    }
    return globs;
  }
}
