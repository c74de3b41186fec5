package org.modelscan.format.keras;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What files of code are called and start with. */
final class CodeFiles {
  /** Bytes that {@link #byContent} looks at. */
  static final int START = 16;

  private CodeFiles() {}

  /** The language of a file by the ending of its name; empty where it is no code. */
  static Optional<String> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (ends(lower, ".py", ".pyw", ".pth", ".pyi")) {
      return Optional.of("Python source");
    }
    if (ends(lower, ".pyc", ".pyo")) {
      return Optional.of("Python bytecode");
    }
    if (ends(lower, ".so", ".dll", ".dylib", ".pyd", ".exe")
        || lower.matches(".*\\.so\\.[0-9.]+")) {
      return Optional.of("native code");
    }
    if (ends(lower, ".sh", ".bat", ".cmd", ".ps1", ".jar", ".js")) {
      return Optional.of("a program");
    }
    return Optional.empty();
  }

  private static boolean ends(String name, String... endings) {
    return List.of(endings).stream().anyMatch(name::endsWith);
  }

  /** The language of a file by its first bytes; empty where they are not those of code. */
  static Optional<String> byContent(byte[] start) {
    if (starts(start, 0x7f, 'E', 'L', 'F')
        || starts(start, 0xfe, 0xed, 0xfa)
        || starts(start, 0xcf, 0xfa, 0xed, 0xfe)
        || starts(start, 0xce, 0xfa, 0xed, 0xfe)
        || (starts(start, 'M', 'Z') && start.length == START && start[3] == 0)) {
      return Optional.of("native code");
    }
    if (starts(start, '#', '!')) {
      return Optional.of("a program");
    }
    // Since Python 1.5 a magic number in two bytes, a carriage return and a line feed:
    // importlib/_bootstrap_external.py.
    if (start.length == START
        && start[2] == '\r'
        && start[3] == '\n'
        && start[1] < 0x20
        && start[1] > 0) {
      return Optional.of("Python bytecode");
    }
    return Optional.empty();
  }

  private static boolean starts(byte[] start, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
