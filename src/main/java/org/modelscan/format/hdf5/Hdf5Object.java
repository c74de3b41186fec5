package org.modelscan.format.hdf5;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group, a dataset or a named datatype, as the walk met it first.
 *
 * @param path the names that lead to it from the root
 * @param offset of its object header in the file
 * @param links of a group; empty for others
 * @param dataset what a dataset is; null for others
 */
public record Hdf5Object(
    ObjectPath path,
    long offset,
    List<Attribute> attributes,
    List<Link> links,
    @Nullable Dataset dataset) {
  /** Copies the lists. */
  public Hdf5Object {
    attributes = List.copyOf(attributes);
    links = List.copyOf(links);
  }
}
