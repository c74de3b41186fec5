package org.modelscan.format.pickle;

import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.JoinedBytes;

/**
 * An argument that goes past the end of its frame, which no pickler writes. Some loaders read it in
 * one go; Python's own, where it has read the frame ahead, drops what is left of the frame and
 * takes the argument from behind it.
 *
 * @param frame offset of the frame's opcode
 * @param argument offset of the argument
 * @param end offset behind the frame
 */
record FrameCut(long frame, long argument, long end) {
  private static final int OPCODE_LENGTH = 9;

  /** What a loader sees that drops the rest of the frame: without the frame's opcode. */
  Bytes dropping(Bytes bytes) {
    long content = frame + OPCODE_LENGTH;
    Bytes behind = new JoinedBytes(bytes.from(content), argument - content, bytes.from(end));
    return new JoinedBytes(bytes, frame, behind);
  }
}
