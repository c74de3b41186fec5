package org.modelscan.github;

/** The job is told something that cannot be done. The message is one line that names it. */
public final class BadInput extends Exception {
  private static final long serialVersionUID = 1;

  BadInput(String message) {
    super(message);
  }
}
