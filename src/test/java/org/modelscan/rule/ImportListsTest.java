package org.modelscan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The import lists: each line parses, is unique, has a reason, and can be reached by a look-up. */
class ImportListsTest {
  private static final Path FOLDER = Path.of("src/main/resources/org/modelscan/imports");
  private static final Set<String> KINDS =
      Arrays.stream(ImportClass.values()).map(ImportClass::id).collect(Collectors.toSet());
  private static final String DOTTED = "[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*";

  private static final Pattern ENTRY =
      Pattern.compile("(\\w+) (" + DOTTED + "(?:\\.\\*)?) (\\*|" + DOTTED + ")  (\\S.*)");
  private static final Pattern KNOWN = Pattern.compile("([A-Za-z_]\\w*)  \\S.*");
  private static final Pattern RENAMED =
      Pattern.compile(
          "(?:module ("
              + DOTTED
              + ") "
              + DOTTED
              + "|name ("
              + DOTTED
              + " \\S+)( "
              + DOTTED
              + "){2})  \\S.*");

  @Test
  void entriesAreWellFormedAndUnique() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Path file : lists()) {
      String topPackage = file.getFileName().toString().replace(".txt", "");
      for (String line : entries(file)) {
        Matcher entry = ENTRY.matcher(line);
        if (!entry.matches()
            || !KINDS.contains(entry.group(1))
            || !(entry.group(2) + ".").startsWith(topPackage + ".")
            || (entry.group(2).endsWith("*") && !entry.group(3).equals("*"))
            || !seen.add(entry.group(2) + " " + entry.group(3))) {
          wrong.add(file.getFileName() + ": " + line);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).hasSizeGreaterThan(10_000);
  }

  @Test
  void knownPackagesAndOtherNamesAreWellFormedAndUnique() throws IOException {
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String line : entries(FOLDER.resolve("known.txt"))) {
      Matcher known = KNOWN.matcher(line);
      if (!known.matches()
          || !seen.add(known.group(1))
          || Files.exists(FOLDER.resolve(known.group(1) + ".txt")) != line.endsWith("has a list")) {
        wrong.add("known.txt: " + line);
      }
    }
    for (Path list : lists()) {
      if (!seen.contains(list.getFileName().toString().replace(".txt", ""))) {
        wrong.add("not in known.txt: " + list.getFileName());
      }
    }
    seen.clear();
    for (String line : entries(FOLDER.resolve("compat.txt"))) {
      Matcher renamed = RENAMED.matcher(line);
      if (!renamed.matches()
          || !seen.add(renamed.group(1) == null ? renamed.group(2) : renamed.group(1))) {
        wrong.add("compat.txt: " + line);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> lists() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> !file.endsWith("known.txt") && !file.endsWith("compat.txt"))
          .sorted()
          .toList();
    }
  }

  private static List<String> entries(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
