package org.modelscan.format.config;

import java.util.Locale;
import java.util.stream.Collectors;
import org.modelscan.format.json.Json;

/** A value in a few words, for a description. */
final class Shown {
  private static final int TEXT = 120;
  private static final int ITEMS = 8;

  private Shown() {}

  static String of(Json value) {
    return switch (value) {
      case Json.Text text ->
          text.value().length() > TEXT ? text.value().substring(0, TEXT) + "…" : text.value();
      case Json.Numeral number -> number.text();
      case Json.Word word -> word.value().name().toLowerCase(Locale.ROOT);
      case Json.Items items when items.count() <= ITEMS ->
          items.items().stream().map(Shown::plain).collect(Collectors.joining(", ", "[", "]"));
      case Json.Items items -> items.count() + " items";
      case Json.Members members when members.members().size() <= ITEMS ->
          members.members().stream()
              .map(member -> member.name() + ": " + plain(member.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Json.Members members -> members.members().size() + " entries";
    };
  }

  private static String plain(Json value) {
    return switch (value) {
      case Json.Items _ -> "[…]";
      case Json.Members _ -> "{…}";
      case Json.Text _, Json.Numeral _, Json.Word _ -> of(value);
    };
  }
}
