package org.modelscan.rule;

import java.util.Locale;

/** What the import lists say of a name. */
public enum ImportClass {
  /** A data constructor that real models need. */
  SAFE,
  /** As harmless as what it reaches. */
  INDIRECT,
  /** Loads its own operand, which is scanned as a file of its own. */
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
  INTERPRETER;

  /** The word for it in the list files. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
