package org.modelscan.format.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What operators, filters and methods make of values that are known. Whatever is not done here
 * gives an unknown value, which is a part of the strings that it goes into.
 */
final class Folding {
  /** Characters up to which strings are kept: names are shorter. */
  private static final int LENGTH = 1_024;

  private static final int COUNT = Value.COUNT;
  private static final String UNKNOWN_TEXT = String.valueOf(Value.UNKNOWN_PART);

  private Folding() {}

  static Value number(String digits) {
    try {
      return new Value.Numeral(Long.decode(digits.toLowerCase(Locale.ROOT)));
    } catch (NumberFormatException fraction) {
      return Value.Unknown.VALUE;
    }
  }

  /** The items of what a loop can run over. */
  static Optional<List<Value>> items(Value value) {
    return switch (value) {
      case Value.Items list -> Optional.of(list.items());
      case Value.Pairs pairs -> Optional.of(pairs.keys());
      case Value.Text(String text) when text.length() <= COUNT ->
          Optional.of(text.chars().mapToObj(c -> text(String.valueOf((char) c))).toList());
      case Value.Text _, Value.Numeral _, Value.Callable _, Value.Member _, Value.Unknown _ ->
          Optional.empty();
    };
  }

  static Value range(List<Value> bounds) {
    if (bounds.isEmpty() || bounds.size() > 3) {
      return Value.Unknown.VALUE;
    }
    boolean one = bounds.size() == 1;
    long from = one ? 0 : whole(bounds.getFirst(), 0);
    long to = one ? whole(bounds.getFirst(), -1) : whole(bounds.get(1), from);
    long step = bounds.size() == 3 ? whole(bounds.get(2), 0) : 1;
    List<Value> items = new ArrayList<>();
    for (long i = from; step != 0 && (step > 0 ? i < to : i > to); i += step) {
      if (items.size() >= COUNT) {
        return Value.Unknown.VALUE;
      }
      items.add(new Value.Numeral(i));
    }
    return items.isEmpty() ? Value.Unknown.VALUE : Value.Items.of(items);
  }

  /** A number of a size that counts something, or else another. */
  static long whole(Value value, long otherwise) {
    return value instanceof Value.Numeral(long number) && Math.abs(number) < Integer.MAX_VALUE
        ? number
        : otherwise;
  }

  /** An entry by its key, or the attribute of that name. */
  static Value item(Value of, Value key) {
    if (of instanceof Value.Pairs pairs && pairs.keys().contains(key)) {
      return pairs.values().get(pairs.keys().lastIndexOf(key));
    }
    if (key instanceof Value.Numeral(long place)) {
      List<Value> items = of instanceof Value.Pairs ? List.of() : items(of).orElse(List.of());
      long index = place < 0 ? place + items.size() : place;
      return index >= 0 && index < items.size() ? items.get((int) index) : Value.Unknown.VALUE;
    }
    return key instanceof Value.Text(String name) && !name.equals(UNKNOWN_TEXT)
        ? new Value.Member(name)
        : Value.Unknown.VALUE;
  }

  static Value slice(Value of, List<Optional<Value>> bounds) {
    Optional<List<Value>> items = of instanceof Value.Pairs ? Optional.empty() : items(of);
    boolean known =
        bounds.stream().allMatch(bound -> bound.isEmpty() || bound.get() instanceof Value.Numeral);
    long step = bounds.get(2).map(value -> whole(value, 0)).orElse(1L);
    if (items.isEmpty() || !known || step == 0) {
      return Value.Unknown.VALUE;
    }
    int size = items.get().size();
    long from = bound(bounds.get(0), step > 0 ? 0 : size - 1, size, step);
    long to = bound(bounds.get(1), step > 0 ? size : -1, size, step);
    List<Value> taken = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      taken.add(items.get().get((int) i));
    }
    return of instanceof Value.Text ? joined(taken, "") : Value.Items.of(taken);
  }

  /** As Python's {@code slice.indices}. */
  private static long bound(Optional<Value> bound, long otherwise, int size, long step) {
    if (bound.isEmpty()) {
      return otherwise;
    }
    long index = whole(bound.get(), 0);
    index = index < 0 ? index + size : index;
    return step > 0 ? Math.clamp(index, 0, size) : Math.clamp(index, -1, size - 1);
  }

  static Value operation(String operator, Value left, Value right) {
    if (left instanceof Value.Numeral(long one) && right instanceof Value.Numeral(long other)) {
      return switch (operator) {
        case "+" -> new Value.Numeral(one + other);
        case "-" -> new Value.Numeral(one - other);
        case "*" -> new Value.Numeral(one * other);
        case "//" ->
            other == 0 ? Value.Unknown.VALUE : new Value.Numeral(Math.floorDiv(one, other));
        case "%" -> other == 0 ? Value.Unknown.VALUE : new Value.Numeral(Math.floorMod(one, other));
        case "~" -> text(left.asText() + right.asText());
        default -> Value.Unknown.VALUE;
      };
    }
    return switch (operator) {
      case "~" -> text(left.asText() + right.asText());
      case "+" -> sum(left, right);
      case "*" -> product(left, right);
      case "%" ->
          left instanceof Value.Text(String format)
              ? percent(format, right instanceof Value.Items list ? list.items() : List.of(right))
              : Value.Unknown.VALUE;
      default -> Value.Unknown.VALUE;
    };
  }

  private static Value sum(Value left, Value right) {
    if (left instanceof Value.Items one && right instanceof Value.Items other) {
      List<Value> both = new ArrayList<>(one.items());
      both.addAll(other.items());
      return Value.Items.of(both);
    }
    return left instanceof Value.Text || right instanceof Value.Text
        ? text(left.asText() + right.asText())
        : Value.Unknown.VALUE;
  }

  private static Value product(Value left, Value right) {
    if (left instanceof Value.Numeral) {
      return right instanceof Value.Numeral ? Value.Unknown.VALUE : product(right, left);
    }
    long times = whole(right, -1);
    if (times < 0 || times > COUNT) {
      return Value.Unknown.VALUE;
    }
    return switch (left) {
      case Value.Text(String text) when text.length() * times <= LENGTH ->
          text(text.repeat((int) times));
      case Value.Items list when list.items().size() * times <= COUNT ->
          Value.Items.of(
              Collections.nCopies((int) times, list.items()).stream()
                  .flatMap(List::stream)
                  .toList());
      default -> Value.Unknown.VALUE;
    };
  }

  /** A {@code %} format: of its conversions only the kind counts. */
  static Value percent(String format, List<Value> values) {
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int at = 0; at < format.length(); at++) {
      char c = format.charAt(at);
      if (c != '%' || at + 1 == format.length()) {
        text.append(c);
        continue;
      }
      while (at + 1 < format.length() && "0123456789.-+ #".indexOf(format.charAt(at + 1)) >= 0) {
        at++;
      }
      char conversion = at + 1 < format.length() ? format.charAt(++at) : '%';
      if (conversion == '%') {
        text.append('%');
      } else if (next >= values.size()) {
        text.append(Value.UNKNOWN_PART);
      } else {
        Value value = values.get(next++);
        boolean character = conversion == 'c' && value instanceof Value.Numeral;
        text.append(character ? character(whole(value, -1)) : value.asText());
      }
    }
    return text(text.toString());
  }

  static String character(long code) {
    return code >= 0 && code <= Character.MAX_CODE_POINT
        ? Character.toString((int) code)
        : UNKNOWN_TEXT;
  }

  static Value filter(Value input, String name, List<Value> arguments) {
    return switch (name) {
      case "list" -> items(input).map(Value.Items::of).orElse(Value.Unknown.VALUE);
      case "reverse" ->
          items(input)
              .map(items ->
                  input instanceof Value.Text
                      ? joined(items.reversed(), "")
                      : Value.Items.of(items.reversed()))
              .orElse(Value.Unknown.VALUE);
      case "join" ->
          items(input)
              .map(items -> joined(items, arguments.isEmpty() ? "" : arguments.getFirst().asText()))
              .orElse(Value.Unknown.VALUE);
      case "first" -> item(filter(input, "list", List.of()), new Value.Numeral(0));
      case "last" -> item(filter(input, "list", List.of()), new Value.Numeral(-1));
      case "format" ->
          input instanceof Value.Text(String format)
              ? percent(format, arguments)
              : Value.Unknown.VALUE;
      case "length", "count" ->
          items(input)
              .<Value>map(items -> new Value.Numeral(items.size()))
              .orElse(Value.Unknown.VALUE);
      case "int", "abs" -> input instanceof Value.Numeral ? input : Value.Unknown.VALUE;
      case "unique", "sort", "select", "reject" ->
          input instanceof Value.Items ? input : Value.Unknown.VALUE;
      case "items", "dictsort" -> method(input, "items", arguments);
      default -> method(input, name, arguments);
    };
  }

  /** A filter on each item. */
  static Value map(Value input, String name, List<Value> arguments) {
    return items(input)
        .<Value>map(items ->
            Value.Items.of(items.stream().map(item -> filter(item, name, arguments)).toList()))
        .orElse(Value.Unknown.VALUE);
  }

  static Value method(Value of, String name, List<Value> arguments) {
    return switch (of) {
      case Value.Text(String text) -> TextMethods.call(text, name, arguments);
      case Value.Pairs pairs ->
          switch (name) {
            case "get" ->
                arguments.isEmpty() ? Value.Unknown.VALUE : item(pairs, arguments.getFirst());
            case "keys" -> Value.Items.of(pairs.keys());
            case "values" -> Value.Items.of(pairs.values());
            case "items" -> {
              List<Value> entries = new ArrayList<>();
              for (int i = 0; i < pairs.keys().size(); i++) {
                entries.add(Value.Items.of(List.of(pairs.keys().get(i), pairs.values().get(i))));
              }
              yield Value.Items.of(entries);
            }
            default -> Value.Unknown.VALUE;
          };
      case Value.Numeral number when name.equals("string") -> text(number.asText());
      case Value.Items _, Value.Numeral _, Value.Callable _, Value.Member _, Value.Unknown _ ->
          Value.Unknown.VALUE;
    };
  }

  static Value joined(List<Value> items, String separator) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < items.size() && text.length() <= LENGTH; i++) {
      text.append(i == 0 ? "" : separator).append(items.get(i).asText());
    }
    return text(text.toString());
  }

  /** A string, where it is short enough to be kept. */
  static Value text(String text) {
    return text.length() > LENGTH ? Value.Unknown.VALUE : new Value.Text(text);
  }
}
