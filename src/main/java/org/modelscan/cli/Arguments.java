package org.modelscan.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.modelscan.policy.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command's arguments, parsed. Picocli is used by its programmatic API, because its annotations
 * cost a start-up 70 to 100 ms; values stay text here and are judged by whoever asks for them.
 */
final class Arguments {
  private static final Pattern LINE_BREAKS = Pattern.compile("\\s*\\R\\s*");

  private final CommandLine command;
  private final ParseResult result;

  private Arguments(CommandLine command, ParseResult result) {
    this.command = command;
    this.result = result;
  }

  static Arguments parse(CommandSpec specification, List<String> arguments) throws UsageError {
    specification.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Print this help.").build());
    specification.usageMessage().width(100).sortOptions(false).sortSynopsis(false);
    // A file may be called @name.
    specification.parser().expandAtFiles(false);
    CommandLine command = new CommandLine(specification);
    try {
      return new Arguments(command, command.parseArgs(arguments.toArray(String[]::new)));
    } catch (UnmatchedArgumentException unmatched) {
      String unknown = unmatched.getUnmatched().getFirst().split("=", 2)[0];
      throw new UsageError(
          (unmatched.isUnknownOption() ? "unknown option " : "unexpected ")
              + unknown
              + Spelling.hint(unknown, specification.optionsMap().keySet()));
    } catch (ParameterException wrong) {
      throw new UsageError(oneLine(wrong));
    }
  }

  /** An option without a value. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).build();
  }

  /** An option with one value, which is given at most once. */
  static OptionSpec one(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** An option with one value, as often as wanted. */
  static OptionSpec many(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(description)
        .build();
  }

  /** What stands without an option. */
  static PositionalParamSpec positional(String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index("0..*")
        .arity(arity)
        .required(!arity.startsWith("0"))
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  boolean asksForHelp() {
    return result.isUsageHelpRequested();
  }

  String help() {
    return command.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  boolean has(String option) {
    return result.hasMatchedOption(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(result.<String>matchedOptionValue(option, null));
  }

  List<String> values(String option) {
    return result.matchedOptionValue(option, List.of());
  }

  List<String> positional() {
    return result.matchedPositionalValue(0, List.of());
  }

  private static String oneLine(ParameterException wrong) {
    return LINE_BREAKS.matcher(String.valueOf(wrong.getMessage())).replaceAll(" ");
  }
}
