package org.modelscan.policy;

/**
 * A policy or baseline file that cannot be used. The message is one line that says where and why;
 * it may quote the file, so that every sink escapes it.
 */
public final class PolicyError extends Exception {
  private static final long serialVersionUID = 1;

  PolicyError(Position at, String problem) {
    super(at + ": " + problem);
  }
}
