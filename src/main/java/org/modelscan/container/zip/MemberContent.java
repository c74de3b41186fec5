package org.modelscan.container.zip;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.InflatedBytes;
import org.modelscan.container.lzma.LzmaData;
import org.modelscan.container.stream.BytesInputStream;
import org.modelscan.container.stream.Compression;
import org.modelscan.container.stream.InflateStream;

/**
 * Opens the content of members. Stored content is a slice of the archive. Small content is read
 * whole at once and checked against its size and checksum; larger content is not read for that.
 */
public final class MemberContent implements Closeable {
  /** Content up to this size is read whole. */
  private static final int SMALL = 1 << 16;

  private static final int DEFLATED = 8;
  private static final int DEFLATED_64 = 9;
  private static final int BZIP2 = 12;
  private static final int LZMA = 14;
  private static final int OLD_ZSTD = 20;
  private static final int ZSTD = 93;
  private static final int XZ = 95;

  private final Bytes archive;
  private final Budget budget;
  private final Inflater inflater = new Inflater(true);

  /** Opens members of one archive. */
  public MemberContent(Bytes archive, Budget budget) {
    this.archive = archive;
    this.budget = budget;
  }

  /**
   * Content of one reading.
   *
   * @param bytes to be closed after use
   * @param disagreement what was seen to be wrong with its size or checksum; null where nothing was
   *     or where it was not checked
   */
  public record Opened(Bytes bytes, @Nullable Disagreement disagreement) {}

  /** Opens content; empty where its compression method is not supported. */
  public Optional<Opened> open(Reading reading) throws IOException {
    Bytes data = archive.slice(reading.dataOffset(), reading.dataLength());
    if (reading.method() == Reading.STORED) {
      return Optional.of(checked(data, reading));
    }
    if (reading.method() == DEFLATED && isSmall(reading)) {
      byte[] inflated = inflate(data.upTo(0, (int) reading.dataLength()), (int) reading.size());
      if (inflated.length == reading.size()) {
        return Optional.of(checked(inflated, reading));
      }
    }
    Optional<InflatedBytes.Opener> opener = decompressor(data, reading);
    if (opener.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(checked(new InflatedBytes(opener.get(), budget), reading));
  }

  /**
   * Whether content can be read although it is flagged as encrypted: encryption adds 12 bytes or
   * more to stored content, and makes compressed data unreadable within its first bytes.
   */
  public boolean isPlain(Reading reading) throws IOException {
    if (reading.method() == Reading.STORED) {
      return reading.dataLength() == reading.size();
    }
    Optional<Opened> opened = open(reading);
    if (opened.isEmpty()) {
      return false;
    }
    try (Bytes bytes = opened.get().bytes()) {
      boolean gaveContent = bytes.upTo(0, SMALL).length > 0;
      return gaveContent && opened.get().disagreement() == null && damage(bytes).isEmpty();
    }
  }

  /** Why content ended early, where that has been seen so far. */
  public static Optional<String> damage(Bytes bytes) {
    return bytes instanceof InflatedBytes inflated
        ? inflated.damage().stream().map(InflatedBytes.Damage::reason).findFirst()
        : Optional.empty();
  }

  private static boolean isSmall(Reading reading) {
    return reading.size() >= 0 && reading.size() <= SMALL && reading.dataLength() <= 2L * SMALL;
  }

  private static Opened checked(Bytes bytes, Reading reading) throws IOException {
    if (!isSmall(reading)) {
      return new Opened(bytes, null);
    }
    byte[] content = bytes.upTo(0, (int) reading.size() + 1);
    if (damage(bytes).isPresent()) {
      return new Opened(bytes, null);
    }
    if (content.length != reading.size()) {
      return new Opened(bytes, Disagreement.WRONG_SIZE);
    }
    bytes.close();
    return checked(content, reading);
  }

  private static Opened checked(byte[] content, Reading reading) {
    CRC32 crc = new CRC32();
    crc.update(content);
    boolean right = reading.crc() < 0 || crc.getValue() == reading.crc();
    return new Opened(new HeapBytes(content), right ? null : Disagreement.WRONG_CHECKSUM);
  }

  /**
   * Inflates at once what is as long as it says; else nothing, so that it is inflated with care.
   */
  private byte[] inflate(byte[] data, int size) throws IOException {
    byte[] content = new byte[size + 1];
    inflater.reset();
    inflater.setInput(data);
    try {
      int length = inflater.inflate(content);
      budget.inflate(length);
      return inflater.finished() ? Arrays.copyOf(content, length) : new byte[0];
    } catch (DataFormatException damaged) {
      return new byte[0];
    }
  }

  private Optional<InflatedBytes.Opener> decompressor(Bytes data, Reading reading) {
    return Optional.ofNullable(
        switch (reading.method()) {
          case DEFLATED -> () -> new InflateStream(data, 0, true);
          case DEFLATED_64 ->
              () -> new Deflate64CompressorInputStream(new BytesInputStream(data, 0));
          case BZIP2 -> () -> Compression.BZIP2.open(data, 0, budget);
          case LZMA -> () -> lzma(data, reading);
          case ZSTD, OLD_ZSTD -> () -> Compression.ZSTD.open(data, 0, budget);
          case XZ -> () -> Compression.XZ.open(data, 0, budget);
          default -> null;
        });
  }

  /** LZMA data in a ZIP starts with a version and the length of its properties (APPNOTE 5.8.8). */
  private InputStream lzma(Bytes data, Reading reading) throws IOException {
    Cursor header = new Cursor(data, 4, 16);
    int properties = header.u8();
    long dictionary = header.u32le();
    return new LzmaData(data, header.position(), properties, dictionary, reading.size(), budget);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
