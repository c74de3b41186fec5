package org.modelscan.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelscan.policy.Baseline;
import org.modelscan.policy.Config;
import org.modelscan.policy.Policy;
import org.modelscan.policy.PolicyChange;
import org.modelscan.policy.PolicyError;
import org.modelscan.rule.Rules;

/**
 * The policy that holds for a run.
 *
 * @param config what its file says
 * @param baseline what it accepts as it was found
 * @param changes what the pull request changes in it, what concerns most first
 * @param notices what to say of it
 * @param broken why the pull request's own version cannot be used; empty where it can
 */
record HeldPolicy(
    Config config,
    Optional<Baseline> baseline,
    List<String> changes,
    List<String> notices,
    Optional<String> broken) {
  /** Copies the lists. */
  HeldPolicy {
    changes = List.copyOf(changes);
    notices = List.copyOf(notices);
  }

  /** The policy that it makes under the inputs of a workflow. */
  Policy policy(Config inputs) {
    Policy policy = inputs.over(config).policy();
    return baseline.map(policy::withBaseline).orElse(policy);
  }

  /** Reads the files, and what is changed in them. */
  static final class Builder {
    private final Rules rules = new Rules();
    private final List<String> changes = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private Config config = Config.EMPTY;
    private Optional<Baseline> baseline = Optional.empty();
    private Optional<String> broken = Optional.empty();

    void notice(String notice) {
      notices.add(notice);
    }

    void config(PolicySource.Versions versions) throws BadInput {
      versions.notice().ifPresent(notices::add);
      Config held = parsed(Config::parse, versions.name(), versions.held()).orElse(Config.EMPTY);
      config = held;
      Optional<Config> own = own(Config::parse, versions);
      own.ifPresent(other -> add(PolicyChange.between(held, other, rules)));
      if (isRemoved(versions)) {
        add(PolicyChange.between(held, Config.EMPTY, rules));
      }
    }

    void baseline(PolicySource.Versions versions) throws BadInput {
      versions.notice().ifPresent(notices::add);
      baseline = parsed(Baseline::parse, versions.name(), versions.held());
      Baseline held = baseline.orElse(Baseline.EMPTY);
      Optional<Baseline> own = own(Baseline::parse, versions);
      own.ifPresent(other -> add(PolicyChange.between(held, other, rules)));
      if (isRemoved(versions)) {
        add(PolicyChange.between(held, Baseline.EMPTY, rules));
      }
    }

    HeldPolicy build() {
      if (!changes.isEmpty()) {
        notices.add(
            "This pull request changes the policy; that of the base holds until it is merged.");
      }
      return new HeldPolicy(config, baseline, changes, notices, broken);
    }

    private void add(List<PolicyChange> found) {
      found.forEach(change -> changes.add(words(change.concern()) + change.text()));
    }

    private static String words(PolicyChange.Concern concern) {
      return switch (concern) {
        case STRICTER -> "stricter: ";
        case WEAKER -> "weaker: ";
        case MUCH_WEAKER -> "MUCH WEAKER: ";
      };
    }

    private static boolean isRemoved(PolicySource.Versions versions) {
      return versions.own().isPresent() && versions.own().get().content().isEmpty();
    }

    /** Something that reads a file. */
    @FunctionalInterface
    private interface Parser<T> {
      T parse(String name, byte[] content) throws PolicyError;
    }

    /** What holds must be right, or nothing can be said at all. */
    private static <T> Optional<T> parsed(Parser<T> parser, String name, Optional<byte[]> content)
        throws BadInput {
      try {
        return content.isEmpty()
            ? Optional.empty()
            : Optional.of(parser.parse(name, content.get()));
      } catch (PolicyError wrong) {
        throw new BadInput(String.valueOf(wrong.getMessage()));
      }
    }

    private <T> Optional<T> own(Parser<T> parser, PolicySource.Versions versions) {
      Optional<byte[]> content = versions.own().flatMap(PolicySource.Own::content);
      try {
        return content.isEmpty()
            ? Optional.empty()
            : Optional.of(parser.parse(versions.name(), content.get()));
      } catch (PolicyError wrong) {
        broken = Optional.of(String.valueOf(wrong.getMessage()));
        return Optional.empty();
      }
    }
  }
}
