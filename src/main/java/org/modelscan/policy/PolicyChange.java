package org.modelscan.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.rule.Severity;

/**
 * One difference between two policies, told to whoever reviews it.
 *
 * @param concern how much a reviewer should care
 * @param text a sentence without a full stop; it quotes the policy, so that every sink escapes it
 */
public record PolicyChange(Concern concern, String text) {
  /** How much a reviewer should care, least first. */
  public enum Concern {
    /** More fails than before, or as much. */
    STRICTER,
    /** Something passes that did not. */
    WEAKER,
    /** Something dangerous passes, or very much. */
    MUCH_WEAKER
  }

  /** Samples of paths; a pattern that matches all of them leaves nothing to scan. */
  private static final List<String> ANYTHING = List.of("model.pkl", "a/b/weights.pt", "x/y");

  /** What a change of settings means, what concerns most first. */
  public static List<PolicyChange> between(Config base, Config head, Rules rules) {
    Differences differences = new Differences(rules);
    differences.thresholds(base.policy(), head.policy());
    differences.files(base, head);
    differences.code(base, head);
    differences.allowed(base.allowed(), head.allowed());
    return differences.sorted();
  }

  /** What a change of a baseline means. */
  public static List<PolicyChange> between(Baseline base, Baseline head, Rules rules) {
    Differences differences = new Differences(rules);
    Set<Baseline.Entry> known = new HashSet<>(base.findings());
    for (Baseline.Entry entry : head.findings()) {
      if (!known.remove(entry)) {
        Concern concern = differences.concern(entry.rule());
        String subject = entry.rule() + " in " + entry.path() + about(entry.symbol());
        differences.add(concern, "the baseline accepts " + subject);
      }
    }
    Set<Baseline.Unread> unread = new HashSet<>(base.unread());
    for (Baseline.Unread one : head.unread()) {
      if (!unread.remove(one)) {
        differences.add(
            Concern.MUCH_WEAKER,
            "the baseline accepts that " + one.path() + " cannot be read fully");
      }
    }
    int gone = known.size() + unread.size();
    if (gone > 0) {
      differences.add(
          Concern.STRICTER,
          "the baseline accepts less: "
              + gone
              + (gone == 1 ? " entry is gone" : " entries are gone"));
    }
    return differences.sorted();
  }

  private static String about(String symbol) {
    return symbol.isEmpty() ? "" : " about " + symbol;
  }

  /** Collects the sentences. */
  private static final class Differences {
    private final Rules rules;
    private final List<PolicyChange> changes = new ArrayList<>();

    Differences(Rules rules) {
      this.rules = rules;
    }

    void add(Concern concern, String text) {
      changes.add(new PolicyChange(concern, text));
    }

    List<PolicyChange> sorted() {
      return changes.stream()
          .sorted(Comparator.comparing(PolicyChange::concern).reversed())
          .toList();
    }

    void thresholds(Policy base, Policy head) {
      if (!base.failOn().equals(head.failOn())) {
        String text = "fail-on: " + level(base.failOn()) + " becomes " + level(head.failOn());
        if (head.failOn().isEmpty()) {
          add(Concern.MUCH_WEAKER, text + ", so that no finding fails");
        } else {
          boolean lower =
              base.failOn().isEmpty() || head.failOn().get().compareTo(base.failOn().get()) < 0;
          add(lower ? Concern.STRICTER : Concern.WEAKER, text);
        }
      }
      int minimum = head.minimum().compareTo(base.minimum());
      if (minimum != 0) {
        add(
            minimum < 0 ? Concern.STRICTER : Concern.WEAKER,
            "min-severity: " + base.minimum().id() + " becomes " + head.minimum().id());
      }
      if (base.incompleteFails() != head.incompleteFails()) {
        if (head.incompleteFails()) {
          add(Concern.STRICTER, "models that cannot be read fully fail");
        } else {
          add(Concern.MUCH_WEAKER, "models that cannot be read fully do not fail any more");
        }
      }
    }

    private static String level(Optional<Severity> level) {
      return level.map(Severity::id).orElse("never");
    }

    void files(Config base, Config head) {
      if (base.include().isEmpty() && !head.include().isEmpty()) {
        String patterns = String.join(", ", head.include().stream().map(Glob::text).toList());
        add(Concern.MUCH_WEAKER, "only files are scanned that match " + patterns);
      } else if (head.include().isEmpty() && !base.include().isEmpty()) {
        add(Concern.STRICTER, "all files are scanned, not only some");
      } else {
        for (Glob gone : less(base.include(), head.include(), Glob::text)) {
          add(Concern.WEAKER, "files that match " + gone.text() + " are not scanned any more");
        }
        for (Glob added : less(head.include(), base.include(), Glob::text)) {
          add(Concern.STRICTER, "files that match " + added.text() + " are scanned, too");
        }
      }
      for (Glob added : less(head.exclude(), base.exclude(), Glob::text)) {
        boolean everything = ANYTHING.stream().allMatch(added::matches);
        add(
            everything ? Concern.MUCH_WEAKER : Concern.WEAKER,
            "files that match " + added.text() + " are left out");
      }
      for (Glob gone : less(base.exclude(), head.exclude(), Glob::text)) {
        add(Concern.STRICTER, "files that match " + gone.text() + " are not left out any more");
      }
    }

    void code(Config base, Config head) {
      for (Trust added : less(head.trusted(), base.trusted(), Trust::pattern)) {
        add(Concern.WEAKER, "imports of " + added.pattern() + " are trusted");
      }
      for (Trust gone : less(base.trusted(), head.trusted(), Trust::pattern)) {
        add(Concern.STRICTER, "imports of " + gone.pattern() + " are not trusted any more");
      }
      for (RuleId rule : RuleId.values()) {
        if (head.off().contains(rule) && !base.off().contains(rule)) {
          add(concern(rule.id()), "rule " + rule.id() + " is switched off");
        } else if (base.off().contains(rule) && !head.off().contains(rule)) {
          add(Concern.STRICTER, "rule " + rule.id() + " is not switched off any more");
        }
      }
    }

    void allowed(List<Allow> base, List<Allow> head) {
      for (Allow entry : head) {
        Optional<Allow> before = base.stream().filter(entry::acceptsLike).findFirst();
        if (before.isEmpty()) {
          boolean bound = entry.sha256().isPresent();
          add(
              bound ? Concern.WEAKER : concern(entry.rule().id()),
              "accepts " + entry.subject() + until(entry) + ": " + entry.reason());
        } else if (!before.get().expires().equals(entry.expires())) {
          boolean sooner =
              entry.expires().isPresent()
                  && before.get().expires().map(entry.expires().get()::isBefore).orElse(true);
          add(
              sooner ? Concern.STRICTER : Concern.WEAKER,
              "accepts "
                  + entry.subject()
                  + (entry.expires().isPresent() ? until(entry) : " for ever")
                  + ", not"
                  + (before.get().expires().isPresent() ? until(before.get()) : " for ever"));
        }
      }
      for (Allow entry : less(base, head, allow -> allow.subject() + allow.sha256())) {
        add(Concern.STRICTER, "does not accept " + entry.subject() + " any more");
      }
    }

    private static String until(Allow entry) {
      return entry.expires().map(day -> " until " + day).orElse("");
    }

    /** Letting pass what a rule finds is worse where the rule is. */
    Concern concern(String rule) {
      for (RuleId id : RuleId.values()) {
        if (id.id().equals(rule)) {
          return rules.get(id).severity().compareTo(Severity.HIGH) >= 0
              ? Concern.MUCH_WEAKER
              : Concern.WEAKER;
        }
      }
      return Concern.WEAKER; // a rule that there is no more
    }

    private static <T> List<T> less(List<T> all, List<T> without, Function<T, String> key) {
      Set<String> keys = new HashSet<>(without.stream().map(key).toList());
      return all.stream().filter(one -> !keys.contains(key.apply(one))).toList();
    }
  }
}
