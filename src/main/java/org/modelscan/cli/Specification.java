package org.modelscan.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelscan.report.Wrapped;

/**
 * What a command takes.
 *
 * @param usage lines that show how it is called
 * @param description paragraphs
 * @param positional what stands without an option
 * @param options in the order of the help
 * @param groups further options, each under a heading
 * @param footer lines behind the help
 */
record Specification(
    List<String> usage,
    List<String> description,
    Positional positional,
    List<Option> options,
    List<Group> groups,
    List<String> footer) {
  private static final int WIDTH = 100;

  /** Where descriptions begin; an option that is longer has a line of its own. */
  private static final int COLUMN = 29;

  private static final String MARGIN = "  ";
  private static final Option HELP = Option.flag("Print this help.", "-h", "--help");

  /** What stands without an option. */
  record Positional(String label, boolean required, String description) {}

  /** Options that belong together. */
  record Group(String heading, List<Option> options) {}

  /** Every command has its help. */
  Specification {
    options = Stream.concat(options.stream(), Stream.of(HELP)).toList();
  }

  /** A command that needs no groups. */
  Specification(String usage, String description, Positional positional, List<Option> options) {
    this(List.of(usage), List.of(description), positional, options, List.of(), List.of());
  }

  Stream<Option> all() {
    return Stream.concat(
        options.stream(), groups.stream().flatMap(group -> group.options().stream()));
  }

  Optional<Option> find(String name) {
    return all().filter(option -> option.names().contains(name)).findFirst();
  }

  /** The help, of lines of at most {@value #WIDTH} columns. */
  String help() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < usage.size(); i++) {
      lines.add((i == 0 ? "Usage: " : "       ") + usage.get(i));
    }
    lines.add("");
    description.forEach(paragraph -> lines.addAll(Wrapped.lines(paragraph, WIDTH)));
    lines.add("");
    entry("    " + positional.label(), positional.description(), lines);
    options.forEach(option -> entry(option.written(), option.description(), lines));
    for (Group group : groups) {
      lines.add("");
      lines.addAll(Wrapped.lines(group.heading(), WIDTH));
      group.options().forEach(option -> entry(option.written(), option.description(), lines));
    }
    lines.addAll(footer);
    return String.join("\n", lines) + "\n";
  }

  private static void entry(String written, String description, List<String> lines) {
    String start = MARGIN + written;
    List<String> rest = Wrapped.lines(description, WIDTH - COLUMN - MARGIN.length());
    if (start.length() < COLUMN) {
      lines.add(start + " ".repeat(COLUMN - start.length()) + rest.getFirst());
      rest = rest.subList(1, rest.size());
    } else {
      lines.add(start);
    }
    rest.forEach(line -> lines.add(" ".repeat(COLUMN) + line));
  }
}
