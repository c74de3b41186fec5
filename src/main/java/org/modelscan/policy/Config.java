package org.modelscan.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;

/**
 * Settings of one origin: a policy file, the command line, the inputs of an action. What is not set
 * is empty, which is not the same as a default.
 *
 * @param failOn the lowest severity that fails, or that none does
 * @param minimum the lowest severity that is reported
 * @param incompleteFails whether a model that could not be read fully fails
 * @param include which files are taken; where there are none, all
 * @param exclude which files are left out
 * @param trusted imports of one's own code
 * @param off rules that are not asked for
 * @param allowed findings that somebody accepts
 */
public record Config(
    Optional<FailOn> failOn,
    Optional<Severity> minimum,
    Optional<Boolean> incompleteFails,
    List<Glob> include,
    List<Glob> exclude,
    List<Trust> trusted,
    Set<RuleId> off,
    List<Allow> allowed) {

  /** The name of a policy file in a repository, which is found without being named. */
  public static final String FILE = ".github/modelscan.yml";

  /** Bytes of a policy file. */
  public static final int LARGEST = 1 << 20;

  /** Sets nothing. */
  public static final Config EMPTY =
      new Config(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Set.of(),
          List.of());

  /**
   * A threshold.
   *
   * @param lowest the lowest severity that fails; empty for never
   */
  public record FailOn(Optional<Severity> lowest) {}

  /** Copies the collections. */
  public Config {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
    trusted = List.copyOf(trusted);
    off = Set.copyOf(off);
    allowed = List.copyOf(allowed);
  }

  /**
   * Reads a policy file. A name that ends with {@code .json} is read as JSON, any other as YAML.
   *
   * @param name for messages
   * @throws PolicyError with line and column where anything is not as it must be
   */
  public static Config parse(String name, byte[] content) throws PolicyError {
    return ConfigReader.read(Document.policy(name, content));
  }

  /** These settings, and where they set nothing those of another origin. */
  public Config over(Config other) {
    return new Config(
        failOn.or(other::failOn),
        minimum.or(other::minimum),
        incompleteFails.or(other::incompleteFails),
        include.isEmpty() ? other.include : include,
        exclude.isEmpty() ? other.exclude : exclude,
        trusted.isEmpty() ? other.trusted : trusted,
        off.isEmpty() ? other.off : off,
        allowed.isEmpty() ? other.allowed : allowed);
  }

  /** The policy that these settings make, with defaults where they set nothing. */
  public Policy policy() {
    return new Policy(
        failOn.map(FailOn::lowest).orElse(Policy.DEFAULT.failOn()),
        minimum.orElse(Policy.DEFAULT.minimum()),
        incompleteFails.orElse(Policy.DEFAULT.incompleteFails()),
        off,
        trusted,
        allowed,
        Optional.empty());
  }
}
