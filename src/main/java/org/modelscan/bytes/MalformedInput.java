package org.modelscan.bytes;

import java.io.IOException;

/**
 * Content that contradicts its format. What was found before stays; the rest of that artifact is
 * incomplete.
 */
public final class MalformedInput extends IOException {
  private static final long serialVersionUID = 1;
  private final long offset;

  /**
   * States where and why.
   *
   * @param offset in bytes from the start of the artifact, or -1 where it is not known
   * @param reason one clause, lower case, without names or strings of the content that are not
   *     escaped by the sinks
   */
  public MalformedInput(long offset, String reason) {
    super(reason);
    this.offset = offset;
  }

  /** Offset in bytes from the start of the artifact, or -1. */
  public long offset() {
    return offset;
  }

  /** The reason, without the offset. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** Throws where {@code holds} is false. */
  public static void verify(boolean holds, long offset, String reason) throws MalformedInput {
    if (!holds) {
      throw new MalformedInput(offset, reason);
    }
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this; // hostile input may raise this often; where it happened in the input is in the
    // offset
  }
}
