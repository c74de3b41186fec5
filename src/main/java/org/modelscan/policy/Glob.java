package org.modelscan.policy;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for paths with {@code /} between names, as gitignore(5) has them: {@code *} and {@code
 * ?} stay inside a name, {@code **} stands for any number of folders, {@code [a-z]} and {@code
 * [!a-z]} for one character, <code>{a,b}</code> for either, {@code \} takes the next character as
 * it is. A pattern without {@code /} matches a name at any depth, any other one is relative to the
 * scanned root. What matches a folder matches all that is in it.
 *
 * @param text as the user wrote it
 * @param expression what a whole path must match
 */
public record Glob(String text, Pattern expression) {

  /**
   * Reads a pattern.
   *
   * @throws PatternSyntaxException where it is broken; its description says how
   */
  public static Glob parse(String text) {
    String pattern = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    boolean anchored = pattern.startsWith("/");
    if (anchored || pattern.startsWith("./")) {
      pattern = pattern.substring(anchored ? 1 : 2);
      anchored = true;
    }
    if (pattern.isEmpty() || pattern.equals(".")) {
      throw new PatternSyntaxException("is empty", text, -1);
    }
    boolean anyDepth = !anchored && pattern.indexOf('/') < 0;
    if (pattern.endsWith("/**")) {
      pattern = pattern.substring(0, pattern.length() - 3); // the folder, so that it is not entered
    }
    Translation translation = new Translation(text, pattern);
    String start = anyDepth ? "(?:.*/)?" : "";
    return new Glob(
        text, Pattern.compile(start + translation.translate() + "(?:/.*)?", Pattern.DOTALL));
  }

  /** Whether the path, or a folder that it lies in, matches. */
  public boolean matches(String path) {
    return expression.matcher(path).matches();
  }

  /** Whether one of them matches. */
  public static boolean any(List<Glob> globs, String path) {
    for (Glob glob : globs) {
      if (glob.matches(path)) {
        return true;
      }
    }
    return false;
  }

  /** One pass over a pattern that writes the regular expression. */
  private static final class Translation {
    /** Each of them multiplies the ways in which a path can be tried. */
    private static final int MOST_STARS = 8;

    private final String text;
    private final String pattern;
    private final StringBuilder expression = new StringBuilder();
    private int at;
    private int alternatives;
    private int stars;

    Translation(String text, String pattern) {
      this.text = text;
      this.pattern = pattern;
    }

    String translate() {
      while (at < pattern.length()) {
        char c = pattern.charAt(at++);
        switch (c) {
          case '*' -> star();
          case '?' -> expression.append("[^/]");
          case '[' -> range();
          case '{' -> {
            alternatives++;
            expression.append("(?:");
          }
          case '}' -> {
            if (alternatives > 0) {
              alternatives--;
              expression.append(')');
            } else {
              literal(c);
            }
          }
          case ',' -> {
            if (alternatives > 0) {
              expression.append('|');
            } else {
              literal(c);
            }
          }
          case '\\' -> {
            if (at == pattern.length()) {
              throw broken("ends with a single \\");
            }
            literal(pattern.charAt(at++));
          }
          default -> literal(c);
        }
      }
      if (alternatives > 0) {
        throw broken("has { without }");
      }
      return expression.toString();
    }

    private void star() {
      stars++;
      if (stars > MOST_STARS) {
        throw broken("has more than " + MOST_STARS + " times * or **");
      }
      if (!pattern.startsWith("*", at)) {
        expression.append("[^/]*");
        return;
      }
      at++;
      if (pattern.startsWith("/", at)) {
        at++;
        expression.append("(?:.*/)?");
      } else {
        expression.append(".*");
      }
    }

    private void range() {
      boolean negated = pattern.startsWith("!", at) || pattern.startsWith("^", at);
      int from = negated ? at + 1 : at;
      int end = pattern.indexOf(']', from + 1); // a ] in the first place stands for itself
      if (end < 0) {
        throw broken("has [ without ]");
      }
      expression.append(negated ? "[^/" : "(?!/)[");
      for (int i = from; i < end; i++) {
        char c = pattern.charAt(i);
        boolean between = c == '-' && i > from && i < end - 1;
        if (between && pattern.charAt(i - 1) > pattern.charAt(i + 1)) {
          throw broken("has a range that runs backwards");
        }
        expression.append(between ? "-" : escaped(c));
      }
      expression.append(']');
      at = end + 1;
    }

    private void literal(char c) {
      expression.append(escaped(c));
    }

    private static String escaped(char c) {
      return c < 0x80 && !Character.isLetterOrDigit(c) ? "\\" + c : String.valueOf(c);
    }

    private PatternSyntaxException broken(String how) {
      return new PatternSyntaxException(how, text, -1);
    }
  }
}
