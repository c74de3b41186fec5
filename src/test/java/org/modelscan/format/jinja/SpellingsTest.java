package org.modelscan.format.jinja;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.modelscan.Scanned;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;

/**
 * A name is the same however it is spelled: each of many spellings made at random, which Jinja
 * evaluates to one name, is found where the name is dangerous, and is ordinary where it is not.
 */
class SpellingsTest {
  private static final int TEMPLATES = 400;
  private static final int DEPTH = 4;

  private final Random random = new Random(20_261_123);
  private final List<String> before = new ArrayList<>();
  private int names;

  @Test
  void dangerousNameIsFoundInEverySpelling() {
    for (int i = 0; i < TEMPLATES; i++) {
      String template = template("__class__");
      assertThat(scan(template).findings())
          .as(template)
          .anyMatch(found -> found.rule().id().id().equals("template-reaches-interpreter"));
    }
  }

  @Test
  void ordinaryNameIsOrdinaryInEverySpelling() {
    for (int i = 0; i < TEMPLATES; i++) {
      String template = template("tool_calls");
      Result result = scan(template);
      assertThat(result.outcome()).as(template).isInstanceOf(Outcome.Complete.class);
      assertThat(result.findings()).as(template).isEmpty();
    }
  }

  private static Result scan(String template) {
    return Scanned.content("chat_template.jinja", template.getBytes(StandardCharsets.UTF_8));
  }

  private String template(String name) {
    before.clear();
    String spelled = spell(name, 0);
    return String.join("", before) + "{{ messages[" + spelled + "] }}";
  }

  private String variable(String prefix) {
    return prefix + ++names;
  }

  /** An expression that gives a string. */
  private String spell(String text, int depth) {
    if (depth > DEPTH) {
      return literal(text);
    }
    int cut = random.nextInt(text.length() + 1);
    String first = text.substring(0, cut);
    String second = text.substring(cut);
    return switch (random.nextInt(26)) {
      case 0 -> "(" + spell(first, depth + 1) + " ~ " + spell(second, depth + 1) + ")";
      case 1 -> "(" + spell(first, depth + 1) + " + " + spell(second, depth + 1) + ")";
      case 2 -> "(" + spell(reversed(text), depth + 1) + ")[::-1]";
      case 3 -> "(" + spell(reversed(text), depth + 1) + "|reverse)";
      case 4 -> "(" + spell(text.replace('_', 'Q'), depth + 1) + "|replace('Q', '_'))";
      case 5 -> "(" + spell(text.replace('_', 'Q'), depth + 1) + ").replace('Q', '_')";
      case 6 -> "([" + spell(first, depth + 1) + ", " + spell(second, depth + 1) + "]|join)";
      case 7 -> "''.join([" + spell(first, depth + 1) + ", " + spell(second, depth + 1) + "])";
      case 8 ->
          "('%s%s'|format(" + spell(first, depth + 1) + ", " + spell(second, depth + 1) + "))";
      case 9 -> "('%s%s' % (" + spell(first, depth + 1) + ", " + spell(second, depth + 1) + "))";
      case 10 ->
          "'{1}{0}'.format(" + spell(second, depth + 1) + ", " + spell(first, depth + 1) + ")";
      case 11 -> "(" + spell("xx" + text + "yyy", depth + 1) + ")[2:-3]";
      case 12 -> "({'k': " + spell(text, depth + 1) + "})['k']";
      case 13 -> "({'k': " + spell(text, depth + 1) + "}).k";
      case 14 -> "(dict(k=" + spell(text, depth + 1) + ")|items|list)[0][1]";
      case 15 -> "[0, " + spell(text, depth + 1) + "][1]";
      case 16 -> "(" + spell(text, depth + 1) + " if true else 'x')";
      case 17 -> "(none or " + spell(text, depth + 1) + ")";
      case 18 -> "(" + spell(" " + text + " ", depth + 1) + "|trim)";
      case 19 -> "(" + spell("zz" + text, depth + 1) + ").removeprefix('zz')";
      case 20 -> "(" + spell(first + "|" + second, depth + 1) + ".split('|')|join)";
      case 21 -> "(" + spell(text, depth + 1) + "|list|join)";
      case 22 -> {
        String name = variable("v");
        String value = spell(text, depth + 1);
        before.add("{% set " + name + " = " + value + " %}");
        yield name;
      }
      case 23 -> {
        String name = variable("ns");
        String value = spell(text, depth + 1);
        before.add(
            "{% set N = namespace(s='') %}{% for c in V %}{% set N.s = N.s ~ c %}{% endfor %}"
                .replace("N", name)
                .replace("V", value));
        yield name + ".s";
      }
      case 24 -> {
        String name = variable("m");
        String value = spell(first, depth + 1);
        before.add("{% macro " + name + "(p) %}{{ p }}" + second + "{% endmacro %}");
        yield "(" + name + "(" + value + ")|string)";
      }
      default -> literal(text);
    };
  }

  private String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (random.nextInt(8)) {
        case 0 -> literal.append("\\x%02x".formatted((int) c));
        case 1 -> literal.append("\\u%04x".formatted((int) c));
        case 2 -> literal.append("\\%03o".formatted((int) c));
        default -> literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
