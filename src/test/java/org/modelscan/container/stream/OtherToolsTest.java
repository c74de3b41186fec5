package org.modelscan.container.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;

/** What the usual tools compress comes out as it went in, where those tools are installed. */
class OtherToolsTest {
  static Stream<Arguments> tools() {
    List<Arguments> tools = new ArrayList<>();
    for (String options : List.of("-1", "-3", "-9", "-19", "--ultra -22 --long=27 --no-check")) {
      tools.add(Arguments.of(Compression.ZSTD, "zstd -q -c " + options));
    }
    for (String options : List.of("-1", "-9 -BD -B4", "-BX --content-size -B7")) {
      tools.add(Arguments.of(Compression.LZ4, "lz4 -q -c " + options));
    }
    tools.add(Arguments.of(Compression.GZIP, "gzip -c"));
    tools.add(Arguments.of(Compression.BZIP2, "bzip2 -c"));
    tools.add(Arguments.of(Compression.XZ, "xz -c"));
    tools.add(Arguments.of(Compression.XZ, "xz -c -9 --block-size=100000"));
    tools.add(Arguments.of(Compression.LZMA, "xz -c --format=lzma"));
    return tools.stream();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void roundTrip(Compression compression, String command, @TempDir Path folder) throws Exception {
    String tool = command.substring(0, command.indexOf(' '));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), tool + " is not installed");
    for (Map.Entry<String, byte[]> content : contents().entrySet()) {
      Path file = Files.write(folder.resolve(content.getKey()), content.getValue());
      List<String> line = new ArrayList<>(List.of(command.split(" ")));
      line.add(file.toString());
      Process process = new ProcessBuilder(line).start();
      byte[] compressed = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).as(command).isZero();
      assertThat(decompressed(compression, compressed))
          .as(command + " of " + content.getKey())
          .isEqualTo(content.getValue());
      assertThat(decompressed(compression, twice(compressed)))
          .as(command + " of " + content.getKey() + ", twice")
          .isEqualTo(twice(content.getValue()));
    }
  }

  private static byte[] decompressed(Compression compression, byte[] compressed)
      throws IOException {
    try (InputStream stream =
        compression.open(new HeapBytes(compressed), 0, new Budget(Limits.DEFAULT))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] twice(byte[] once) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(once);
    both.writeBytes(once);
    return both.toByteArray();
  }

  private static Map<String, byte[]> contents() {
    Random random = new Random(1);
    byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    byte[] floats = new byte[400_000];
    for (int i = 0; i + 4 <= floats.length; i += 4) {
      int bits = Float.floatToIntBits((float) random.nextGaussian());
      for (int j = 0; j < 4; j++) {
        floats[i + j] = (byte) (bits >>> (8 * j));
      }
    }
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    List<byte[]> dictionary = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      byte[] word = new byte[1 + random.nextInt(12)];
      random.nextBytes(word);
      dictionary.add(word);
    }
    for (int i = 0; i < 100_000; i++) {
      words.writeBytes(dictionary.get((int) (2000 * Math.pow(random.nextDouble(), 3))));
    }
    Map<String, byte[]> contents = new LinkedHashMap<>();
    contents.put("empty", new byte[0]);
    contents.put("one", new byte[] {7});
    contents.put("zeros", new byte[1_000_000]);
    contents.put("noise", noise);
    contents.put("floats", floats);
    contents.put("words", words.toByteArray());
    return contents;
  }
}
