package org.modelscan.container.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;

/** Streams in a row are one content, however many zeros stand between them (Lib/gzip.py). */
class ConcatenatedStreamTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 1 << 16, (1 << 16) + 16, 3_000_000})
  void zerosArePassedOver(int zeros) throws IOException {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(compressed());
    two.writeBytes(new byte[zeros]);
    two.writeBytes(compressed());
    int end = two.size();
    two.write('x');

    try (ConcatenatedStream stream =
        Compression.GZIP.open(new HeapBytes(two.toByteArray()), 0, new Budget(Limits.DEFAULT))) {
      assertThat(stream.readAllBytes()).containsExactly(1, 2, 3, 1, 2, 3);
      assertThat(stream.end()).isEqualTo(end);
    }
  }

  private static byte[] compressed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(CONTENT);
    }
    return out.toByteArray();
  }
}
