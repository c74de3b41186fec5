package org.modelscan.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;

/** Makes settings of a policy file; whatever is not as it must be is an error with its place. */
final class ConfigReader {
  /** All keys, in the order in which they are documented. */
  static final List<String> KEYS =
      List.of(
          "$schema", // names the schema to editors
          "fail-on",
          "min-severity",
          "incomplete",
          "include",
          "exclude",
          "trust",
          "rules",
          "allow");

  static final List<String> ALLOW_KEYS =
      List.of("rule", "sha256", "path", "symbol", "reason", "expires");

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final List<String> SEVERITIES =
      Stream.of(Severity.values()).map(Severity::id).toList().reversed();

  private ConfigReader() {}

  static Config read(Node root) throws PolicyError {
    Fields fields = Fields.of(root, "the policy", KEYS);
    return new Config(
        failOn(fields),
        severity(fields),
        incompleteFails(fields),
        globs(fields, "include"),
        globs(fields, "exclude"),
        trusted(fields),
        off(fields),
        allowed(fields));
  }

  private static Optional<Config.FailOn> failOn(Fields fields) throws PolicyError {
    Optional<Node.Text> level = fields.text("fail-on");
    if (level.isEmpty()) {
      return Optional.empty();
    }
    if (level.get().value().equals("never")) {
      return Optional.of(new Config.FailOn(Optional.empty()));
    }
    List<String> choices = Stream.concat(SEVERITIES.stream(), Stream.of("never")).toList();
    return Optional.of(new Config.FailOn(Optional.of(severity(level.get(), "fail-on", choices))));
  }

  private static Optional<Severity> severity(Fields fields) throws PolicyError {
    Optional<Node.Text> level = fields.text("min-severity");
    return level.isEmpty()
        ? Optional.empty()
        : Optional.of(severity(level.get(), "min-severity", SEVERITIES));
  }

  private static Severity severity(Node.Text level, String key, List<String> choices)
      throws PolicyError {
    choose(level, key, choices);
    return Stream.of(Severity.values())
        .filter(severity -> severity.id().equals(level.value()))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<Boolean> incompleteFails(Fields fields) throws PolicyError {
    Optional<Node.Text> value = fields.text("incomplete");
    if (value.isPresent()) {
      choose(value.get(), "incomplete", List.of("fail", "warn"));
    }
    return value.map(text -> text.value().equals("fail"));
  }

  private static void choose(Node.Text value, String key, List<String> choices) throws PolicyError {
    if (!choices.contains(value.value())) {
      throw new PolicyError(
          value.at(),
          key
              + ": "
              + value.kind()
              + " is none of "
              + String.join(", ", choices)
              + Spelling.hint(value.value(), choices));
    }
  }

  private static List<Glob> globs(Fields fields, String key) throws PolicyError {
    List<Glob> globs = new ArrayList<>();
    for (Node.Text pattern : fields.texts(key)) {
      try {
        globs.add(Glob.parse(pattern.value()));
      } catch (PatternSyntaxException broken) {
        throw new PolicyError(
            pattern.at(), "the pattern " + pattern.kind() + " " + broken.getDescription());
      }
    }
    return globs;
  }

  private static List<Trust> trusted(Fields fields) throws PolicyError {
    List<Trust> trusted = new ArrayList<>();
    for (Node.Text pattern : fields.texts("trust")) {
      if (!Trust.isPattern(pattern.value())) {
        throw new PolicyError(
            pattern.at(),
            "trust: "
                + pattern.kind()
                + " is no dotted name; write mycompany.models.Net or mycompany.models.*");
      }
      trusted.add(new Trust(pattern.value()));
    }
    return trusted;
  }

  private static Set<RuleId> off(Fields fields) throws PolicyError {
    Set<RuleId> off = EnumSet.noneOf(RuleId.class);
    Optional<Node> rules = fields.value("rules");
    if (rules.isPresent()) {
      for (Node.Entry entry : Fields.any(rules.get(), "rules").entries()) {
        if (!(entry.value() instanceof Node.Text text && text.value().equals("off"))) {
          throw Fields.mustBe(entry.value(), entry.key().value(), "off");
        }
        off.add(rule(entry.key()));
      }
    }
    return off;
  }

  private static RuleId rule(Node.Text name) throws PolicyError {
    for (RuleId rule : RuleId.values()) {
      if (rule.id().equals(name.value())) {
        return rule;
      }
    }
    List<String> ids = Stream.of(RuleId.values()).map(RuleId::id).toList();
    throw new PolicyError(
        name.at(), "there is no rule " + name.kind() + Spelling.hint(name.value(), ids));
  }

  private static List<Allow> allowed(Fields fields) throws PolicyError {
    List<Allow> allowed = new ArrayList<>();
    Set<List<Object>> subjects = new HashSet<>();
    for (Node item : fields.items("allow")) {
      Allow entry = allow(Fields.of(item, "an entry of allow", ALLOW_KEYS));
      if (!subjects.add(List.of(entry.rule(), entry.sha256(), entry.path(), entry.symbol()))) {
        throw new PolicyError(entry.at(), "an entry of allow accepts what another one accepts");
      }
      allowed.add(entry);
    }
    return allowed;
  }

  private static Allow allow(Fields fields) throws PolicyError {
    Optional<Node.Text> sha256 = fields.text("sha256");
    if (sha256.isPresent() && !SHA256.matcher(sha256.get().value()).matches()) {
      throw new PolicyError(sha256.get().at(), "sha256 must be 64 hexadecimal digits");
    }
    Optional<String> path = fields.text("path").map(Node.Text::value);
    Optional<String> symbol = fields.text("symbol").map(Node.Text::value);
    Node.Text reason = fields.required("reason");
    if (reason.value().isBlank()) {
      throw new PolicyError(reason.at(), "reason is empty");
    }
    Optional<LocalDate> expires = expires(fields);
    if (sha256.isEmpty() && (path.isEmpty() || symbol.isEmpty())) {
      throw new PolicyError(
          fields.at(), "an entry of allow needs sha256 of the file, or path and symbol");
    }
    if (sha256.isEmpty() && expires.isEmpty()) {
      throw new PolicyError(
          fields.at(),
          "an entry of allow without sha256 needs expires, because the file at the path can"
              + " change");
    }
    return new Allow(
        rule(fields.required("rule")),
        sha256.map(text -> text.value().toLowerCase(Locale.ROOT)),
        path,
        symbol,
        reason.value(),
        expires,
        fields.at());
  }

  private static Optional<LocalDate> expires(Fields fields) throws PolicyError {
    Optional<Node.Text> day = fields.text("expires");
    if (day.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(day.get().value()));
    } catch (DateTimeParseException wrong) {
      throw new PolicyError(
          day.get().at(), "expires: " + day.get().kind() + " is no day, such as 2027-03-31");
    }
  }
}
