package org.modelscan.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelscan.policy.Spelling;

/**
 * A command's arguments, parsed as POSIX and GNU have it ("Argument Syntax" in the manual of the
 * GNU C Library): {@code --name=value}, {@code --name value}, {@code -n value}, {@code -nvalue},
 * several options of one letter in one argument, and {@code --} before what is no option. Values
 * stay text here and are judged by whoever asks for them.
 */
final class Arguments {
  private final Specification specification;
  private final Map<Option, List<String>> found = new HashMap<>();
  private final List<String> positional = new ArrayList<>();

  private Arguments(Specification specification) {
    this.specification = specification;
  }

  static Arguments parse(Specification specification, List<String> arguments) throws UsageError {
    Arguments parsed = new Arguments(specification);
    int end = arguments.indexOf("--");
    int next = 0;
    while (next < arguments.size() && next != end) {
      String argument = arguments.get(next++);
      if (argument.startsWith("-") && argument.length() > 1) {
        next = parsed.option(argument, arguments, next);
      } else {
        parsed.positional.add(argument);
      }
    }
    if (next == end) {
      parsed.positional.addAll(arguments.subList(end + 1, arguments.size()));
    }
    Specification.Positional files = specification.positional();
    if (files.required() && parsed.positional.isEmpty() && !parsed.asksForHelp()) {
      throw new UsageError("Missing required parameter: '" + files.label() + "'");
    }
    return parsed;
  }

  /** Takes an argument with options, and gives the index of the next one. */
  private int option(String argument, List<String> arguments, int next) throws UsageError {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Optional<Option> whole = specification.find(name);
    if (whole.isPresent()) {
      Option option = whole.get();
      if (equals >= 0) {
        return add(option, argument.substring(equals + 1), next);
      }
      return option.takesValue() ? addNext(option, arguments, next) : add(option, next);
    }
    if (argument.startsWith("--")) {
      throw unknown(name);
    }
    for (int letter = 1; letter < argument.length(); letter++) {
      Option option =
          specification.find("-" + argument.charAt(letter)).orElseThrow(() -> unknown(name));
      if (option.takesValue()) {
        String value = argument.substring(letter + 1);
        return value.isEmpty() ? addNext(option, arguments, next) : add(option, value, next);
      }
      add(option, next);
    }
    return next;
  }

  private int add(Option option, int next) {
    found.computeIfAbsent(option, _ -> new ArrayList<>());
    return next;
  }

  private int add(Option option, String value, int next) throws UsageError {
    if (!option.takesValue()) {
      throw new UsageError("option '" + option.names().getLast() + "' takes no value");
    }
    List<String> values = found.computeIfAbsent(option, _ -> new ArrayList<>());
    if (!values.isEmpty() && !option.repeatable()) {
      throw new UsageError("option " + shown(option) + " should be specified only once");
    }
    values.add(value);
    return next;
  }

  /** A value may begin with a dash, but is no option: that would be a value which is forgotten. */
  private int addNext(Option option, List<String> arguments, int next) throws UsageError {
    if (next == arguments.size()
        || arguments.get(next).equals("--")
        || specification.find(arguments.get(next).split("=", 2)[0]).isPresent()) {
      throw new UsageError("Missing required parameter for option " + shown(option));
    }
    return add(option, arguments.get(next), next + 1);
  }

  private static String shown(Option option) {
    return "'" + option.names().getLast() + "' (" + option.label() + ")";
  }

  private UsageError unknown(String name) {
    List<String> names = specification.all().flatMap(option -> option.names().stream()).toList();
    return new UsageError("unknown option " + name + Spelling.hint(name, names));
  }

  boolean asksForHelp() {
    return has("--help");
  }

  String help() {
    return specification.help();
  }

  boolean has(String option) {
    return found.containsKey(known(option));
  }

  Optional<String> value(String option) {
    return values(option).stream().findFirst();
  }

  List<String> values(String option) {
    return found.getOrDefault(known(option), List.of());
  }

  List<String> positional() {
    return positional;
  }

  private Option known(String name) {
    return specification
        .find(name)
        .orElseThrow(() -> new IllegalArgumentException("no option " + name));
  }
}
