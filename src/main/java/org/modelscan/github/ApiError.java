package org.modelscan.github;

import java.io.IOException;

/**
 * A call of GitHub's API that did not work. The message is one sentence for a person: what was
 * asked for and what came back, never the token.
 */
final class ApiError extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * An error.
   *
   * @param status of the answer, 0 where there was none
   */
  ApiError(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  boolean isNotFound() {
    return status == 404;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
