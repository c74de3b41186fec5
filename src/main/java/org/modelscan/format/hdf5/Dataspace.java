package org.modelscan.format.hdf5;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How many elements data has: section IV.A.2.b.
 *
 * @param isNull whether it has none at all, not even the one of a scalar
 * @param dimensions one number each; empty for a scalar
 */
public record Dataspace(boolean isNull, long[] dimensions) {
  private static final int RANK = 32;

  static Dataspace read(Fields in) throws IOException {
    long offset = in.position();
    int version = in.u8();
    verify(version == 1 || version == 2, offset, "dataspace of an unknown version");
    int rank = in.u8();
    verify(rank <= RANK, offset, "dataspace of more than " + RANK + " dimensions");
    in.skip(1);
    boolean isNull = version == 2 && in.u8() == 2;
    in.skip(version == 1 ? 5 : 0);
    long[] dimensions = new long[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.length();
    }
    return new Dataspace(isNull, dimensions);
  }

  /** Number of elements; the largest number where there are more. */
  public long elements() {
    return isNull ? 0 : Arrays.stream(dimensions).reduce(1, Dataspace::product);
  }

  static long product(long one, long other) {
    long product = one * other;
    return Math.multiplyHigh(one, other) != 0 || product < 0 ? Long.MAX_VALUE : product;
  }

  @Override
  public String toString() {
    return isNull
        ? "null"
        : Arrays.stream(dimensions)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
