package org.modelscan.fact;

import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/** Where a parser puts what it states. */
public interface Facts {
  /** States a fact. */
  void fact(Fact fact);

  /**
   * Hands over a file inside this one; it is identified and read at once, before this returns.
   * Whatever goes wrong in it becomes its own outcome and does not reach the caller.
   *
   * @param name as it stands in the container
   */
  void member(String name, Bytes content);

  /** A part could not be read. Reading may go on. */
  void incomplete(long offset, String reason);

  /**
   * A whole member or file is left unread for a reason that is not damage: encrypted, a pointer to
   * elsewhere.
   */
  void notScanned(String name, String reason);

  /**
   * The content has no signature and broke before its end, so that it may be no such file at all (a
   * word list can read like the start of a text pickle). It counts as a model only where what was
   * read so far yields a finding of HIGH or CRITICAL; otherwise it is not a model.
   */
  void doubtful();

  /** What this file may still use. */
  Budget budget();
}
