package org.modelscan.container.lzma;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.bytes.MalformedInput;
import org.tukaani.xz.ARM64Options;
import org.tukaani.xz.ARMOptions;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.IA64Options;
import org.tukaani.xz.PowerPCOptions;
import org.tukaani.xz.RISCVOptions;
import org.tukaani.xz.SPARCOptions;
import org.tukaani.xz.X86Options;

/** A block of an XZ stream: LZMA2 data, and the filters that were applied before (section 3). */
final class XzBlock {
  private static final int LZMA2 = 0x21;
  private static final int HIGHEST_DICTIONARY = 40;

  private final long start;
  private final Unfiltered data;
  private final InputStream content;

  private XzBlock(long start, Unfiltered data, InputStream content) {
    this.start = start;
    this.data = data;
    this.content = content;
  }

  /** Reads the header at an offset. */
  static XzBlock open(Bytes bytes, long offset, Budget budget) throws IOException {
    Cursor header = new Cursor(bytes, offset, 64);
    long behind = offset + 4L * (header.u8() + 1);
    int flags = header.u8();
    if ((flags & 0x40) != 0) {
      number(header); // compressed size
    }
    if ((flags & 0x80) != 0) {
      number(header); // uncompressed size
    }
    FilterOptions[] filters = new FilterOptions[flags & 3];
    for (int i = 0; i < filters.length; i++) {
      filters[i] = filter(header);
    }
    long last = number(header);
    long length = number(header);
    verify(last == LZMA2 && length == 1, header.position(), "XZ block is not of LZMA2");
    int dictionary = header.u8();
    verify(dictionary <= HIGHEST_DICTIONARY, header.position(), "no size of a dictionary");
    Unfiltered data = new Unfiltered(new Lzma2Data(bytes, behind, reach(dictionary), budget));
    InputStream content = data;
    for (int i = filters.length - 1; i >= 0; i--) {
      content = filters[i].getInputStream(content);
    }
    return new XzBlock(behind, data, content);
  }

  /** Section 5.3.1. */
  private static long reach(int code) {
    return code == HIGHEST_DICTIONARY ? 0xffffffffL : (2L | (code & 1)) << (code / 2 + 11);
  }

  /** Sections 5.3.2 and 5.3.3; the library has them all. */
  private static FilterOptions filter(Cursor header) throws IOException {
    int id = (int) Math.min(number(header), Integer.MAX_VALUE);
    long length = number(header);
    if (id == 3) {
      verify(length == 1, header.position(), "delta filter without its distance");
      return new DeltaOptions(header.u8() + 1);
    }
    verify(length == 0 || length == 4, header.position(), "filter without its start");
    int start = length == 0 ? 0 : header.i32le();
    return switch (id) {
      case 4 -> started(new X86Options(), X86Options::setStartOffset, start);
      case 5 -> started(new PowerPCOptions(), PowerPCOptions::setStartOffset, start);
      case 6 -> started(new IA64Options(), IA64Options::setStartOffset, start);
      case 7 -> started(new ARMOptions(), ARMOptions::setStartOffset, start);
      case 8 -> started(new ARMThumbOptions(), ARMThumbOptions::setStartOffset, start);
      case 9 -> started(new SPARCOptions(), SPARCOptions::setStartOffset, start);
      case 10 -> started(new ARM64Options(), ARM64Options::setStartOffset, start);
      case 11 -> started(new RISCVOptions(), RISCVOptions::setStartOffset, start);
      default -> throw new MalformedInput(header.position(), "unknown filter of XZ");
    };
  }

  /** Sets where the first byte counts as being; the library's types share no public method. */
  @FunctionalInterface
  private interface Start<F> {
    void set(F filter, int start) throws IOException;
  }

  private static <F extends FilterOptions> F started(F filter, Start<F> setter, int start)
      throws IOException {
    setter.set(filter, start);
    return filter;
  }

  /** A number of seven bits a byte, section 1.2. */
  static long number(Cursor cursor) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = cursor.u8();
      value |= (next & 0x7fL) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new MalformedInput(cursor.position(), "number is too long");
  }

  /** Up to {@code length} bytes of content, or -1 at the end. */
  int read(byte[] into, int offset, int length) throws IOException {
    int read = content.read(into, offset, length);
    if (read < 0 && data.failure != null) {
      throw data.failure;
    }
    return read;
  }

  /** Offset behind the data and their padding; exact at their end. */
  long end() {
    long position = data.lzma.position();
    return position + (start - position & 3);
  }

  void close() {
    data.lzma.close();
  }

  /** Ends where the data are cut or damaged, because a filter loses what it holds on an error. */
  private static final class Unfiltered extends InputStream {
    private final Lzma2Data lzma;
    private @Nullable IOException failure;

    Unfiltered(Lzma2Data lzma) {
      this.lzma = lzma;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      try {
        return lzma.read(into, offset, length);
      } catch (IOException damaged) {
        failure = damaged;
        return -1;
      }
    }
  }
}
