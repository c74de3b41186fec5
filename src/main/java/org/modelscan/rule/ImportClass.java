package org.modelscan.rule;

import java.util.Locale;

/** What the import lists say of a name. */
public enum ImportClass {
  /** A data constructor that real models need. */
  SAFE,
  /**
   * Harmless while it is only referred to: as the class of an array, as a function kept in a
   * setting.
   */
  VALUE,
  /**
   * Harmless as an empty instance that is filled with state; its constructor does more than that.
   */
  INSTANCE,
  /** As harmless as what it reaches. */
  INDIRECT,
  /** As harmless as the module or name that it imports; kept as a value, nobody knows which. */
  IMPORTER,
  /** Loads its own operand, which is scanned as a file of its own; kept as a value, it is not. */
  NESTED,
  /** Builds functions from Python bytecode that lies in the file. */
  BYTECODE,
  /** Runs a process. */
  COMMAND,
  /** Runs Python code. */
  CODE,
  /** Loads native code. */
  NATIVE,
  /** Loads another file in a format that runs code. */
  DESERIALISES,
  /** Writes, moves or deletes files. */
  WRITES,
  /** Reads files or the environment. */
  READS,
  /** Opens network connections. */
  NETWORK,
  /** Changes the interpreter or the program around it. */
  INTERPRETER,
  /**
   * Not listed, in a package of which not every harmless name is listed: as if the package were
   * unknown.
   */
  UNKNOWN;

  /** The word for it in the list files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
