package org.modelscan.policy;

/**
 * A place in a policy file.
 *
 * @param file its name as the user gave it
 * @param line from 1 on; 0 for the file as a whole
 * @param column from 1 on, in characters
 */
public record Position(String file, int line, int column) {
  /** The file as a whole. */
  public static Position of(String file) {
    return new Position(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
