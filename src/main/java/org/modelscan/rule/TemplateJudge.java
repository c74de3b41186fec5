package org.modelscan.rule;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.modelscan.fact.Fact;
import org.modelscan.rule.Judge.Verdict;

/**
 * Judges what Jinja templates take, call and load. Ordinary ones take the entries of messages and
 * tools, and call methods of texts, lists and mappings.
 */
final class TemplateJudge {
  /** Methods of text, lists, mappings and dates, and those of the engine's own objects. */
  private static final Set<String> ORDINARY =
      Set.of(
          "add",
          "append",
          "capitalize",
          "casefold",
          "center",
          "changed",
          "clear",
          "copy",
          "count",
          "cycle",
          "dict",
          "difference",
          "encode",
          "endswith",
          "expandtabs",
          "extend",
          "find",
          "format",
          "get",
          "index",
          "insert",
          "intersection",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "islower",
          "isnumeric",
          "isoformat",
          "isspace",
          "istitle",
          "isupper",
          "items",
          "join",
          "keys",
          "ljust",
          "lower",
          "lstrip",
          "model_dump",
          "model_dump_json",
          "next",
          "now",
          "partition",
          "pop",
          "popitem",
          "remove",
          "removeprefix",
          "removesuffix",
          "replace",
          "reset",
          "reverse",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "setdefault",
          "sort",
          "split",
          "splitlines",
          "startswith",
          "strftime",
          "strip",
          "swapcase",
          "title",
          "to_dict",
          "to_json",
          "today",
          "total_seconds",
          "union",
          "update",
          "upper",
          "values",
          "zfill");

  /** Names that Python objects have, written out whole: what a template has no other use for. */
  private static final Pattern SPECIAL_NAME = Pattern.compile("__[a-z]+(_[a-z]+)*__(\\.\\w+)*");

  /** A field of a format string that takes an attribute or entry with a leading underscore. */
  private static final Pattern INTERNAL_FIELD =
      Pattern.compile("\\{[^{}]*[.\\[]\\s*(_|func_|f_|gi_|cr_|tb_|im_)");

  private static final Pattern COMPUTED_FIELD = Pattern.compile("\\{[^{}]*[.\\[][^{}]*…");

  private final NameList attributes = new NameList("templates/attributes");
  private final NameList calls = new NameList("templates/calls");

  Optional<Verdict> judge(Fact.TemplateAccess access) {
    String name = access.name();
    return switch (access.how()) {
      case ATTRIBUTE -> isInternal(name) ? reaches(access, "takes " + name) : Optional.empty();
      case FILTER_ATTRIBUTE -> filtered(access);
      case TEXT ->
          SPECIAL_NAME.matcher(name).matches()
              ? reaches(access, "puts together the name " + name)
              : Optional.empty();
      case CALL -> call(access);
      case COMPUTED ->
          verdict(
              RuleId.TEMPLATE_COMPUTED_NAME,
              access,
              "takes or calls what cannot be known before it runs: " + name);
      case FORMAT -> format(access);
      case LOAD ->
          verdict(RuleId.TEMPLATE_LOADS_TEMPLATE, access, "loads another template: " + name);
    };
  }

  private Optional<Verdict> filtered(Fact.TemplateAccess access) {
    String name = access.name();
    if (isInternal(name) || name.equals("format") || name.equals("format_map")) {
      return reaches(access, "takes " + name + " by a filter");
    }
    return name.contains("…")
        ? verdict(
            RuleId.TEMPLATE_COMPUTED_NAME,
            access,
            "takes an attribute by a name that cannot be known before it runs: " + name)
        : Optional.empty();
  }

  private Optional<Verdict> call(Fact.TemplateAccess access) {
    String name = access.name();
    Optional<String> effect = calls.find(name);
    if (isInternal(name)) {
      return reaches(access, "calls " + name);
    }
    if (effect.isPresent()) {
      return reaches(access, "calls " + name + ", which " + effect.get());
    }
    if (name.contains("…")) {
      return verdict(
          RuleId.TEMPLATE_COMPUTED_NAME,
          access,
          "calls a method by a name that cannot be known before it runs: " + name);
    }
    return ORDINARY.contains(name)
        ? Optional.empty()
        : verdict(
            RuleId.TEMPLATE_UNUSUAL_CALL,
            access,
            "calls " + name + ", a method that text, lists and mappings do not have");
  }

  private static Optional<Verdict> format(Fact.TemplateAccess access) {
    if (INTERNAL_FIELD.matcher(access.name()).find()) {
      return reaches(access, "fills a format string that takes attributes of objects");
    }
    return COMPUTED_FIELD.matcher(access.name()).find()
        ? verdict(
            RuleId.TEMPLATE_COMPUTED_NAME,
            access,
            "fills a format string that takes an attribute by a computed name")
        : Optional.empty();
  }

  private boolean isInternal(String name) {
    boolean mangled = name.startsWith("_") && name.indexOf("__", 1) > 0;
    boolean partlyKnown = name.contains("…") && name.contains("__");
    return name.startsWith("__") || mangled || partlyKnown || attributes.contains(name);
  }

  private static Optional<Verdict> reaches(Fact.TemplateAccess access, String message) {
    return verdict(RuleId.TEMPLATE_REACHES_INTERPRETER, access, message);
  }

  private static Optional<Verdict> verdict(
      RuleId rule, Fact.TemplateAccess access, String message) {
    return Optional.of(
        new Verdict(rule, access.name(), access.where() + " " + message, access.evidence()));
  }
}
