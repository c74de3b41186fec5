package org.modelscan.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The rules with their pages, each read when it is first asked for. A page opens with front matter
 * between lines of {@code ---}: title, severity, precision, cwe, tags, advice. Safe for use by
 * several threads.
 */
public final class Rules {
  private final Map<RuleId, Rule> loaded = new EnumMap<>(RuleId.class);

  /** A rule with its page. */
  public synchronized Rule get(RuleId id) {
    return loaded.computeIfAbsent(id, Rules::load);
  }

  /** All rules, in the order of {@link RuleId}. */
  public List<Rule> all() {
    return Stream.of(RuleId.values()).map(this::get).toList();
  }

  private static Rule load(RuleId id) {
    String resource = "/org/modelscan/rules/" + id.id() + ".md";
    try (InputStream page = Rules.class.getResourceAsStream(resource)) {
      if (page == null) {
        throw new IllegalStateException("rule " + id.id() + " has no page");
      }
      return parse(id, new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Rule parse(RuleId id, String text) {
    int end = text.indexOf("\n---\n", 4);
    if (!text.startsWith("---\n") || end < 0) {
      throw new IllegalStateException("page of " + id.id() + " has no front matter");
    }
    Map<String, String> front = new HashMap<>();
    text.substring(4, end)
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(':');
          front.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
    String page = text.substring(end + 5).strip() + "\n";
    int paragraph = page.indexOf("\n\n");
    String summary =
        (paragraph < 0 ? page : page.substring(0, paragraph)).replace('\n', ' ').strip();
    return new Rule(
        id,
        required(id, front, "title"),
        Severity.valueOf(required(id, front, "severity").toUpperCase(Locale.ROOT)),
        required(id, front, "precision"),
        list(front.getOrDefault("cwe", "")),
        list(front.getOrDefault("tags", "")),
        required(id, front, "advice"),
        summary,
        page);
  }

  private static String required(RuleId id, Map<String, String> front, String key) {
    String value = front.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("page of " + id.id() + " has no " + key);
    }
    return value;
  }

  private static List<String> list(String value) {
    return Stream.of(value.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
  }
}
