package org.modelscan.format.bytecode;

/** What an instruction does with a name, whatever its number in a version of Python. */
enum Operation {
  /** Imports a module. */
  IMPORT,
  /** Takes a name of the module that was imported last. */
  IMPORT_FROM,
  /** Loads a global or builtin. */
  LOAD_NAME,
  /** Loads a local variable. */
  LOAD_VARIABLE,
  /** Loads a variable that functions share. */
  LOAD_CAPTURED,
  /** Takes an attribute of what was loaded. */
  ATTRIBUTE,
  /** Keeps a value as a global. */
  STORE_NAME,
  /** Keeps a value in a local variable. */
  STORE_VARIABLE,
  /** Keeps a value in a local variable and loads another: the numbers of both in the argument. */
  STORE_AND_LOAD_VARIABLES,
  /** Keeps a value in a variable that functions share. */
  STORE_CAPTURED,
  /** Changes nothing here. */
  NEUTRAL,
  /** Anything else. */
  OTHER
}
