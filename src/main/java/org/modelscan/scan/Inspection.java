package org.modelscan.scan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Symbol;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;
import org.modelscan.format.Outline;
import org.modelscan.format.Surroundings;
import org.modelscan.format.Unheard;
import org.modelscan.rule.ImportLists;

/**
 * The description of one file with all that is nested in it, within the same limits as a scan.
 * Where something cannot be read, that is a line like any other.
 */
public final class Inspection {
  private final ImportLists lists;
  private final Budget budget;
  private int depth;

  /** One for each file: the budget is charged with all that is described. */
  public Inspection(ImportLists lists, Budget budget) {
    this.lists = lists;
    this.budget = budget;
  }

  /** Describes a file inside the one that is described. */
  public void member(String name, Bytes content, Outline out) {
    depth++;
    guarded(
        out,
        () -> {
          budget.member();
          budget.nesting(depth);
          describe(name, content, Surroundings.NONE, out);
        });
    depth--;
  }

  /** Describes a file. */
  public void file(String name, Bytes content, Surroundings surroundings, Outline out) {
    guarded(
        out,
        () -> {
          out.entry("size", String.format(Locale.ROOT, "%,d bytes", content.size()));
          describe(name, content, surroundings, out);
        });
  }

  private void describe(String name, Bytes content, Surroundings surroundings, Outline out)
      throws IOException {
    Head head = new Head(name, content);
    List<Format> formats = Formats.identify(head);
    if (formats.isEmpty()) {
      out.entry("format", head.length() == 0 ? "empty" : "no model format");
    }
    Artifact artifact = new Artifact(name, content, head, depth, surroundings);
    for (Format format : formats) {
      out.entry("format", format.identity().title() + " (" + format.identity().id() + ")");
      guarded(out, () -> imports(format, artifact, out));
      guarded(out, () -> format.describe(artifact, out));
    }
  }

  private void imports(Format format, Artifact artifact, Outline out) throws IOException {
    Imports imports = new Imports(budget);
    try {
      format.read(artifact, imports);
    } catch (MalformedInput | RuntimeException broken) {
      // What was read before counts; the description meets the same and says so.
    }
    if (!imports.named.isEmpty()) {
      Outline section = out.section("imports");
      imports.named.forEach(named -> section.entry(named.name(), said(named)));
    }
  }

  /** What the lists say of an import. */
  private String said(Named named) {
    Optional<ImportLists.Entry> entry = lists.find(named.symbol());
    String called = named.called() ? "called, " : "";
    if (entry.isPresent()) {
      return called + entry.get().kind().id() + ": " + entry.get().reason();
    }
    return called
        + (lists.isKnown(named.symbol().topPackage()) ? "not listed" : "of an unknown package");
  }

  private static void guarded(Outline out, Step step) {
    try {
      step.run();
    } catch (MalformedInput malformed) {
      unread(out, malformed.reason() + at(malformed.offset()));
    } catch (BudgetSpent spent) {
      unread(out, String.valueOf(spent.getMessage()));
    } catch (IOException unreadable) {
      unread(out, String.valueOf(unreadable.getMessage()));
    } catch (StackOverflowError deep) {
      unread(out, "nested too deeply");
    } catch (OutOfMemoryError large) {
      unread(out, "needs more memory than there is");
    } catch (RuntimeException defect) {
      unread(out, "internal error: " + defect);
    }
  }

  private static void unread(Outline out, String reason) {
    out.line("could not read further: " + reason);
  }

  private static String at(long offset) {
    return offset < 0 ? "" : " at byte " + offset;
  }

  /** Something that reads. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** An import as it is listed: each name once, called or not. */
  private record Named(String name, Symbol symbol, boolean called) {}

  /** Keeps the imports of one artifact; what is nested in it is described on its own. */
  private static final class Imports extends Unheard {
    private final Set<String> seen = new TreeSet<>();
    private final List<Named> named = new ArrayList<>();

    Imports(Budget budget) {
      super(budget);
    }

    @Override
    public void fact(Fact fact) {
      if (fact instanceof Fact.Import imported && named.size() < budget().limits().findings()) {
        boolean called = imported.use() != Fact.Import.Use.IMPORTED;
        String name = imported.symbol().toString();
        if (seen.add(name + called)) {
          named.add(new Named(name, imported.symbol(), called));
        }
      }
    }
  }
}
