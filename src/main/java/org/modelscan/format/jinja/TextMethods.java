package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.format.npy.PythonString;

/** Methods of strings, and filters that do the same, where all that they need is known. */
final class TextMethods {
  private TextMethods() {}

  /** What a method, or the filter of the same name, gives. */
  static Value call(String text, String name, List<Value> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst().asText();
    String second = arguments.size() < 2 ? "" : arguments.get(1).asText();
    return switch (name) {
      case "lower", "casefold" -> Folding.text(text.toLowerCase(Locale.ROOT));
      case "upper" -> Folding.text(text.toUpperCase(Locale.ROOT));
      case "capitalize", "title" ->
          text.isEmpty()
              ? Folding.text(text)
              : Folding.text(
                  text.substring(0, 1).toUpperCase(Locale.ROOT)
                      + text.substring(1).toLowerCase(Locale.ROOT));
      case "swapcase" ->
          Folding.text(
              text.chars()
                  .map(c ->
                      Character.isUpperCase(c)
                          ? Character.toLowerCase(c)
                          : Character.toUpperCase(c))
                  .collect(
                      StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                  .toString());
      case "strip", "trim", "lstrip", "rstrip" ->
          Folding.text(arguments.isEmpty() ? text.strip() : stripped(text, first, name));
      case "removeprefix" ->
          Folding.text(text.startsWith(first) ? text.substring(first.length()) : text);
      case "removesuffix" ->
          Folding.text(
              text.endsWith(first) ? text.substring(0, text.length() - first.length()) : text);
      case "replace" ->
          text.length() * (long) second.length() > 1 << 20
              ? Value.Unknown.VALUE
              : Folding.text(text.replace(first, second));
      case "center", "ljust", "rjust", "zfill" -> padded(text, name, arguments, second);
      case "striptags" -> Folding.text(text.replaceAll("<[^>]*>", ""));
      case "join" ->
          Folding.items(arguments.isEmpty() ? Value.Unknown.VALUE : arguments.getFirst())
              .map(items -> Folding.joined(items, text))
              .orElse(Value.Unknown.VALUE);
      case "format" -> braces(text, arguments);
      case "split", "rsplit", "splitlines" -> split(text, name, arguments);
      case "decode" -> decoded(text, first);
      case "string",
          "safe",
          "e",
          "escape",
          "forceescape",
          "default",
          "d",
          "indent",
          "wordwrap",
          "truncate",
          "urlize",
          "encode",
          "expandtabs" ->
          Folding.text(text);
      default -> Value.Unknown.VALUE;
    };
  }

  private static String stripped(String text, String characters, String side) {
    int from = 0;
    int to = text.length();
    while (!side.equals("rstrip") && from < to && characters.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (!side.equals("lstrip") && to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static Value padded(String text, String side, List<Value> arguments, String given) {
    long width = arguments.isEmpty() ? 0 : Folding.whole(arguments.getFirst(), 0);
    int missing = Math.clamp(width - text.length(), 0, Value.COUNT);
    String fill = given.isEmpty() ? (side.equals("zfill") ? "0" : " ") : given;
    int before =
        switch (side) {
          case "ljust" -> 0;
          case "center" -> missing / 2;
          default -> missing;
        };
    return Folding.text(fill.repeat(before) + text + fill.repeat(missing - before));
  }

  private static Value split(String text, String method, List<Value> arguments) {
    String separator =
        method.equals("splitlines")
            ? "\n"
            : arguments.isEmpty() ? "" : arguments.getFirst().asText();
    String[] parts =
        separator.isEmpty() ? text.strip().split("\\s+") : text.split(Pattern.quote(separator), -1);
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < Math.min(parts.length, Value.COUNT); i++) {
      items.add(Folding.text(parts[i]));
    }
    return Value.Items.of(items);
  }

  private static Value decoded(String text, String codec) {
    if (!codec.startsWith("unicode")) {
      return codec.isEmpty() || codec.startsWith("utf") ? Folding.text(text) : Value.Unknown.VALUE;
    }
    try {
      return Folding.text(PythonString.unescape(text));
    } catch (MalformedInput noEscape) {
      return Value.Unknown.VALUE;
    }
  }

  /** A {@code {}} format: fields are taken in their order, or by their number. */
  private static Value braces(String format, List<Value> values) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int at = 0; at < format.length(); at++) {
      int close = format.charAt(at) == '{' ? format.indexOf('}', at) : -1;
      if (close < 0) {
        text.append(format.charAt(at));
        continue;
      }
      String[] field = format.substring(at + 1, close).split("[:!]", 2);
      Value index = field[0].isEmpty() ? new Value.Numeral(next++) : Folding.number(field[0]);
      Value value = Folding.item(Value.Items.of(values), index);
      boolean character = field.length > 1 && field[1].endsWith("c");
      text.append(character ? Folding.character(Folding.whole(value, -1)) : value.asText());
      at = close;
    }
    return Folding.text(text.toString());
  }
}
