package org.modelscan.container.zip;

import java.util.List;

/**
 * A file in an archive, with every way in which a reader may read it.
 *
 * @param name as its header has it, the central one where there are two
 * @param encrypted whether all of its headers say that it is encrypted
 * @param symbolicLink whether its content is the target of a symbolic link
 * @param readings in the order of how usual they are; several where headers disagree
 */
public record ZipMember(
    String name, boolean encrypted, boolean symbolicLink, List<Reading> readings) {
  /** Copies the list. */
  public ZipMember {
    readings = List.copyOf(readings);
  }

  /** Whether it is a folder by its name. */
  public boolean isDirectory() {
    return name.endsWith("/") || name.endsWith("\\");
  }
}
