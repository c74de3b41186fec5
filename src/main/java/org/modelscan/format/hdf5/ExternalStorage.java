package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of another file that holds the data of a dataset as raw bytes: section IV.A.2.h, "External
 * Data Files".
 *
 * @param file the other file's name
 * @param offset in that file
 * @param size of the part; the largest number where it is open-ended
 */
public record ExternalStorage(String file, long offset, long size) {
  static List<ExternalStorage> read(Hdf5File file, Fields in) throws IOException {
    long offset = in.position();
    verify(in.u8() == 1, offset, "external file list of an unknown version");
    in.skip(5);
    int used = in.u16();
    LocalHeap heap = LocalHeap.read(file, in.address());
    List<ExternalStorage> parts = new ArrayList<>();
    for (int i = 0; i < used; i++) {
      file.keep();
      parts.add(new ExternalStorage(heap.name(in.length()), in.length(), in.length()));
    }
    return parts;
  }
}
