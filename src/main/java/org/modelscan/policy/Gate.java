package org.modelscan.policy;

/**
 * Says by its path which file may fail a run: in a pull request only the files that it changes.
 * What is found elsewhere was there before; it is reported, and fails nothing.
 */
@FunctionalInterface
public interface Gate {
  /** Every file may fail. */
  Gate ALL = _ -> true;

  /** Whether findings in this file, and what could not be read of it, may fail the run. */
  boolean mayFail(String path);
}
