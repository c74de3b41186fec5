package org.modelscan.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the terminal, where there is one.
 *
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param colour whether colour is welcome where there is one
 * @param columns its width
 */
public record Terminal(boolean out, boolean err, boolean colour, int columns) {
  /** No terminal at all: a log, a file, a pipe. */
  public static final Terminal NONE = new Terminal(false, false, false, 120);

  private static final int USUAL_COLUMNS = 100;

  /** Asks the system. */
  static Terminal ofProcess(Map<String, String> environment) {
    return new Terminal(
        isTerminal(1), isTerminal(2), colourIsWelcome(environment), columns(environment));
  }

  /** Any value of NO_COLOR but an empty one says no (no-color.org). */
  static boolean colourIsWelcome(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  /** Java tells only whether input and output both are terminals; Linux tells it of each. */
  private static boolean isTerminal(int descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException noProcessFileSystem) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
