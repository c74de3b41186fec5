package org.modelscan.cli;

/**
 * What the user asked for cannot be done as it was asked. The message is one line that names it.
 */
final class UsageError extends Exception {
  private static final long serialVersionUID = 1;

  UsageError(String message) {
    super(message);
  }
}
