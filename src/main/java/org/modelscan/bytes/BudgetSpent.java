package org.modelscan.bytes;

import java.io.IOException;

/** A limit was reached. The artifact is incomplete, never clean and never malicious for that. */
public final class BudgetSpent extends IOException {
  private static final long serialVersionUID = 1;
  private final String budget;

  /**
   * States which limit.
   *
   * @param budget the limit's name, as its command-line option has it after {@code --max-}
   * @param limit its value, with its unit
   */
  public BudgetSpent(String budget, String limit) {
    super("budget spent: " + budget + " (" + limit + ")");
    this.budget = budget;
  }

  /** The limit's name. */
  public String budget() {
    return budget;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
