package org.modelscan.format.hdf5;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an object header says of a dataset. The data itself is not read.
 *
 * @param external the parts of other files that hold the data; empty where it lies in this file
 */
public record Dataset(
    Datatype type,
    Dataspace space,
    DataLayout layout,
    FilterPipeline filters,
    List<ExternalStorage> external) {

  /** Copies the list. */
  public Dataset {
    external = List.copyOf(external);
  }

  /** Bytes of the data when it is in memory; the largest number where there are more. */
  public long declaredSize() {
    return Dataspace.product(space.elements(), type.size());
  }

  /** Reads what the messages of a dataset say; empty where they are none of a dataset. */
  static Optional<Dataset> read(Hdf5File file, ObjectHeader header) throws IOException {
    Optional<Message> layout = header.first(Message.LAYOUT);
    Optional<Message> type = header.first(Message.DATATYPE);
    Optional<Message> space = header.first(Message.DATASPACE);
    if (layout.isEmpty() || type.isEmpty() || space.isEmpty()) {
      return Optional.empty();
    }
    @Nullable Message filters = header.first(Message.FILTERS).orElse(null);
    @Nullable Message external = header.first(Message.EXTERNAL_FILES).orElse(null);
    // What leads outside the file is read first: damage of another message must not hide it.
    List<ExternalStorage> files =
        external == null ? List.of() : ExternalStorage.read(file, external.fields(file));
    return Optional.of(
        new Dataset(
            Datatype.read(type.get().resolved(file).fields(file)),
            Dataspace.read(space.get().resolved(file).fields(file)),
            DataLayout.read(file, layout.get()),
            filters == null
                ? FilterPipeline.NONE
                : FilterPipeline.read(filters.resolved(file).fields(file)),
            files));
  }
}
