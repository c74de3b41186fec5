package org.modelscan.format.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.modelscan.fact.Symbol;

/**
 * Brings names to one form before anything is looked up: Python 2 names (Python's own {@code
 * _compat_pickle} maps), C twins of standard modules, renamed packages. The maps are {@code
 * imports/compat.txt}, read when the first import is met.
 */
public final class Names {
  private final Map<String, String> modules = new HashMap<>();
  private final Map<Symbol, Symbol> names = new HashMap<>();

  private Names(String text) {
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.strip().split("\\s+", 6))
        .forEach(field -> {
          if (field[0].equals("module")) {
            modules.put(field[1], field[2]);
          } else {
            names.put(new Symbol(field[1], field[2]), new Symbol(field[3], field[4]));
          }
        });
  }

  private static final class Holder {
    static final Names LOADED = load();

    private static Names load() {
      try (InputStream file =
          Names.class.getResourceAsStream("/org/modelscan/imports/compat.txt")) {
        if (file == null) {
          throw new IllegalStateException("imports/compat.txt is missing");
        }
        return new Names(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** The one form of a name. */
  public static Symbol normalise(Symbol written) {
    Names maps = Holder.LOADED;
    Symbol named = maps.names.getOrDefault(written, written);
    String module = named.module();
    // The longest renamed package wins: numpy._core.multiarray is numpy.core.multiarray.
    for (int end = module.length(); end > 0; end = module.lastIndexOf('.', end - 1)) {
      String renamed = maps.modules.get(module.substring(0, end));
      if (renamed != null) {
        return new Symbol(renamed + module.substring(end), named.name());
      }
    }
    return named;
  }
}
