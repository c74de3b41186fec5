package org.modelscan.source;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.format.Surroundings;
import org.modelscan.format.pointer.LfsPointer;
import org.modelscan.format.pointer.ModelName;
import org.modelscan.remote.HttpBytes;
import org.modelscan.scan.Candidate;

/**
 * What a pointer stands for.
 *
 * @param file the pointer
 * @param batch that the pointer is in
 */
record LfsCandidate(FileOnDisk file, LfsPointer pointer, LfsBatch batch) implements Candidate {
  @Override
  public String path() {
    return file.path();
  }

  /** A pointer to what is no model by its name is only that where its content is not to be had. */
  @Override
  public Bytes open(Budget budget) throws IOException {
    try {
      return new HttpBytes(batch.transport(), batch.file(pointer), budget);
    } catch (IOException unavailable) {
      if (ModelName.mayBeModel(file.path())) {
        throw unavailable;
      }
      return file.open(budget);
    }
  }

  @Override
  public Surroundings surroundings(Budget budget) {
    return file.surroundings(budget);
  }
}
