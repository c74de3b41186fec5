package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.MalformedInput;

/** The stored data of one dataset, for the few whose data matters: pickled objects. */
public final class DatasetContents {
  /** Bytes of a chunk that is read at all. */
  private static final int CHUNK = 64 << 20;

  /** Bytes by which a chunk may be longer between its filters: a checksum each. */
  private static final int CHECKSUMS = 64;

  private final Hdf5File file;
  private final Dataset dataset;

  DatasetContents(Hdf5File file, Dataset dataset) {
    this.file = file;
    this.dataset = dataset;
  }

  /** Bytes that the data takes in the file, as far as it is there. */
  public long storedSize() throws IOException {
    return switch (dataset.layout()) {
      case DataLayout.Compact compact -> compact.size();
      case DataLayout.Contiguous contiguous ->
          contiguous.address() == Fields.UNDEFINED
              ? 0
              : file.bytes().slice(file.offset(contiguous.address()), contiguous.size()).size();
      case DataLayout.Chunked chunked -> {
        long size = 0;
        for (Chunk chunk : chunked.index().chunks(file, dataset.space(), chunked)) {
          size += chunk.size();
        }
        yield Math.min(size, file.bytes().size());
      }
      case DataLayout.Virtual _ -> 0;
    };
  }

  /**
   * Texts and byte sequences of the elements; no further chunk is read once there are {@code limit}
   * of them.
   */
  public List<StoredText> texts(int limit) throws IOException {
    List<StoredText> texts = new ArrayList<>();
    StoredValues values = new StoredValues(file);
    long size = Math.max(1, dataset.type().size());
    pieces((start, offset, bytes) -> {
      long available = bytes.size();
      for (long at = 0; at + size <= available && texts.size() < limit; at += size) {
        values.element(dataset.type(), bytes.slice(at, size), offset < 0 ? -1 : offset + at, texts);
      }
      return texts.size() < limit;
    });
    return texts;
  }

  /** The first bytes of the data. */
  public byte[] start() throws IOException {
    byte[][] first = {new byte[0]};
    pieces((start, offset, bytes) -> {
      first[0] = bytes.upTo(0, 16);
      return false;
    });
    return first[0];
  }

  /** All of the data as one piece of content; of chunked data only where it has one dimension. */
  public StoredText whole() throws IOException {
    long declared = dataset.declaredSize();
    if (!(dataset.layout() instanceof DataLayout.Chunked)) {
      List<StoredText> only = new ArrayList<>(1);
      pieces((start, offset, bytes) -> only.add(new StoredText(offset, bytes)));
      return only.isEmpty() ? new StoredText(-1, new HeapBytes(new byte[0])) : only.getFirst();
    }
    verify(dataset.space().dimensions().length == 1, -1, "data in chunks of several dimensions");
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    pieces((start, offset, bytes) -> {
      long at = Dataspace.product(start[0], dataset.type().size());
      verify(at == data.size(), offset, "data with a gap between its chunks");
      verify(at + bytes.size() <= CHUNK, offset, "data in chunks larger than is read");
      int length = (int) Math.min(bytes.size(), declared - at);
      data.writeBytes(bytes.exactly(0, length));
      return true;
    });
    return new StoredText(-1, new HeapBytes(data.toByteArray()));
  }

  /** What takes data in the pieces that it is stored in. */
  @FunctionalInterface
  interface Pieces {
    /**
     * Takes a piece; false where it wants no more.
     *
     * @param start index of its first element, one number a dimension
     * @param offset in the file, or -1 where it was decompressed
     */
    boolean piece(long[] start, long offset, Bytes bytes) throws IOException;
  }

  /**
   * Reads the data piece by piece, chunks in the order of their places; a damaged chunk is reported
   * and left out.
   */
  void pieces(Pieces pieces) throws IOException {
    long declared = dataset.declaredSize();
    switch (dataset.layout()) {
      case DataLayout.Compact compact ->
          pieces.piece(
              new long[dataset.space().dimensions().length],
              file.place(compact.bytes(), compact.offset()),
              compact.bytes().slice(compact.offset(), Math.min(compact.size(), declared)));
      case DataLayout.Contiguous contiguous -> {
        if (contiguous.address() != Fields.UNDEFINED && dataset.external().isEmpty()) {
          long offset = file.offset(contiguous.address());
          pieces.piece(
              new long[dataset.space().dimensions().length],
              offset,
              file.bytes().slice(offset, Math.min(contiguous.size(), declared)));
        }
      }
      case DataLayout.Chunked chunked -> chunks(chunked, pieces);
      case DataLayout.Virtual _ -> {} // it lies in other datasets
    }
  }

  private void chunks(DataLayout.Chunked layout, Pieces pieces) throws IOException {
    List<Chunk> chunks = new ArrayList<>(layout.index().chunks(file, dataset.space(), layout));
    chunks.sort((one, other) -> Arrays.compare(one.start(), other.start()));
    for (Chunk chunk : chunks) {
      try {
        if (!chunk(chunk, layout, pieces)) {
          return;
        }
      } catch (MalformedInput malformed) {
        file.problem(malformed);
      }
    }
  }

  private boolean chunk(Chunk chunk, DataLayout.Chunked layout, Pieces pieces) throws IOException {
    long offset = file.offset(chunk.address());
    if (dataset.filters().isEmpty()) {
      return pieces.piece(chunk.start(), offset, file.bytes().slice(offset, chunk.size()));
    }
    verify(
        chunk.size() <= CHUNK && layout.chunkSize() <= CHUNK, offset, "chunk larger than is read");
    byte[] stored = file.bytes().exactly(offset, (int) chunk.size());
    int size = (int) layout.chunkSize();
    byte[] plain = dataset.filters().decode(stored, chunk.filterMask(), size + CHECKSUMS);
    file.inflated(plain.length);
    return pieces.piece(chunk.start(), -1, new HeapBytes(plain).slice(0, size));
  }
}
