package org.modelscan.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Surroundings;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Judge;
import org.modelscan.rule.Place;
import org.modelscan.rule.Severity;

/**
 * The scan of one file with all that is nested in it. The only place where what goes wrong in a
 * format becomes an outcome.
 */
final class ArtifactScan {
  private final String path;
  private final Budget budget;
  private final Surroundings surroundings;
  private final Judge judge;
  private final Kept findings;
  private final Set<String> problems = new LinkedHashSet<>();
  private final List<String> unread = new ArrayList<>();
  private boolean model;

  /**
   * Findings, one for a rule, a member and a symbol. There is room for as many of each severity: a
   * flood of mild ones must not keep a bad one out, nor one finding that is made again and again.
   */
  private static final class Kept {
    private final int most;
    private final Map<Identified, Finding> findings = new LinkedHashMap<>();
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

    private record Identified(String rule, String member, String symbol) {}

    Kept(Budget budget) {
      most = budget.limits().findings();
    }

    /** Whether there was room. */
    boolean add(Finding finding) {
      Identified identity =
          new Identified(finding.rule().id().id(), finding.place().member(), finding.symbol());
      Severity severity = finding.rule().severity();
      if (findings.containsKey(identity)) {
        return true;
      }
      if (counts.merge(severity, 1, Integer::sum) > most) {
        return false;
      }
      findings.put(identity, finding);
      return true;
    }

    Collection<Finding> all() {
      return findings.values();
    }
  }

  ArtifactScan(String path, Budget budget, Surroundings surroundings, Judge judge) {
    this.path = path;
    this.budget = budget;
    this.findings = new Kept(budget);
    this.surroundings = surroundings;
    this.judge = judge;
  }

  Result scan(Bytes bytes) throws IOException {
    List<Format> formats = new ArrayList<>();
    long size = bytes.size();
    budget.stores(size);
    try {
      Head head = new Head(path, bytes);
      formats.addAll(Formats.identify(head));
      read(formats, new Artifact(path, bytes, head, 0, surroundings), List.of());
    } catch (BudgetSpent spent) {
      problem(List.of(), -1, String.valueOf(spent.getMessage()));
    }
    String format = String.join("+", formats.stream().map(one -> one.identity().id()).toList());
    return new Result(
        path,
        format,
        outcome(),
        findings.all().stream().sorted(Finding.ORDER).toList(),
        List.copyOf(problems),
        size);
  }

  private Outcome outcome() {
    if (!problems.isEmpty()) {
      String first = problems.iterator().next();
      return new Outcome.Incomplete(
          problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)");
    }
    if (!unread.isEmpty()) {
      return new Outcome.NotScanned(
          unread.size() == 1
              ? unread.getFirst()
              : unread.getFirst() + " (and " + (unread.size() - 1) + " more)");
    }
    return model || !findings.all().isEmpty() ? new Outcome.Complete() : new Outcome.NotAModel();
  }

  private void read(List<Format> formats, Artifact artifact, List<String> members) {
    for (Format format : formats) {
      Reading reading = new Reading(artifact, members);
      reading.read(format);
      reading.conclude(format);
    }
  }

  private void problem(List<String> members, long offset, String reason) {
    if (problems.size() < budget.limits().findings()) {
      String where = members.isEmpty() ? "" : String.join("!", members) + ": ";
      problems.add(where + reason + (offset >= 0 ? " at byte " + offset : ""));
    }
  }

  private void add(Finding finding) {
    if (!findings.add(finding)) {
      problem(List.of(), -1, overfull());
    }
  }

  private String overfull() {
    return "budget spent: findings (" + budget.limits().findings() + ")";
  }

  /**
   * One format reading one artifact. Findings and problems wait here until it is known whether it
   * is a model at all.
   */
  private final class Reading implements Facts {
    private final Artifact artifact;
    private final List<String> members;
    private final Kept found = new Kept(budget);
    private final List<Runnable> wrong = new ArrayList<>();
    private boolean doubtful;

    Reading(Artifact artifact, List<String> members) {
      this.artifact = artifact;
      this.members = members;
    }

    void read(Format format) {
      try {
        format.read(artifact, this);
      } catch (MalformedInput malformed) {
        incomplete(malformed.offset(), malformed.reason());
      } catch (BudgetSpent spent) {
        incomplete(-1, String.valueOf(spent.getMessage()));
      } catch (IOException unreadable) {
        incomplete(-1, Outcome.Incomplete.unreadable(unreadable).reason());
      } catch (StackOverflowError deep) {
        incomplete(-1, "nested too deeply");
      } catch (OutOfMemoryError large) {
        incomplete(-1, "needs more memory than there is");
      } catch (RuntimeException defect) {
        incomplete(-1, "internal error in the reader of " + format.identity().id() + ": " + defect);
      }
    }

    void conclude(Format format) {
      if (doubtful
          && found.all().stream()
              .noneMatch(one -> one.rule().severity().compareTo(Severity.HIGH) >= 0)) {
        return;
      }
      if (format.identity().kind() == Identity.Kind.MODEL) {
        model = true;
      }
      found.all().forEach(ArtifactScan.this::add);
      wrong.forEach(Runnable::run);
    }

    @Override
    public void fact(Fact fact) {
      for (Finding finding : judge.judge(new Place(path, members, fact.offset()), fact)) {
        if (!found.add(finding)) {
          incomplete(-1, overfull());
        }
      }
    }

    @Override
    public void member(String name, Bytes content) {
      List<String> inside = new ArrayList<>(members);
      inside.add(name);
      try {
        budget.member();
        budget.nesting(artifact.depth() + 1);
        Head head = new Head(name, content);
        ArtifactScan.this.read(
            Formats.identify(head),
            new Artifact(name, content, head, artifact.depth() + 1, Surroundings.NONE),
            inside);
      } catch (MalformedInput malformed) {
        problem(inside, malformed.offset(), malformed.reason());
      } catch (IOException unreadable) {
        problem(inside, -1, String.valueOf(unreadable.getMessage()));
      }
    }

    @Override
    public void incomplete(long offset, String reason) {
      if (wrong.size() < budget.limits().findings()) {
        wrong.add(() -> problem(members, offset, reason));
      }
    }

    @Override
    public void notScanned(String name, String reason) {
      if (wrong.size() < budget.limits().findings()) {
        wrong.add(() -> unread.add(name.isEmpty() ? reason : name + ": " + reason));
      }
    }

    @Override
    public void doubtful() {
      doubtful = true;
    }

    @Override
    public Budget budget() {
      return budget;
    }
  }
}
