package org.modelscan.rule;

import java.util.Locale;

/**
 * Every rule there is. To add one: a line here, a page {@code docs/rules/<id>.md}, a fixture that
 * it finds.
 */
public enum RuleId {
  PICKLE_RUNS_COMMAND,
  PICKLE_RUNS_CODE,
  PICKLE_LOADS_NATIVE_CODE,
  PICKLE_DESERIALISES,
  PICKLE_WRITES_FILE,
  PICKLE_READS_FILE,
  PICKLE_OPENS_NETWORK,
  PICKLE_CHANGES_INTERPRETER,
  PICKLE_DANGEROUS_IMPORT,
  PICKLE_UNLISTED_IMPORT,
  PICKLE_UNKNOWN_IMPORT,
  PICKLE_UNRESOLVED_CALL,
  PICKLE_COMPUTED_NAME,
  PICKLE_BUILD_ON_IMPORT,
  PICKLE_CALL_OF_RESULT,
  PICKLE_EXTENSION_CODE,
  PYTHON_BYTECODE,
  PYTHON_BYTECODE_RUNS,
  CONTAINER_CONTRADICTION,
  EXTERNAL_FILE;

  private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The stable name in reports and the name of the page, such as {@code pickle-runs-command}. */
  public String id() {
    return id;
  }
}
