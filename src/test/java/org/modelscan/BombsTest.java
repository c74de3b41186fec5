package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.bytes.Limits;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Result;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * Files that are small to write and large to read end within their budget, as incomplete with the
 * reason, and what was found before the large part, and beside it, is kept. The budgets are small
 * ones, so that the files can be; {@code bench/bombs.py} does the same with the default ones.
 */
@Timeout(20)
class BombsTest {
  /** Calls os.system, and leaves the result on the stack. */
  private static final byte[] CALL = latin1("cos\nsystem\n(S'echo x'\ntR");

  private static final byte[] MODEL = join(CALL, latin1("."));
  private static final int LARGE = 8 << 20;

  private static final Limits SMALL =
      new Limits(1L << 30, 1L << 30, 4 << 20, 200, 500, 8, 1 << 22, 50_000, 1 << 20, 100, 15);

  /** Makes a compressed stream of whatever is written. */
  @FunctionalInterface
  private interface Compressor {
    OutputStream around(OutputStream out) throws IOException;
  }

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of("gzip", compressing(GZIPOutputStream::new)),
        Arguments.of("bzip2", compressing(BZip2CompressorOutputStream::new)),
        Arguments.of("xz", compressing(out -> new XZOutputStream(out, new LZMA2Options(0)))),
        Arguments.of(
            "lzma", compressing(out -> new LZMAOutputStream(out, new LZMA2Options(0), -1))),
        Arguments.of("lz4", (UnaryOperator<byte[]>) BombsTest::lz4),
        Arguments.of("zstd", (UnaryOperator<byte[]>) BombsTest::zstd),
        Arguments.of("zip", zipping("model.pkl")),
        Arguments.of("torch zip", zipping("archive/data.pkl")),
        Arguments.of("7z", (UnaryOperator<byte[]>) BombsTest::sevenZip),
        Arguments.of("tar.gz", both(BombsTest::tar, compressing(GZIPOutputStream::new))),
        Arguments.of(
            "gzip twice",
            both(compressing(GZIPOutputStream::new), compressing(GZIPOutputStream::new))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void zerosBehindACallEndAtTheInflatedBytes(String name, UnaryOperator<byte[]> packed) {
    byte[] bomb = packed.apply(longBytes(LARGE));

    assertThat(bomb.length).isLessThan(LARGE / 100);
    assertIncomplete(bomb, "inflated", 1);
  }

  @Test
  void membersBesideABombAreRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "before.pkl", MODEL);
      add(zip, "bomb.pkl", longBytes(LARGE));
      zip.setMethod(ZipOutputStream.STORED);
      add(zip, "behind.pkl", MODEL);
    }
    assertIncomplete(out.toByteArray(), "inflated", 3);
  }

  @Test
  void manyMembersEndAtTheirNumber() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    ByteArrayOutputStream tarred = new ByteArrayOutputStream();
    byte[] header = Arrays.copyOf(tar(new byte[0]), 512);
    tarred.write(Arrays.copyOf(tar(MODEL), 1024));
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      add(zip, "first.pkl", MODEL);
      for (int i = 0; i < 2000; i++) {
        add(zip, i + ".txt", new byte[0]);
        tarred.write(header);
      }
    }
    assertIncomplete(zipped.toByteArray(), "members", 1);
    assertIncomplete(compressing(GZIPOutputStream::new).apply(tarred.toByteArray()), "members", 1);
  }

  @Test
  void nestingAThousandDeepEndsAtItsDepth() {
    UnaryOperator<byte[]> zipped =
        inner -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            add(zip, "first.pkl", MODEL);
            add(zip, "next", inner);
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
          return out.toByteArray();
        };
    UnaryOperator<byte[]> loaded =
        inner -> {
          byte[] opcode = littleEndian(0x8e, inner.length);
          return join(latin1("cpickle\nloads\n("), opcode, inner, latin1("tR."));
        };
    assertIncomplete(nested(MODEL, zipped, 1000), "nesting", SMALL.nesting());
    assertIncomplete(join(CALL, nested(MODEL, loaded, 1000)), "nesting", 1);

    UnaryOperator<byte[]> gzipped = compressing(GZIPOutputStream::new);
    byte[] levels = nested(new byte[0], gzipped, 1000);
    assertIncomplete(join(gzipped.apply(MODEL), levels), "nesting", 1);
  }

  @Test
  void valuesThatAreDoubledAreReadOnce() {
    ByteArrayOutputStream lists = new ByteArrayOutputStream();
    lists.writeBytes(latin1("]q\0"));
    ByteArrayOutputStream tuples = new ByteArrayOutputStream();
    tuples.writeBytes(latin1("cos\nsystem\nN"));
    for (int i = 0; i < 60; i++) {
      lists.writeBytes(
          new byte[] {']', '(', 'h', (byte) i, 'h', (byte) i, 'e', 'q', (byte) (i + 1)});
      tuples.writeBytes(new byte[] {'2', (byte) 0x86});
    }
    lists.writeBytes(latin1("cos\nsystem\nh<"));
    for (ByteArrayOutputStream doubled : List.of(lists, tuples)) {
      doubled.writeBytes(new byte[] {(byte) 0x85, 'R', '.'});
      Result result = Scanned.content("doubled.pkl", doubled.toByteArray(), SMALL);

      assertThat(result.outcome()).isEqualTo(new Outcome.Complete());
      assertThat(commands(result)).isEqualTo(1);
    }
  }

  static Stream<Arguments> floods() {
    return Stream.of(
        Arguments.of("memo", "memory-entries", join(latin1("N"), repeated(0x94, 1 << 20))),
        Arguments.of("marks", "memory-entries", repeated('(', 1 << 20)),
        Arguments.of("lists", "memory-entries", repeated(']', 1 << 20)),
        Arguments.of("opcodes", "opcodes", latin1("N0".repeat(3 << 20))),
        Arguments.of("memo far apart", "memory-entries", farApart()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void floodsOfOpcodesEndInABudget(String name, String budget, byte[] flood) {
    assertIncomplete(join(new byte[] {(byte) 0x80, 4}, CALL, flood), budget, 1);
  }

  @Test
  void tuplesInTuplesAreNotFollowedToTheirEnd() {
    byte[] deep = join(latin1("cos\nsystem\nN"), repeated(0x85, 1 << 20), latin1("R."));

    Result result = Scanned.content("deep.pkl", join(new byte[] {(byte) 0x80, 4}, deep), SMALL);

    assertThat(result.outcome()).isEqualTo(new Outcome.Complete());
    assertThat(commands(result)).isEqualTo(1);
  }

  @Test
  void lengthsOfFourGigabytesTakeNoMemory() {
    byte[] most = littleEndian('X', 0xffffffffL);
    byte[] string = join(CALL, Arrays.copyOf(most, 5), latin1("x."));
    byte[] npyHeader =
        join(new byte[] {(byte) 0x93}, latin1("NUMPY\2\0"), Arrays.copyOfRange(most, 1, 5), MODEL);
    byte[] lzma =
        compressing(out -> new LZMAOutputStream(out, new LZMA2Options(0), -1)).apply(MODEL);
    Arrays.fill(lzma, 1, 5, (byte) 0xff);

    assertIncomplete(string, "argument goes past the end", 1);
    assertIncomplete(npyHeader, "npy header is longer than", 0);
    Result dictionary = Scanned.content("dictionary.lzma", lzma, SMALL);
    assertThat(dictionary.outcome()).isEqualTo(new Outcome.Complete());
    assertThat(commands(dictionary)).isEqualTo(1);
  }

  @Test
  void mildFindingsDoNotKeepOutBadOnes() {
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i < 3 * SMALL.findings(); i++) {
      imports.append("cunknown").append(i).append("\nname\n0");
    }
    byte[] behind = join(latin1(imports.toString()), MODEL);
    byte[] calls =
        join(
            latin1("cunknown\nf\n)R" + ")R".repeat(3 * SMALL.findings())),
            new byte[] {(byte) 0x82, 1, '.'});

    assertIncomplete(behind, "findings", 1);
    assertThat(Scanned.content("calls.pkl", calls, SMALL).findings())
        .extracting(finding -> finding.rule().id())
        .contains(RuleId.PICKLE_EXTENSION_CODE);
  }

  private static void assertIncomplete(byte[] content, String reason, int commands) {
    Result result = Scanned.content("bomb", content, SMALL);

    assertThat(result.problems()).anySatisfy(problem -> assertThat(problem).contains(reason));
    assertThat(result.problems()).noneMatch(problem -> problem.contains("seconds"));
    assertThat(result.outcome()).isInstanceOf(Outcome.Incomplete.class);
    assertThat(commands(result)).isEqualTo(commands);
  }

  private static long commands(Result result) {
    return result.findings().stream()
        .filter(finding -> finding.rule().id() == RuleId.PICKLE_RUNS_COMMAND)
        .count();
  }

  // --- what the bombs are made of ---

  private static byte[] longBytes(int length) {
    return join(CALL, littleEndian(0x8e, length), new byte[length], latin1("."));
  }

  private static byte[] littleEndian(int opcode, long number) {
    return ByteBuffer.allocate(9)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) opcode)
        .putLong(number)
        .array();
  }

  private static byte[] farApart() {
    ByteBuffer puts = ByteBuffer.allocate(1 + 5 * 10_000).order(ByteOrder.LITTLE_ENDIAN);
    puts.put((byte) 'N');
    for (int i = 0; i < 10_000; i++) {
      puts.put((byte) 'r').putInt(i * 100_000);
    }
    return puts.array();
  }

  private static byte[] repeated(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] nested(byte[] content, UnaryOperator<byte[]> wrapped, int levels) {
    byte[] outer = content;
    for (int i = 0; i < levels; i++) {
      outer = wrapped.apply(outer);
    }
    return outer;
  }

  private static UnaryOperator<byte[]> both(
      UnaryOperator<byte[]> inner, UnaryOperator<byte[]> outer) {
    return content -> outer.apply(inner.apply(content));
  }

  private static UnaryOperator<byte[]> compressing(Compressor compressor) {
    return content -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream compressed = compressor.around(out)) {
        compressed.write(content);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return out.toByteArray();
    };
  }

  private static UnaryOperator<byte[]> zipping(String member) {
    return content -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        add(zip, member, content);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return out.toByteArray();
    };
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] tar(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      TarArchiveEntry entry = new TarArchiveEntry("model.pkl");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static byte[] sevenZip(byte[] content) {
    try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
      try (SevenZOutputFile archive = new SevenZOutputFile(channel)) {
        SevenZArchiveEntry entry = new SevenZArchiveEntry();
        entry.setName("model.pkl");
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
      }
      return Arrays.copyOf(channel.array(), (int) channel.size());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** One frame of blocks of one byte each, or as they are (RFC 8878, 3.1.1.2). */
  private static byte[] zstd(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0x38});
    for (int at = 0; at < content.length; at += 1 << 14) {
      byte[] block = Arrays.copyOfRange(content, at, Math.min(content.length, at + (1 << 14)));
      boolean same = Arrays.equals(block, repeated(block[0], block.length));
      int last = at + block.length == content.length ? 1 : 0;
      int header = last | (same ? 2 : 0) | block.length << 3;
      out.writeBytes(new byte[] {(byte) header, (byte) (header >> 8), (byte) (header >> 16)});
      out.write(block, 0, same ? 1 : block.length);
    }
    return out.toByteArray();
  }

  /** One frame of blocks: a literal that is repeated, and five more, or as they are. */
  private static byte[] lz4(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {4, 0x22, 0x4d, 0x18, 0x60, 0x40, (byte) 0x82});
    int size = 1 << 14;
    for (int at = 0; at < content.length; at += size) {
      byte[] block = Arrays.copyOfRange(content, at, Math.min(content.length, at + size));
      if (block.length < size || !Arrays.equals(block, repeated(block[0], size))) {
        out.writeBytes(littleEndian32(block.length | 1 << 31));
        out.writeBytes(block);
        continue;
      }
      int more = size - 1 - 5 - 4 - 15; // of the repetition, beyond what its token says
      ByteArrayOutputStream sequence = new ByteArrayOutputStream();
      sequence.writeBytes(new byte[] {0x1f, block[0], 1, 0});
      sequence.writeBytes(repeated(0xff, more / 255));
      sequence.write(more % 255);
      sequence.write(0x50);
      sequence.writeBytes(repeated(block[0], 5));
      out.writeBytes(littleEndian32(sequence.size()));
      out.writeBytes(sequence.toByteArray());
    }
    out.writeBytes(littleEndian32(0));
    return out.toByteArray();
  }

  private static byte[] littleEndian32(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
