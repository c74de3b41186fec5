package org.modelscan.format.bytecode;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What instructions do with names, best effort: {@code import os}, {@code os.system}. Follows
 * straight-line code, through imports that are kept in variables, and knows nothing of branches. It
 * is evidence for a person; rules judge the names, which instructions cannot hide.
 */
final class References {
  private static final int MAXIMUM_REFERENCES = 1_000;
  private static final int MAXIMUM_PATH = 500;

  private final Names tables;
  private final Set<String> found = new LinkedHashSet<>();
  private final Map<String, String> aliases = new HashMap<>();
  private String imported = "";
  private @Nullable String path;
  private boolean isImport;

  /**
   * The tables that instructions index: {@code captured} is cells, then free variables, empty from
   * Python 3.11 on.
   */
  record Names(List<String> names, List<String> variables, List<String> captured) {}

  private References(Names tables) {
    this.tables = tables;
  }

  static List<String> of(byte[] instructions, CodeLayout layout, Names tables) {
    Dialect dialect = Dialect.of(instructions, layout);
    if (dialect == null) {
      return List.of();
    }
    References references = new References(tables);
    dialect.walk(instructions, references::step);
    references.finish();
    return List.copyOf(references.found);
  }

  private void step(Operation operation, int index) {
    switch (operation) {
      case IMPORT -> {
        finish();
        imported = name(index);
        add("import " + imported);
        path = imported;
        isImport = true;
      }
      case IMPORT_FROM -> {
        // "import a.b as c" takes b of a.b as "from a import b" does, since Python 3.7
        path = imported.endsWith("." + name(index)) ? imported : imported + "." + name(index);
        add(path);
        isImport = true;
      }
      case LOAD_NAME -> {
        finish();
        path = aliases.getOrDefault(name(index), name(index));
      }
      case LOAD_VARIABLE -> {
        finish();
        path = aliases.get(variable(index));
      }
      case LOAD_CAPTURED -> {
        finish();
        path = aliases.getOrDefault(captured(index), captured(index));
      }
      case ATTRIBUTE -> {
        if (path != null && path.length() < MAXIMUM_PATH) {
          path = path + "." + name(index);
        }
      }
      case STORE_NAME -> store(name(index));
      case STORE_VARIABLE -> store(variable(index));
      case STORE_AND_LOAD_VARIABLES -> {
        store(variable(index >>> 4));
        path = aliases.get(variable(index & 15));
      }
      case STORE_CAPTURED -> store(captured(index));
      case NEUTRAL -> {}
      case OTHER -> finish();
    }
  }

  /**
   * {@code import a.b} keeps {@code a}; {@code import a.b as c} and {@code from a import b} keep
   * the whole path.
   */
  private void store(String variable) {
    if (isImport && path != null) {
      aliases.put(variable, path.startsWith(variable + ".") ? variable : path);
    }
    finish();
  }

  private void finish() {
    if (path != null && !isImport) {
      add(path);
    }
    path = null;
    isImport = false;
  }

  private void add(String reference) {
    if (found.size() < MAXIMUM_REFERENCES) {
      found.add(reference);
    }
  }

  private String name(int index) {
    return at(tables.names(), index);
  }

  private String variable(int index) {
    return at(tables.variables(), index);
  }

  private String captured(int index) {
    return at(tables.captured().isEmpty() ? tables.variables() : tables.captured(), index);
  }

  private static String at(List<String> table, int index) {
    return index >= 0 && index < table.size() ? table.get(index) : "?";
  }
}
