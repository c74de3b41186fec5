package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;

/**
 * Where the names of a group or of an external file list lie: section III.D.
 *
 * @param file the file
 * @param data address of the data segment
 * @param size of the data segment
 */
record LocalHeap(Hdf5File file, long data, long size) {
  static LocalHeap read(Hdf5File file, long address) throws IOException {
    Fields in = file.at(address);
    long offset = in.position();
    in.signature("HEAP");
    verify(in.u8() == 0, offset, "local heap of an unknown version");
    in.skip(3);
    long size = in.length();
    in.length();
    return new LocalHeap(file, in.address(), size);
  }

  /** The name that starts at an offset of the data segment. */
  String name(long offset) throws IOException {
    long start = file.offset(data);
    verify(
        offset < size && offset <= Long.MAX_VALUE - start,
        start,
        "name behind the end of its heap");
    return file.fields(file.bytes(), start + offset).terminated();
  }
}
