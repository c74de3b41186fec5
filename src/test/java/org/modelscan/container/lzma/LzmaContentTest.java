package org.modelscan.container.lzma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Pythons;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.tukaani.xz.ARM64Options;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** What the XZ library and liblzma write and read. */
class LzmaContentTest {
  private static final int[] CHECKS = {
    XZ.CHECK_NONE, XZ.CHECK_CRC32, XZ.CHECK_CRC64, XZ.CHECK_SHA256
  };

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
  void whatTheLibraryWrites(int seed) throws Exception {
    Random random = new Random(seed);
    byte[] content = content(random, random.nextInt(1 << random.nextInt(1, 21)));
    byte[] xz = xz(content, random);
    assertThat(read(new XzContent(bytes(xz), 0, budget()))).isEqualTo(content);

    LZMA2Options options = options(random);
    byte[] marked = lzma(content, options, -1);
    byte[] sized = lzma(content, options, content.length);
    assertThat(read(alone(marked, -1))).isEqualTo(content);
    assertThat(read(alone(sized, content.length))).isEqualTo(content);
    assertThat(read(alone(marked, content.length))).as("size and mark").isEqualTo(content);
  }

  @Test
  void endsWhereTheStreamDoes() throws Exception {
    Random random = new Random(1);
    for (int size : new int[] {0, 1, 2, 1000, 70_000, 3_000_000}) {
      byte[] content = content(random, size);
      byte[] xz = xz(content, random);
      assertThat(end(new XzContent(bytes(followed(xz)), 0, budget()))).isEqualTo(xz.length);
      LZMA2Options options = options(random);
      byte[] marked = lzma(content, options, -1);
      assertThat(end(alone(followed(marked), -1))).isEqualTo(marked.length);
      byte[] sized = lzma(content, options, size);
      assertThat(end(alone(followed(sized), size))).isEqualTo(sized.length);
    }
  }

  /** A pickle that ends before the cut loads: not one byte less than liblzma may come out. */
  @Test
  void cutAnywhere(@TempDir Path folder) throws Exception {
    Random random = new Random(2);
    List<Path> files = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] content = content(random, 3000);
      boolean container = i % 2 == 1;
      // Without filters, which hold some bytes back: liblzma gives none of them, the library all.
      byte[] data =
          container
              ? xz(content, XZ.CHECK_CRC32, options(random))
              : lzma(content, options(random), i == 0 ? content.length : -1);
      files.add(Files.write(folder.resolve(i + (container ? ".xz" : ".lzma")), data));
      for (int length = 0; length <= data.length; length++) {
        byte[] cut = Arrays.copyOf(data, length);
        byte[] given = length < 14 ? new byte[0] : given(open(cut, container));
        found.add(HexFormat.of().formatHex(given));
      }
    }
    assertThat(found).isEqualTo(decodedByPython(files));
  }

  /** What no encoder writes decodes to something as well, and must be the same for us. */
  @Test
  void garbage(@TempDir Path folder) throws Exception {
    Random random = new Random(4);
    List<Path> files = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      byte[] noise = new byte[256];
      random.nextBytes(noise);
      data.writeBytes(new byte[] {1, 0, (byte) 255}); // a chunk as it is, for matches
      data.writeBytes(noise);
      random.nextBytes(noise);
      data.writeBytes(new byte[] {(byte) 0xc0, 127, (byte) 255, 0, (byte) 255, 93});
      noise[0] = 0;
      if (i % 2 == 0) {
        Arrays.fill(noise, 1, 5, (byte) 255); // a code as large as the range
      }
      data.writeBytes(noise);
      files.add(Files.write(folder.resolve(i + ".raw"), data.toByteArray()));
      Lzma2Data content = new Lzma2Data(bytes(data.toByteArray()), 0, 1 << 22, budget());
      found.add(HexFormat.of().formatHex(given(content)));
    }
    List<String> expected = decodedByPython(files);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).as("%d", i).startsWith(expected.get(i));
      assertThat(found.get(i).length()).isLessThanOrEqualTo(expected.get(i).length() + 2);
    }
  }

  private static List<String> decodedByPython(List<Path> files) throws Exception {
    List<String> pythons = Pythons.all();
    assumeFalse(pythons.isEmpty(), "no python3");
    String[] names = files.stream().map(Path::toString).toArray(String[]::new);
    String script = "/org/modelscan/container/lzma/decoded_by_this_liblzma.py";
    return Pythons.run(pythons.getFirst(), script, names).lines().toList();
  }

  @Test
  void damageEndsWithAnException() throws Exception {
    Random random = new Random(3);
    for (int i = 0; i < 600; i++) {
      byte[] content = content(random, 500);
      boolean container = i % 2 == 0;
      byte[] data = container ? xz(content, random) : lzma(content, options(random), -1);
      for (int flips = 0; flips <= i % 3; flips++) {
        data[random.nextInt(container ? 6 : 0, data.length)] ^= (byte) (1 << random.nextInt(8));
      }
      given(open(data, container)); // neither hangs nor throws anything else
    }
  }

  @Test
  void memoryGrowsWithWhatIsDecoded() throws Exception {
    LZMA2Options options = new LZMA2Options(0);
    byte[] data = lzma(new byte[10], options, 10);
    Budget budget = budget();
    LzmaData content = new LzmaData(bytes(data), 13, data[0], 0xffffffffL, 10, budget);
    assertThat(content.readNBytes(20)).hasSize(10);
    budget.claimMemory(Limits.DECODER_MEMORY - (1 << 20)); // all but a MiB is there
    content.close();
    assertThatThrownBy(() -> budget.claimMemory(2 << 20)).hasMessageContaining("decoder-memory");
  }

  @Test
  void noDictionary() throws Exception {
    byte[] content = new byte[20 << 20];
    byte[] data = lzma(content, new LZMA2Options(0), -1);
    assertThat(read(new LzmaData(bytes(data), 13, data[0], 0, -1, budget()))).isEqualTo(content);
  }

  private static byte[] content(Random random, int size) {
    byte[] content = new byte[size];
    int at = 0;
    while (at < size) {
      int count = Math.min(size - at, 1 + random.nextInt(400));
      switch (random.nextInt(5)) {
        case 0 -> {
          byte[] noise = new byte[count];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, content, at, count);
        }
        case 1 -> Arrays.fill(content, at, at + count, (byte) random.nextInt(256));
        case 2 -> {
          for (int i = at; i < at + count; i++) {
            content[i] = (byte) (i % 4 == 3 ? 0x3f : random.nextInt(256));
          }
        }
        default -> {
          int from = random.nextInt(at + 1);
          count = Math.min(count, Math.max(1, at - from));
          System.arraycopy(content, from, content, at, Math.min(count, at - from));
        }
      }
      at += count;
    }
    return content;
  }

  private static LZMA2Options options(Random random) throws IOException {
    LZMA2Options options = new LZMA2Options(random.nextInt(7));
    int context = random.nextInt(5);
    options.setLcLp(context, random.nextInt(5 - context));
    options.setPb(random.nextInt(5));
    options.setDictSize(4096 << random.nextInt(10));
    return options;
  }

  private static byte[] xz(byte[] content, Random random) throws IOException {
    LZMA2Options options = options(random);
    List<FilterOptions> filters = new ArrayList<>();
    switch (random.nextInt(6)) {
      case 0 -> filters.add(new DeltaOptions(1 + random.nextInt(256)));
      case 1 -> {
        X86Options x86 = new X86Options();
        x86.setStartOffset(random.nextInt(1000));
        filters.add(x86);
      }
      case 2 -> {
        filters.add(new ARM64Options());
        filters.add(new RISCVOptions());
        filters.add(new ARMThumbOptions());
      }
      default -> {} // as most
    }
    filters.add(options);
    return xz(
        content, CHECKS[random.nextInt(CHECKS.length)], filters.toArray(FilterOptions[]::new));
  }

  private static byte[] xz(byte[] content, int check, FilterOptions... filters) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(data, filters, check)) {
      int half = content.length / 2;
      xz.write(content, 0, half);
      xz.endBlock();
      xz.write(content, half, content.length - half);
    }
    return data.toByteArray();
  }

  private static byte[] lzma(byte[] content, LZMA2Options options, long size) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (OutputStream lzma = new LZMAOutputStream(data, options, size)) {
      lzma.write(content);
    }
    return data.toByteArray();
  }

  private static LzmaContent open(byte[] data, boolean container) {
    long size = 0;
    for (int i = 12; i >= 5 && !container; i--) {
      size = (size << 8) | (data[i] & 0xff);
    }
    return container ? new XzContent(bytes(data), 0, budget()) : alone(data, size);
  }

  private static LzmaContent alone(byte[] data, long size) {
    return new LzmaData(bytes(data), 13, data[0] & 0xff, 1 << 22, size, budget());
  }

  private static byte[] read(LzmaContent content) throws IOException {
    try (content) {
      return content.readAllBytes();
    }
  }

  private static long end(LzmaContent content) throws IOException {
    try (content) {
      content.transferTo(OutputStream.nullOutputStream());
      return content.position();
    }
  }

  /** What comes before the end or an exception. */
  private static byte[] given(InputStream content) throws IOException {
    ByteArrayOutputStream given = new ByteArrayOutputStream();
    byte[] some = new byte[100];
    try (content) {
      int read = content.read(some);
      while (read >= 0 && given.size() < 1 << 20) {
        given.write(some, 0, read);
        read = content.read(some);
      }
    } catch (IOException damaged) {
      assertThat(damaged).hasMessageNotContaining("internal");
    }
    return given.toByteArray();
  }

  private static byte[] followed(byte[] data) {
    byte[] both = Arrays.copyOf(data, data.length + 20);
    Arrays.fill(both, data.length, both.length, (byte) 0x5a);
    return both;
  }

  private static Bytes bytes(byte[] data) {
    return new HeapBytes(data);
  }

  private static Budget budget() {
    return new Budget(Limits.DEFAULT);
  }
}
