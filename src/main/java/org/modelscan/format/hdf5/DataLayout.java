package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/** How and where a dataset's data lies: section IV.A.2.i. */
public sealed interface DataLayout {
  /** In the object header itself. */
  record Compact(Bytes bytes, long offset, long size) implements DataLayout {
    @Override
    public String toString() {
      return "compact";
    }
  }

  /** In one piece; with external storage, in other files. */
  record Contiguous(long address, long size) implements DataLayout {
    @Override
    public String toString() {
      return "contiguous";
    }
  }

  /**
   * In chunks, which an index leads to.
   *
   * @param dimensions of a chunk, in elements
   * @param elementSize bytes of an element
   */
  record Chunked(long[] dimensions, long elementSize, ChunkIndex index) implements DataLayout {
    /** Bytes of a chunk before its filters. */
    long chunkSize() {
      long size = elementSize;
      for (long dimension : dimensions) {
        size = Dataspace.product(size, dimension);
      }
      return size;
    }

    @Override
    public String toString() {
      return "chunked";
    }
  }

  /** In other datasets, of this file or of others. */
  record Virtual(List<VirtualSource> sources) implements DataLayout {
    /** Copies the list. */
    public Virtual {
      sources = List.copyOf(sources);
    }

    @Override
    public String toString() {
      return "virtual";
    }
  }

  /** Reads a layout message. */
  static DataLayout read(Hdf5File file, Message message) throws IOException {
    Fields in = message.fields(file);
    long offset = in.position();
    int version = in.u8();
    verify(version >= 1 && version <= 5, offset, "data layout of an unknown version");
    if (version <= 2) {
      return readVersion1(in);
    }
    int layoutClass = in.u8();
    return switch (layoutClass) {
      case 0 -> compact(in, in.u16());
      case 1 -> new Contiguous(in.address(), in.length());
      case 2 -> version == 3 ? chunkedVersion3(in) : chunkedVersion4(in, version);
      case 3 -> new Virtual(VirtualSource.read(file, in.address(), in.u32()));
      default -> throw new MalformedInput(offset, "data layout of an unknown class");
    };
  }

  private static DataLayout readVersion1(Fields in) throws IOException {
    int rank = in.u8();
    long offset = in.position();
    int layoutClass = in.u8();
    in.skip(5);
    long address = layoutClass == 0 ? Fields.UNDEFINED : in.address();
    long size = 1;
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.u32();
      size = Dataspace.product(size, dimensions[i]);
    }
    return switch (layoutClass) {
      case 0 -> compact(in, in.u32());
      case 1 -> new Contiguous(address, size);
      case 2 -> chunked(offset, dimensions, new ChunkIndex.Tree(address, rank));
      default -> throw new MalformedInput(offset, "data layout of an unknown class");
    };
  }

  private static DataLayout compact(Fields in, long size) {
    return new Compact(in.bytes(), in.position(), size);
  }

  /** The last of the stored dimensions is the size of an element. */
  private static DataLayout chunked(long offset, long[] stored, ChunkIndex index)
      throws IOException {
    verify(stored.length >= 1, offset, "chunks without dimensions");
    long[] dimensions = Arrays.copyOf(stored, stored.length - 1);
    return new Chunked(dimensions, stored[stored.length - 1], index);
  }

  private static DataLayout chunkedVersion3(Fields in) throws IOException {
    long offset = in.position();
    int rank = in.u8();
    long address = in.address();
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.u32();
    }
    return chunked(offset, dimensions, new ChunkIndex.Tree(address, rank));
  }

  private static DataLayout chunkedVersion4(Fields in, int version) throws IOException {
    long offset = in.position();
    int flags = in.u8();
    int rank = in.u8();
    int encoded = in.u8();
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.unsigned(encoded);
    }
    int kind = in.u8();
    ChunkIndex index =
        switch (kind) {
          case 1 -> {
            boolean filtered = (flags & 2) != 0;
            long size = filtered ? in.length() : -1;
            int mask = filtered ? (int) in.u32() : 0;
            yield new ChunkIndex.Single(in.address(), size, mask);
          }
          case 2 -> new ChunkIndex.Implicit(in.address());
          case 3 -> {
            in.skip(1);
            yield new ChunkIndex.FixedArray(in.address(), version);
          }
          case 4 -> {
            in.skip(5);
            yield new ChunkIndex.ExtensibleArray(in.address(), version);
          }
          case 5 -> {
            in.skip(6);
            yield new ChunkIndex.Tree2(in.address(), version);
          }
          default -> throw new MalformedInput(offset, "chunk index of an unknown kind");
        };
    return chunked(offset, dimensions, index);
  }
}
