package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;

/** What a group holds under a name: section IV.A.2.g. */
public sealed interface Link {
  /** The name in its group. */
  String name();

  /** Where the link stands in the file, or -1. */
  long offset();

  /**
   * An object of this file.
   *
   * @param address of its object header
   */
  record Hard(String name, long offset, long address) implements Link {}

  /** A path in this file, which need not lead anywhere. */
  record Soft(String name, long offset, String path) implements Link {}

  /** An object of another file, which the library opens when the link is followed. */
  record External(String name, long offset, String file, String path) implements Link {}

  /** A link that only the program that made it can follow. */
  record UserDefined(String name, long offset, int type) implements Link {}

  /** Reads a link message. */
  static Link read(Hdf5File file, Fields in) throws IOException {
    long offset = in.position();
    verify(in.u8() == 1, offset, "link of an unknown version");
    int flags = in.u8();
    int type = (flags & 0x08) != 0 ? in.u8() : 0;
    in.skip((flags & 0x04) != 0 ? 8 : 0);
    in.skip((flags & 0x10) != 0 ? 1 : 0);
    long length = in.unsigned(1 << (flags & 3));
    String name = in.text(length);
    long at = file.place(in.bytes(), offset);
    return switch (type) {
      case 0 -> new Hard(name, at, in.address());
      case 1 -> new Soft(name, at, in.text(in.u16()));
      case 64 -> {
        in.skip(3); // length, version and flags
        yield new External(name, at, in.terminated(), in.terminated());
      }
      default -> new UserDefined(name, at, type);
    };
  }
}
