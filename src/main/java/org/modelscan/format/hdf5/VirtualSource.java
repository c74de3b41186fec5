package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.MalformedInput;

/**
 * Where a part of a virtual dataset comes from: section III.E.1 (VDS mappings in the global heap).
 *
 * @param file the other file's name; {@code .} for this file
 * @param dataset the path in it
 */
public record VirtualSource(String file, String dataset) {
  // Flags of version 1 of the list: H5Dvirtual.c of the HDF5 library.
  private static final int FILE_BEFORE = 0x01;
  private static final int DATASET_BEFORE = 0x02;
  private static final int SAME_FILE = 0x04;

  private static final int SELECTION_NONE = 0;
  private static final int SELECTION_POINTS = 1;
  private static final int SELECTION_HYPERSLABS = 2;
  private static final int SELECTION_ALL = 3;
  private static final int RANK = 32;

  static List<VirtualSource> read(Hdf5File file, long collection, long index) throws IOException {
    if (collection == Fields.UNDEFINED) {
      return List.of();
    }
    GlobalHeap.Item item = file.globalHeap().find(collection, index);
    Fields in = file.fields(file.bytes(), item.offset());
    int version = in.u8();
    verify(version <= 1, item.offset(), "virtual dataset of an unknown version");
    long count = in.length();
    List<VirtualSource> sources = new ArrayList<>();
    try {
      for (long i = 0; i < count; i++) {
        verify(
            in.position() < item.offset() + item.length(),
            in.position(),
            "list of virtual sources ends early");
        file.keep();
        sources.add(
            version == 0
                ? new VirtualSource(in.terminated(), in.terminated())
                : version1(in, sources));
        selection(in);
        selection(in);
      }
    } catch (MalformedInput malformed) {
      file.problem(malformed);
    }
    return sources;
  }

  private static VirtualSource version1(Fields in, List<VirtualSource> before) throws IOException {
    int flags = in.u8();
    String file;
    if ((flags & SAME_FILE) != 0) {
      file = ".";
    } else {
      file = (flags & FILE_BEFORE) != 0 ? earlier(in, before).file() : in.terminated();
    }
    String dataset =
        (flags & DATASET_BEFORE) != 0 ? earlier(in, before).dataset() : in.terminated();
    return new VirtualSource(file, dataset);
  }

  private static VirtualSource earlier(Fields in, List<VirtualSource> before) throws IOException {
    long offset = in.position();
    long number = in.length();
    verify(number < before.size(), offset, "virtual source that refers to none before it");
    return before.get((int) number);
  }

  /** Passes over a serialised selection: section VIII, "Dataspace selection". */
  private static void selection(Fields in) throws IOException {
    long offset = in.position();
    long type = in.u32();
    long version = in.u32();
    switch ((int) type) {
      case SELECTION_NONE, SELECTION_ALL -> in.skip(8);
      case SELECTION_POINTS -> points(in, version);
      case SELECTION_HYPERSLABS -> hyperslabs(in, version);
      default -> throw new MalformedInput(offset, "selection of an unknown kind");
    }
  }

  private static void points(Fields in, long version) throws IOException {
    int width = 4;
    if (version == 1) {
      in.skip(8);
    } else {
      width = in.u8();
    }
    long rank = rank(in);
    long count = in.unsigned(width);
    in.skip(Dataspace.product(count, rank * width));
  }

  private static void hyperslabs(Fields in, long version) throws IOException {
    if (version == 1) {
      in.skip(8);
      long rank = rank(in);
      in.skip(Dataspace.product(in.u32(), rank * 8));
      return;
    }
    boolean regular = (in.u8() & 1) != 0;
    int width = 8;
    if (version == 2) {
      in.skip(4);
    } else {
      width = in.u8();
    }
    long rank = rank(in);
    if (regular) {
      in.skip(4 * rank * width);
    } else {
      in.skip(Dataspace.product(in.unsigned(width), 2 * rank * width));
    }
  }

  private static long rank(Fields in) throws IOException {
    long offset = in.position();
    long rank = in.u32();
    verify(rank <= RANK, offset, "selection of more than " + RANK + " dimensions");
    return rank;
  }
}
