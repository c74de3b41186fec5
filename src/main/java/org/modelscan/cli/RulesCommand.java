package org.modelscan.cli;

import java.util.List;
import java.util.stream.Stream;
import org.modelscan.policy.Spelling;
import org.modelscan.report.Look;
import org.modelscan.report.RuleCatalogue;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Prints the rules, or the page of one.
 *
 * @param streams where to
 */
record RulesCommand(Streams streams) {

  ExitStatus run(List<String> arguments) throws UsageError {
    Arguments parsed = Arguments.parse(specification(), arguments);
    if (parsed.asksForHelp()) {
      streams.out().print(parsed.help());
      return ExitStatus.OK;
    }
    List<String> wanted = parsed.positional();
    RuleCatalogue catalogue = new RuleCatalogue(look(parsed.has("--no-color")));
    Rules rules = new Rules();
    if (wanted.isEmpty()) {
      streams.out().print(catalogue.list(rules.all()));
      return ExitStatus.OK;
    }
    String separator = "";
    for (String name : wanted) {
      streams.out().print(separator + catalogue.page(rules.get(rule(name))));
      separator = "\n";
    }
    return ExitStatus.OK;
  }

  private Look look(boolean plain) {
    Terminal terminal = streams.terminal();
    return terminal.out()
        ? new Look(terminal.colour() && !plain, terminal.columns(), Look.Detail.NORMAL)
        : Look.PLAIN;
  }

  private static RuleId rule(String name) throws UsageError {
    List<String> ids = Stream.of(RuleId.values()).map(RuleId::id).toList();
    return Stream.of(RuleId.values())
        .filter(rule -> rule.id().equals(name))
        .findFirst()
        .orElseThrow(() -> new UsageError("no rule " + name + Spelling.hint(name, ids)));
  }

  private static CommandSpec specification() {
    CommandSpec specification = CommandSpec.create().name("modelscan rules");
    specification.usageMessage().description("Lists all rules, or prints the page of each RULE.");
    return specification
        .addPositional(Arguments.positional("0..*", "RULE", "Such as pickle-runs-command."))
        .addOption(Arguments.flag("No colour.", "--no-color"));
  }
}
