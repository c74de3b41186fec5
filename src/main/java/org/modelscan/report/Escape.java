package org.modelscan.report;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes text harmless that may hold anything: names of files and members, strings of models. Every
 * sink has its method here, and everything that is printed goes through one of them.
 */
public final class Escape {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?=\\d)");

  private Escape() {}

  /**
   * Text that shows what it holds: characters that move the cursor, reorder text or cannot be seen
   * become Python's escapes ({@code \n}, {@code \x1b}, {@code \u202e}).
   */
  public static String visible(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> appendVisible(shown, point));
    return shown.toString();
  }

  private static void appendVisible(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isVisible(point)) {
          out.appendCodePoint(point);
        } else if (point < 0x100) {
          out.append("\\x").append(HEX.toHexDigits((byte) point));
        } else if (point < 0x10000) {
          out.append("\\u").append(HEX.toHexDigits((short) point));
        } else {
          out.append("\\U").append(HEX.toHexDigits(point));
        }
      }
    }
  }

  /** Format characters hold the bidirectional controls and the zero-width ones. */
  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** At most {@code length} characters, the last of them {@code …} where something was cut off. */
  public static String capped(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = length - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }

  /**
   * Well-formed Unicode: a surrogate without its other half becomes U+FFFD, everything else stays.
   */
  static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    return text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xfffd : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /**
   * Text for a terminal or a log. Build systems take commands from logs: GitHub's runner {@code
   * ::name::} at the start of a line and {@code ##[name]} anywhere in it (ActionCommand.cs), others
   * {@code ##name[}. Neither can come out of this, even where the text is wrapped at white space.
   */
  public static String forTerminal(String text) {
    String shown = visible(text);
    if (!shown.contains("##") && !shown.contains("::")) {
      return shown;
    }
    StringBuilder safe = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      boolean afterSpace = i == 0 || isSpace(shown.charAt(i - 1));
      if (c == ':' && afterSpace && shown.startsWith("::", i)) {
        safe.append("\\x3a");
      } else if (c == '#' && i > 0 && shown.charAt(i - 1) == '#') {
        safe.append("\\x23");
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /**
   * Text as code in GitHub's Markdown, table cells included. All that Markdown or GitHub could act
   * on is a character reference; inside {@code <code>} GitHub makes no mentions and no references
   * to issues of it.
   */
  public static String forMarkdown(String text) {
    return "<code>" + references(visible(text)) + "</code>";
  }

  /** All that Markdown, HTML or GitHub could act on as character references. */
  static String references(String shown) {
    StringBuilder safe = new StringBuilder(shown.length() + 32);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      boolean domain = c == '.' && i >= 3 && shown.regionMatches(true, i - 3, "www", 0, 3);
      if (domain || "&<>\"'`|*_~[](){}\\@#:!$^".indexOf(c) >= 0) {
        safe.append("&#").append((int) c).append(';');
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /** The message of a workflow command of GitHub's runner, of one or more lines. */
  public static String forCommandMessage(List<String> lines) {
    return lines.stream()
        .map(line -> forTerminal(line).replace("%", "%25"))
        .collect(Collectors.joining("%0A"));
  }

  /** The value of a property of a workflow command. */
  public static String forCommandProperty(String text) {
    return forTerminal(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C");
  }

  /**
   * Text inside a plain-text message of SARIF, where {@code [text](target)} is a link (§3.11.6) and
   * <code>{0}</code> a placeholder (§3.11.5).
   */
  static String forSarifMessage(String text) {
    return PLACEHOLDER.matcher(visible(text).replace("](", "] (")).replaceAll("{ ");
  }

  /**
   * A path relative to the scanned root as a URI reference (RFC 3986): never absolute, never with a
   * scheme, never climbing.
   */
  static String forUri(String path) {
    return Stream.of(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
        .map(Escape::segment)
        .collect(Collectors.joining("/"));
  }

  private static String segment(String name) {
    StringBuilder encoded = new StringBuilder(name.length() + 16);
    for (byte value : wellFormed(name).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (value & 0xff);
      boolean unreserved =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~!$&'()*+,;=@".indexOf(c) >= 0;
      if (unreserved) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(value).toUpperCase(Locale.ROOT));
      }
    }
    return encoded.toString();
  }
}
