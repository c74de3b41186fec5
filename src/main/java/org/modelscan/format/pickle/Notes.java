package org.modelscan.format.pickle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/**
 * What a pickle holds besides its imports: floods are cut by the limit on findings. An oddity is
 * kept once for each subject, so that a flood of one kind does not keep out another.
 */
final class Notes {
  private final int most;
  private final List<Fact> facts = new ArrayList<>();
  private final Set<Oddity> oddities = new HashSet<>();
  private boolean overfull;
  private final List<String> carriedNames = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();

  private record Oddity(Fact.PickleOddity.Kind kind, String subject) {}

  /** Content that the pickle itself loads. */
  private record Member(String name, Bytes content) {}

  Notes(Budget budget) {
    this.most = budget.limits().findings();
  }

  /** Notes an oddity of the program that the pickle is. */
  void odd(long offset, Fact.PickleOddity.Kind kind, String subject, String evidence) {
    if (!oddities.contains(new Oddity(kind, subject))
        && add(new Fact.PickleOddity(offset, kind, subject, evidence))) {
      oddities.add(new Oddity(kind, subject));
    }
  }

  /** Notes another file that is opened while this one is loaded. */
  void opens(Fact.ExternalFile file) {
    add(file);
  }

  /** Notes a code object that lies in the file. */
  void carries(Fact.EmbeddedCode code) {
    if (add(code)) {
      carriedNames.addAll(code.names());
    }
  }

  /** Notes that a function made of such code is called: by then all code before it is known. */
  void runsCarriedCode(long offset, String pickler, String evidence) {
    add(new Fact.EmbeddedCode(offset, pickler, carriedNames, Fact.EmbeddedCode.Use.RUNS, evidence));
  }

  /** Notes content that is loaded as a file of its own. */
  void member(String name, Bytes content) throws BudgetSpent {
    if (members.size() >= most) {
      throw new BudgetSpent("findings", most + " nested files");
    }
    members.add(new Member(name, content));
  }

  /** States the facts. */
  void stateFacts(Facts out) {
    facts.forEach(out::fact);
    if (overfull) {
      out.incomplete(-1, "budget spent: findings (" + most + " of what is odd)");
    }
  }

  /** Hands over the content that is loaded. */
  void stateMembers(Facts out) {
    members.forEach(member -> out.member(member.name(), member.content()));
  }

  private boolean add(Fact fact) {
    overfull |= facts.size() >= most;
    return !overfull && facts.add(fact);
  }
}
