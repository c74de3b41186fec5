package org.modelscan.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.FileBytes;
import org.modelscan.format.Surroundings;
import org.modelscan.scan.Candidate;

/**
 * A regular file.
 *
 * @param path as reports show it
 * @param file what is opened: no link
 * @param folder where its neighbours are; that of the link where a link names the file
 * @param bounds what its neighbours must lie in
 */
record FileOnDisk(String path, Path file, Path folder, Bounds bounds) implements Candidate {
  @Override
  public Bytes open(Budget budget) throws IOException {
    return new FileBytes(file, budget);
  }

  @Override
  public Surroundings surroundings(Budget budget) {
    return new Neighbours(folder, bounds, budget);
  }

  /** The files of a folder and of those below it. */
  private record Neighbours(Path folder, Bounds bounds, Budget budget) implements Surroundings {
    @Override
    public Optional<Bytes> open(String relativePath) throws IOException {
      return bounds.open(folder, relativePath, budget);
    }

    @Override
    public boolean isLinked(String relativePath) {
      return Bounds.isLinked(folder, relativePath);
    }

    @Override
    public boolean exists(String relativePath) throws IOException {
      return bounds.locate(folder, relativePath).isPresent();
    }
  }
}
