package org.modelscan.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.modelscan.fact.Symbol;

/**
 * The lists of imports, one file a top-level package, each read when it is first asked for. A line
 * is {@code kind module name reason}; {@code *} as name stands for all names of the module, {@code
 * .*} at the end of a module for those below it. Safe for use by several threads.
 */
public final class ImportLists {
  /** What a list says, and why. */
  public record Entry(ImportClass kind, String reason) {}

  private static final String FOLDER = "/org/modelscan/imports/";

  /** For each top-level package its lines, by module, space and name. */
  private final Map<String, Optional<Map<String, String>>> packages = new ConcurrentHashMap<>();

  private volatile @Nullable Set<String> known;

  /** The most specific entry for a name, where there is one. */
  public Optional<Entry> find(Symbol symbol) {
    Map<String, String> lines = lines(symbol.topPackage()).orElse(Map.of());
    String module = symbol.module();
    String exact = lines.get(module + " " + symbol.name());
    if (exact != null) {
      return Optional.of(entry(exact));
    }
    String all = lines.get(module + " *");
    while (all == null && !module.isEmpty()) {
      all = lines.get(module + ".* *");
      int dot = module.lastIndexOf('.');
      module = dot < 0 ? "" : module.substring(0, dot);
    }
    return Optional.ofNullable(all)
        .map(ImportLists::entry)
        .filter(entry -> covers(entry, symbol.name()));
  }

  /**
   * A safe {@code *} covers only what a module defines for the public: one component, no leading
   * underscore.
   */
  private static boolean covers(Entry entry, String name) {
    return entry.kind() != ImportClass.SAFE || !(name.startsWith("_") || name.contains("."));
  }

  /**
   * Whether we know what models need of a top-level package, so that what is not listed has no
   * business there.
   */
  public boolean isKnown(String topPackage) {
    return known().contains(topPackage);
  }

  /** A name that is not known never becomes a path, nor costs a look for a file. */
  private Optional<Map<String, String>> lines(String topPackage) {
    return isKnown(topPackage)
        ? packages.computeIfAbsent(topPackage, ImportLists::load)
        : Optional.empty();
  }

  private Set<String> known() {
    Set<String> names = known;
    if (names == null) {
      names =
          resource("known")
              .orElse("")
              .lines()
              .filter(ImportLists::isEntry)
              .map(line -> line.substring(0, line.indexOf(' ')))
              .collect(Collectors.toUnmodifiableSet());
      known = names;
    }
    return names;
  }

  /**
   * Only finds where lines and names begin: to take all of them apart would cost more than the rest
   * of a scan of few files.
   */
  private static Optional<Map<String, String>> load(String topPackage) {
    return resource(topPackage)
        .map(text -> {
          Map<String, String> lines = new HashMap<>();
          text.lines()
              .filter(ImportLists::isEntry)
              .forEach(line -> {
                int module = line.indexOf(' ') + 1;
                int end = line.indexOf(' ', line.indexOf(' ', module) + 1);
                lines.put(line.substring(module, end), line);
              });
          return lines;
        });
  }

  private static Entry entry(String line) {
    String[] field = line.split(" ", 4);
    return new Entry(ImportClass.valueOf(field[0].toUpperCase(Locale.ROOT)), field[3].strip());
  }

  private static boolean isEntry(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private static Optional<String> resource(String name) {
    try (InputStream file = ImportLists.class.getResourceAsStream(FOLDER + name + ".txt")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
