package org.modelscan.format.jinja;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Outline;

/**
 * A chat template, wherever it stands. What it takes, calls and loads become facts.
 *
 * @param where what it is called for a person, such as {@code chat_template}
 * @param offset in bytes from the start of the file
 * @param isPlain whether it stands in the file as it is, in UTF-8, so that places in it can be told
 * @param source its text
 */
public record Template(String where, long offset, boolean isPlain, String source) {
  /** Characters up to which a template is read; real ones have some ten thousand. */
  public static final int LONGEST = 1 << 20;

  private static final int SHOWN = 160;
  private static final int KEPT = 2_000;

  /** States what the template does; what cannot be read is said. */
  public void read(Facts out) throws IOException {
    if (source.length() > LONGEST) {
      out.incomplete(offset, where + ": template longer than is read");
      return;
    }
    Set<String> seen = new HashSet<>();
    Optional<ByteOffsets> offsets =
        isPlain ? Optional.of(new ByteOffsets(source)) : Optional.empty();
    Access access =
        (how, name, at) -> {
          if (seen.size() > KEPT || !seen.add(how + name)) {
            return;
          }
          if (seen.size() <= KEPT) {
            out.fact(new Fact.TemplateAccess(place(offsets, at), how, where, name, excerpt(at)));
          } else {
            out.incomplete(place(offsets, at), where + ": more names than are kept");
          }
        };
    try {
      new Execution(access, out.budget()).run(TemplateParser.parse(source));
    } catch (MalformedInput broken) {
      int at = Math.clamp(broken.offset(), 0, source.length());
      out.incomplete(place(offsets, at), where + ": " + broken.reason());
    }
  }

  /** Describes it: what it defines, takes and calls. */
  public void describe(Budget budget, Outline out) throws IOException {
    Map<Fact.TemplateAccess.How, Set<String>> found = new EnumMap<>(Fact.TemplateAccess.How.class);
    Access access = (how, name, at) -> found.computeIfAbsent(how, _ -> new TreeSet<>()).add(name);
    List<Statement> statements = TemplateParser.parse(source);
    List<String> macros =
        statements.stream()
            .flatMap(one -> one instanceof Statement.Macro macro ? Stream.of(macro.name()) : null)
            .toList();
    out.entry("characters", "%,d".formatted(source.length()));
    if (!macros.isEmpty()) {
      out.entry("macros", String.join(", ", macros));
    }
    new Execution(access, budget).run(statements);
    found.forEach((how, names) -> out.entry(title(how), String.join(", ", names)));
  }

  private static String title(Fact.TemplateAccess.How how) {
    return switch (how) {
      case ATTRIBUTE -> "takes";
      case FILTER_ATTRIBUTE -> "takes by a filter";
      case TEXT -> "texts like names of Python";
      case CALL -> "calls methods";
      case COMPUTED -> "computed";
      case FORMAT -> "formats";
      case LOAD -> "loads";
    };
  }

  /** Where a character of the template stands in the file, in bytes. */
  private long place(Optional<ByteOffsets> offsets, int at) {
    return offset + offsets.map(known -> known.of(at)).orElse(0);
  }

  /** The line around a place, clipped. */
  private String excerpt(int at) {
    int from = Math.max(0, at - SHOWN / 2);
    String around = source.substring(from, Math.min(source.length(), from + SHOWN));
    int start = around.lastIndexOf('\n', at - from - 1) + 1;
    int end = around.indexOf('\n', at - from);
    return around.substring(start, end < 0 ? around.length() : end).strip();
  }
}
