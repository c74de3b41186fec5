package org.modelscan.remote;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a file of which parts come in any order: it follows them from the start as far as
 * they join. Where the whole was read, it says whether it was the right one.
 */
final class Digest {
  private final MessageDigest sha256;
  private final String expected;
  private long next;

  Digest(String expected) {
    this.expected = expected;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every Java has it
    }
  }

  /** Offset up to which content is known. */
  long next() {
    return next;
  }

  /**
   * Takes a part; one that does not join is passed over.
   *
   * @param offset of the part in the file
   * @param at where the part starts in the array
   * @param size of the whole
   * @throws RemoteFailure where that was the last part and the whole is not what it should be
   */
  void update(long offset, byte[] content, int at, int length, long size) throws RemoteFailure {
    if (offset > next || offset + length <= next) {
      return;
    }
    int known = (int) (next - offset);
    sha256.update(content, at + known, length - known);
    next = offset + length;
    if (next == size && !HexFormat.of().formatHex(sha256.digest()).equals(expected)) {
      throw new RemoteFailure("the content is not that of the hash it is listed with");
    }
  }
}
