package org.modelscan.format.compressed;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.InflatedBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.container.stream.Compression;
import org.modelscan.container.stream.ConcatenatedStream;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * A file that is compressed as a whole: by a command line tool, by joblib or by a library. The
 * content is inflated as far as it is read, and read as what it is.
 */
public final class CompressedFormat implements Format {
  /** Suffixes that name the compression and not the content. */
  private static final List<String> SUFFIXES =
      List.of(".gz", ".bz2", ".xz", ".lzma", ".zst", ".zstd", ".lz4", ".z", ".zlib");

  private final Compression compression;
  private final Identity identity;

  /** The format of files that are compressed in one way. */
  public CompressedFormat(Compression compression) {
    this.compression = compression;
    this.identity =
        new Identity(
            compression.name().toLowerCase(Locale.ROOT),
            title(compression),
            Identity.Kind.CONTAINER,
            recognisedBy(compression),
            "the content of all streams in a row, and what follows them",
            "the content");
  }

  private static String title(Compression compression) {
    return switch (compression) {
      case GZIP -> "gzip file";
      case ZLIB -> "zlib stream";
      case BZIP2 -> "bzip2 file";
      case XZ -> "XZ file";
      case LZMA -> "LZMA file";
      case ZSTD -> "Zstandard file";
      case LZ4 -> "LZ4 frame";
    };
  }

  private static String recognisedBy(Compression compression) {
    return switch (compression) {
      case GZIP -> "the signature 1F 8B 08";
      case ZLIB -> "a header that is possible, also behind joblib's ZF, and data that inflates";
      case BZIP2 -> "the signature BZh and that of a block";
      case XZ -> "the signature FD 37 7A 58 5A 00";
      case LZMA -> "a header that is possible, and data that inflates";
      case ZSTD -> "the signature 28 B5 2F FD, also behind frames that are passed over";
      case LZ4 -> "the signature 04 22 4D 18";
    };
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Match probe(Head head) {
    int start = Start.of(compression, head);
    return start < 0 ? Match.NO : Start.match(compression, head, start);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Content content = new Content(artifact, out.budget());
    try (InflatedBytes inflated = new InflatedBytes(content::open, out.budget())) {
      out.member(innerName(artifact.name()), inflated);
      List<InflatedBytes.Damage> damage = inflated.damage();
      if (damage.isEmpty()) {
        long end = content.end();
        if (end >= 0 && artifact.bytes().upTo(end, 1).length > 0) {
          out.member("bytes from " + end, artifact.bytes().from(end));
        }
        return;
      }
      out.incomplete(-1, damage.getFirst().reason() + ", after " + damage.getFirst().offset());
      if (probe(artifact.head()) == Match.LIKELY) {
        out.doubtful();
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    Content content = new Content(artifact, budget);
    try (InflatedBytes inflated = new InflatedBytes(content::open, budget)) {
      out.member(innerName(artifact.name()), inflated);
    }
  }

  private static String innerName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    String lower = last.toLowerCase(Locale.ROOT);
    for (String suffix : SUFFIXES) {
      if (lower.endsWith(suffix) && last.length() > suffix.length()) {
        return last.substring(0, last.length() - suffix.length());
      }
    }
    return lower.endsWith(".tgz") ? last.substring(0, last.length() - 4) + ".tar" : "content";
  }

  /** Opens the content, and knows where the stream ended that was opened last. */
  private final class Content {
    private final Bytes compressed;
    private final long start;
    private final Budget budget;
    private @Nullable ConcatenatedStream last;

    Content(Artifact artifact, Budget budget) {
      this.compressed = artifact.bytes();
      this.start = Math.max(0, Start.of(compression, artifact.head()));
      this.budget = budget;
    }

    InputStream open() throws IOException {
      ConcatenatedStream stream = compression.open(compressed, start, budget);
      last = stream;
      return stream;
    }

    long end() {
      return last == null ? -1 : last.end();
    }
  }
}
