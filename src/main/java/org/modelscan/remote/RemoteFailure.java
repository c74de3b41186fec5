package org.modelscan.remote;

import java.io.IOException;

/**
 * A server does not give what it was asked for, and will not if it is asked again. The message is
 * one clause for a person; it holds nothing that the server wrote.
 */
public final class RemoteFailure extends IOException {
  private static final long serialVersionUID = 1;
  private final int status;

  /** A failure that is not a status of HTTP. */
  public RemoteFailure(String clause) {
    this(0, clause);
  }

  /**
   * A failure.
   *
   * @param status of HTTP, or 0
   */
  public RemoteFailure(int status, String clause) {
    super(clause);
    this.status = status;
  }

  /** The status of HTTP, or 0. */
  public int status() {
    return status;
  }
}
