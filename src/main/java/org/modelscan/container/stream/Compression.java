package org.modelscan.container.stream;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;

/** The kinds of compressed streams that are read. */
public enum Compression {
  /** RFC 1952. */
  GZIP {
    @Override
    public boolean startsWith(byte[] magic) {
      return starts(magic, 0x1f, 0x8b, 8); // Python does not look at the flags that are reserved
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) throws IOException {
      return new GzipDecoder(bytes, offset);
    }
  },
  /** RFC 1950; what joblib and others write without a wrapper of their own. */
  ZLIB {
    @Override
    public boolean startsWith(byte[] header) {
      return header.length > 1
          && (header[0] & 0x8f) == 8
          && (header[1] & 0x20) == 0
          && ((header[0] & 0xff) << 8 | (header[1] & 0xff)) % 31 == 0;
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) {
      return new InflateStream(bytes, offset, false);
    }
  },
  /** Ten bytes of signature: level, and the number pi that starts a block. */
  BZIP2 {
    @Override
    public boolean startsWith(byte[] header) {
      return header.length >= 10
          && starts(header, 'B', 'Z', 'h')
          && header[3] >= '1'
          && header[3] <= '9'
          && (hasAt(header, 4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59)
              || hasAt(header, 4, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90));
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) throws IOException {
      return new Bzip2Decoder(bytes, offset);
    }
  },
  /** The .xz file format 1.2.1. */
  XZ {
    @Override
    public boolean startsWith(byte[] magic) {
      return starts(magic, 0xfd, '7', 'z', 'X', 'Z', 0);
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) throws IOException {
      return LzmaDecoder.xz(bytes, offset, budget);
    }
  },
  /** The LZMA_Alone format, which has no signature but few values that its fields can have. */
  LZMA {
    @Override
    public boolean startsWith(byte[] header) {
      return LzmaDecoder.startsAlone(header);
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) throws IOException {
      return LzmaDecoder.alone(bytes, offset, budget);
    }
  },
  /** RFC 8878. */
  ZSTD {
    @Override
    public boolean startsWith(byte[] magic) {
      return starts(magic, 0x28, 0xb5, 0x2f, 0xfd) || isSkippable(magic);
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) {
      return new ZstdDecoder(bytes, offset, budget);
    }
  },
  /** LZ4 frame format 1.6.4. */
  LZ4 {
    @Override
    public boolean startsWith(byte[] magic) {
      return starts(magic, 0x04, 0x22, 0x4d, 0x18) || isSkippable(magic);
    }

    @Override
    Decoder decoder(Bytes bytes, long offset, Budget budget) {
      return new Lz4Decoder(bytes, offset);
    }
  };

  /** First bytes that tell whether a stream of this kind may start with them. */
  public static final int SIGNATURE_LENGTH = 19;

  /** Whether a stream of this kind may start with these bytes. */
  public abstract boolean startsWith(byte[] first);

  /**
   * The kind of the stream at an offset, where it goes on with the content of one of this kind in
   * front of it: Python's lzma module reads both of its kinds in a row.
   */
  Optional<Compression> following(Bytes bytes, long offset) throws IOException {
    byte[] first = bytes.upTo(offset, SIGNATURE_LENGTH);
    List<Compression> kinds =
        switch (this) {
          case XZ, LZMA -> List.of(XZ, LZMA);
          case GZIP, ZLIB, BZIP2, ZSTD, LZ4 -> List.of(this);
        };
    return kinds.stream().filter(kind -> kind.startsWith(first)).findFirst();
  }

  /** Opens the one stream at an offset. */
  abstract Decoder decoder(Bytes bytes, long offset, Budget budget) throws IOException;

  /** The content of all streams that stand in a row from an offset on. */
  public ConcatenatedStream open(Bytes bytes, long offset, Budget budget) throws IOException {
    return new ConcatenatedStream(this, bytes, offset, budget);
  }

  /** Frames of user data, which Zstandard and LZ4 share; readers pass over them. */
  static boolean isSkippable(byte[] magic) {
    return magic.length >= 4 && (magic[0] & 0xf0) == 0x50 && hasAt(magic, 1, 0x2a, 0x4d, 0x18);
  }

  private static boolean starts(byte[] bytes, int... values) {
    return hasAt(bytes, 0, values);
  }

  private static boolean hasAt(byte[] bytes, int at, int... values) {
    if (bytes.length < at + values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if ((bytes[at + i] & 0xff) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
