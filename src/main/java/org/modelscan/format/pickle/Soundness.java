package org.modelscan.format.pickle;

/** Whether Python would have run a pickle without an error, and the first place where not. */
final class Soundness {
  private boolean sound = true;
  private long brokenAt = -1;
  private String reason = "";

  /** Python would stop here; the first such place is noted. */
  void fails(long offset, String why) {
    sound = false;
    cut(offset, why);
  }

  /** The content ends here: what came before may be sound. */
  void cut(long offset, String why) {
    if (brokenAt < 0) {
      brokenAt = offset;
      reason = why;
    }
  }

  boolean isSound() {
    return sound;
  }

  /** Offset of the first place, or -1. */
  long brokenAt() {
    return brokenAt;
  }

  String reason() {
    return reason;
  }
}
