package org.modelscan.format.hdf5;

/** Where the walk says what it could not read; it then goes on with the next thing. */
@FunctionalInterface
public interface Problems {
  /** Takes one: its offset in the file, or -1, and a clause that says what it is. */
  void add(long offset, String reason);
}
