package org.modelscan.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a configuration file of Git, by {@code section.subsection.name}; of several values
 * the last one counts. See git-config(1), "Syntax". Includes are not followed, and lines that Git
 * would not take are passed over.
 */
record GitConfig(Map<String, String> values) {
  private static final int LONGEST = 1 << 20;
  private static final Pattern SECTION =
      Pattern.compile("\\[\\s*([A-Za-z0-9.-]+)(?:\\s+\"((?:[^\"\\\\]|\\\\.)*)\")?\\s*\\]\\s*(.*)");
  private static final Pattern VALUE = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)\\s*=\\s*(.*)");

  /** Reads a file; a missing one, a link or one that is far too long has no values. */
  static GitConfig read(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return new GitConfig(Map.of());
    }
    return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static GitConfig parse(String text) {
    Map<String, String> values = new HashMap<>();
    String section = "";
    for (String line : text.split("\\R", -1)) {
      String rest = line.strip();
      Matcher header = SECTION.matcher(rest);
      if (header.matches()) {
        section = header.group(1).toLowerCase(Locale.ROOT) + ".";
        if (header.group(2) != null) {
          section += header.group(2).replaceAll("\\\\(.)", "$1") + ".";
        }
        rest = header.group(3);
      }
      Matcher value = VALUE.matcher(rest);
      if (value.matches()) {
        values.put(section + value.group(1).toLowerCase(Locale.ROOT), plain(value.group(2)));
      }
    }
    return new GitConfig(values);
  }

  /** Without quotes, escapes and a comment behind it. */
  private static String plain(String raw) {
    StringBuilder plain = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < raw.length(); i++) {
      char each = raw.charAt(i);
      if (each == '"') {
        quoted = !quoted;
      } else if (each == '\\' && i + 1 < raw.length()) {
        plain.append(raw.charAt(++i));
      } else if ((each == '#' || each == ';') && !quoted) {
        break;
      } else {
        plain.append(each);
      }
    }
    return plain.toString().strip();
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }
}
