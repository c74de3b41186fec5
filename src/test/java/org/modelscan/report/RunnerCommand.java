package org.modelscan.report;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What GitHub's runner takes for commands, after its two parsers (actions/runner,
 * src/Runner.Common/ActionCommand.cs: TryParseV2 and TryParse), without their check for known
 * names.
 *
 * @param name such as {@code error}
 */
public record RunnerCommand(String name, Map<String, String> properties, String data) {
  /** The command of a line, where there is one. */
  public static Optional<RunnerCommand> parse(String line) {
    Optional<RunnerCommand> second = parseSecondVersion(line);
    return second.isPresent() ? second : parseFirstVersion(line);
  }

  private static Optional<RunnerCommand> parseSecondVersion(String line) {
    String trimmed = trimStart(line);
    if (!trimmed.startsWith("::")) {
      return Optional.empty();
    }
    int end = trimmed.indexOf("::", 2);
    if (end < 0) {
      return Optional.empty();
    }
    return Optional.of(
        command(trimmed.substring(2, end), ",", unescaped(trimmed.substring(end + 2))));
  }

  private static Optional<RunnerCommand> parseFirstVersion(String line) {
    int start = line.indexOf("##[");
    int end = start < 0 ? -1 : line.indexOf(']', start);
    return end < 0
        ? Optional.empty()
        : Optional.of(command(line.substring(start + 3, end), ";", line.substring(end + 1)));
  }

  private static RunnerCommand command(String info, String separator, String data) {
    int space = info.indexOf(' ');
    Map<String, String> properties = new HashMap<>();
    if (space >= 0) {
      for (String pair : info.substring(space + 1).split(separator, -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          properties.put(
              pair.substring(0, equals).strip(),
              unescaped(pair.substring(equals + 1).replace("%3A", ":").replace("%2C", ",")));
        }
      }
    }
    String name = space < 0 ? info : info.substring(0, space);
    return new RunnerCommand(name.toLowerCase(Locale.ROOT), properties, data);
  }

  private static String unescaped(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  /** .NET trims all that Unicode calls white space. */
  private static String trimStart(String line) {
    int at = 0;
    while (at < line.length()
        && (Character.isWhitespace(line.charAt(at))
            || Character.isSpaceChar(line.charAt(at))
            || line.charAt(at) == 0x85)) {
      at++;
    }
    return line.substring(at);
  }
}
