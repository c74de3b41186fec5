package org.modelscan.format.numpy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be known of a NumPy data type to pass over an array: the length of an element, and
 * whether elements are Python objects, which are pickled.
 *
 * @param itemSize bytes of an element; at least 0
 * @param hasObject whether there is an object anywhere in it
 * @param kind what decides the length
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.dtypes.html">Data type objects</a>
 */
public record Dtype(long itemSize, boolean hasObject, Kind kind) {
  /** What decides the length of an element. */
  public enum Kind {
    /** The type itself, such as a 64-bit float. */
    FIXED,
    /** A number of characters of four bytes. */
    TEXT,
    /** A number of bytes: byte strings, raw data, sub-arrays. */
    BYTES,
    /** Fields. */
    STRUCTURE
  }

  private static final Pattern PLAIN =
      Pattern.compile("[<>=|!^]?([?a-zA-Z])([0-9]{0,18})(\\[[^\\]]{0,64}\\])?");
  private static final Pattern REPEATED =
      Pattern.compile("\\s*(?:([0-9]{1,9})|\\(([0-9, ]{0,200})\\))?\\s*([^,()]*?)\\s*");

  private static final String SIZED = "biufcSaUVmMO";

  /** Kinds without a number, and the names that C and Python have for them, on 64-bit systems. */
  private static final Map<String, Integer> NAMED =
      Map.ofEntries(
          Map.entry("?", 1),
          Map.entry("b", 1),
          Map.entry("B", 1),
          Map.entry("c", 1),
          Map.entry("h", 2),
          Map.entry("H", 2),
          Map.entry("e", 2),
          Map.entry("i", 4),
          Map.entry("I", 4),
          Map.entry("f", 4),
          Map.entry("l", 8),
          Map.entry("L", 8),
          Map.entry("q", 8),
          Map.entry("Q", 8),
          Map.entry("p", 8),
          Map.entry("P", 8),
          Map.entry("d", 8),
          Map.entry("F", 8),
          Map.entry("m", 8),
          Map.entry("M", 8),
          Map.entry("D", 16),
          Map.entry("g", 16),
          Map.entry("G", 32),
          Map.entry("bool", 1),
          Map.entry("bool_", 1),
          Map.entry("bool8", 1),
          Map.entry("byte", 1),
          Map.entry("ubyte", 1),
          Map.entry("int8", 1),
          Map.entry("uint8", 1),
          Map.entry("short", 2),
          Map.entry("ushort", 2),
          Map.entry("int16", 2),
          Map.entry("uint16", 2),
          Map.entry("half", 2),
          Map.entry("float16", 2),
          Map.entry("intc", 4),
          Map.entry("uintc", 4),
          Map.entry("int32", 4),
          Map.entry("uint32", 4),
          Map.entry("single", 4),
          Map.entry("float32", 4),
          Map.entry("int", 8),
          Map.entry("uint", 8),
          Map.entry("int_", 8),
          Map.entry("long", 8),
          Map.entry("intp", 8),
          Map.entry("uintp", 8),
          Map.entry("longlong", 8),
          Map.entry("ulonglong", 8),
          Map.entry("int64", 8),
          Map.entry("uint64", 8),
          Map.entry("double", 8),
          Map.entry("float", 8),
          Map.entry("float_", 8),
          Map.entry("float64", 8),
          Map.entry("csingle", 8),
          Map.entry("complex64", 8),
          Map.entry("datetime64", 8),
          Map.entry("timedelta64", 8),
          Map.entry("longdouble", 16),
          Map.entry("longfloat", 16),
          Map.entry("float128", 16),
          Map.entry("cdouble", 16),
          Map.entry("complex", 16),
          Map.entry("complex_", 16),
          Map.entry("complex128", 16),
          Map.entry("clongdouble", 32),
          Map.entry("complex256", 32));

  /** An element of {@code itemSize} bytes without objects. */
  public static Dtype plain(long itemSize) {
    return new Dtype(itemSize, false, Kind.FIXED);
  }

  /**
   * The data type that NumPy makes of a string, such as {@code <f8}, {@code |S10} or {@code f4,
   * (2,3)i2}; empty where that is not known.
   */
  public static Optional<Dtype> ofString(String text) {
    String stripped = text.strip();
    Optional<Dtype> single = single(stripped);
    return single.isPresent() || stripped.length() > 4096 ? single : ofCommaString(stripped);
  }

  /**
   * What {@code numpy.dtype.__setstate__} makes of it; a flag says whether there are objects,
   * whatever the type is.
   *
   * @param elementSize as the state has it; only types without a length of their own take it
   * @param flags as the state has them
   * @param plain whether the state has no sub-array
   * @return empty where the state contradicts the type
   */
  public Optional<Dtype> withState(long elementSize, long flags, boolean plain) {
    boolean flagged = (flags & 1) != 0; // NPY_ITEM_HASOBJECT
    boolean fixed = kind == Kind.FIXED;
    if ((hasObject && !flagged) || (fixed && !plain) || (!fixed && elementSize < 0)) {
      return Optional.empty();
    }
    return Optional.of(new Dtype(fixed ? itemSize : elementSize, flagged, kind));
  }

  /** {@code count} of these in a row, as a sub-array; empty where that is too long. */
  public Optional<Dtype> times(long count) {
    long high = Math.multiplyHigh(itemSize, count);
    long low = itemSize * count;
    return high == 0 && low >= 0
        ? Optional.of(new Dtype(low, hasObject, Kind.BYTES))
        : Optional.empty();
  }

  /**
   * A type with a single number behind it, such as {@code ('S', 10)}: a length where the type has
   * none of its own, otherwise a count.
   */
  public Optional<Dtype> sized(long number) {
    if (itemSize > 0 || kind == Kind.STRUCTURE) {
      return times(number);
    }
    return number > Long.MAX_VALUE / 4
        ? Optional.empty()
        : Optional.of(new Dtype(kind == Kind.TEXT ? 4 * number : number, hasObject, kind));
  }

  /** This and then another, as fields of a structure; empty where that is too long. */
  public Optional<Dtype> and(Dtype next) {
    long sum = itemSize + next.itemSize;
    return sum < 0
        ? Optional.empty()
        : Optional.of(new Dtype(sum, hasObject || next.hasObject, Kind.STRUCTURE));
  }

  private static Optional<Dtype> single(String text) {
    if (text.equals("object") || text.equals("object_") || text.equals("object0")) {
      return Optional.of(new Dtype(8, true, Kind.FIXED));
    }
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches() && plain.group(2) != null) {
      return kind(plain.group(1).charAt(0), plain.group(2), plain.group(3) != null);
    }
    int unit = text.indexOf('[');
    String name = unit > 0 && text.contains("64[") ? text.substring(0, unit) : text;
    if (isFlexibleName(name)) {
      return Optional.of(
          new Dtype(
              0,
              false,
              name.equals("str") || name.equals("str_") || name.equals("unicode_")
                  ? Kind.TEXT
                  : Kind.BYTES));
    }
    return Optional.ofNullable(NAMED.get(name)).map(Dtype::plain);
  }

  private static boolean isFlexibleName(String name) {
    return name.equals("str")
        || name.equals("bytes")
        || name.equals("void")
        || name.equals("str_")
        || name.equals("bytes_")
        || name.equals("unicode_")
        || name.equals("string_");
  }

  private static Optional<Dtype> kind(char kind, String digits, boolean hasUnit) {
    if (hasUnit && kind != 'm' && kind != 'M') {
      return Optional.empty();
    }
    if (kind == 'O') {
      return Optional.of(new Dtype(8, true, Kind.FIXED));
    }
    if (digits.isEmpty()) {
      return "SaUV".indexOf(kind) >= 0
          ? Optional.of(new Dtype(0, false, kind == 'U' ? Kind.TEXT : Kind.BYTES))
          : Optional.ofNullable(NAMED.get(String.valueOf(kind))).map(Dtype::plain);
    }
    if (SIZED.indexOf(kind) < 0) {
      return Optional.empty();
    }
    long number = Long.parseLong(digits);
    return switch (kind) {
      case 'S', 'a', 'V' -> Optional.of(new Dtype(number, false, Kind.BYTES));
      case 'U' ->
          number > Long.MAX_VALUE / 4
              ? Optional.empty()
              : Optional.of(new Dtype(4 * number, false, Kind.TEXT));
      default -> number > 64 ? Optional.empty() : Optional.of(plain(number));
    };
  }

  /** Fields separated by commas, each with a count or shape before it. */
  private static Optional<Dtype> ofCommaString(String text) {
    Optional<Dtype> sum = Optional.of(new Dtype(0, false, Kind.STRUCTURE));
    int depth = 0;
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      char c = at < text.length() ? text.charAt(at) : ',';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0 && start <= at) {
        Optional<Dtype> field = repeated(text.substring(start, at));
        if (field.isEmpty() && !(at == text.length() && start == at)) {
          return Optional.empty();
        }
        if (field.isPresent()) {
          sum = sum.flatMap(before -> before.and(field.get()));
        }
        start = at + 1;
      }
    }
    return depth == 0 ? sum : Optional.empty();
  }

  private static Optional<Dtype> repeated(String field) {
    Matcher matcher = REPEATED.matcher(field);
    if (!matcher.matches() || matcher.group(3) == null) {
      return Optional.empty();
    }
    Optional<Dtype> type = single(matcher.group(3));
    String shape = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    if (shape == null) {
      return type;
    }
    for (String dimension : shape.replace(" ", "").toLowerCase(Locale.ROOT).split(",", -1)) {
      if (!dimension.isEmpty()) {
        if (dimension.length() > 18) {
          return Optional.empty();
        }
        long count = Long.parseLong(dimension);
        type = type.flatMap(one -> one.times(count));
      }
    }
    return type;
  }
}
