package org.modelscan.container.tar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.MemberPath;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/**
 * Goes from header to header, so that inflated content is read once. A member's content must be
 * read before the next one is asked for, or is inflated again.
 */
public final class TarReader {
  private static final int BLOCK = TarHeader.BLOCK;

  /** A long name or a set of pax records is not longer. */
  private static final int LONGEST_TEXT = 1 << 20;

  /** Bytes behind the end that are searched for further headers. */
  private static final long MOST_SEARCHED = 256L << 20;

  private final Bytes bytes;
  private final Facts out;
  private final Set<TarDisagreement> stated = EnumSet.noneOf(TarDisagreement.class);
  private PaxRecords global = PaxRecords.none();
  private PaxRecords pax = PaxRecords.none();
  private @Nullable String longName;
  private @Nullable String longLink;
  private long position;
  private long garbage = -1;
  private boolean behindEnd;

  /** Offset of the last byte of a member until it is known to be there: only once it was read. */
  private long unchecked = -1;

  /** Reads from the start; contradictions and what cannot be read are stated on the way. */
  public TarReader(Bytes bytes, Facts out) {
    this.bytes = bytes;
    this.out = out;
  }

  /** Whether a first block may be a tar header. */
  public static boolean startsWith(byte[] block) {
    return block.length >= BLOCK && !isZero(block) && TarHeader.parse(block).plausible();
  }

  /** Offset of bytes behind the end that are neither zeros nor headers, or -1. */
  public long garbage() {
    return garbage;
  }

  /** The next member; empty at the end. */
  public Optional<TarMember> next() throws IOException {
    if (unchecked >= 0 && bytes.upTo(unchecked, 1).length == 0) {
      out.incomplete(unchecked, "the archive ends within a member");
    }
    unchecked = -1;
    while (true) {
      byte[] block = bytes.upTo(position, BLOCK);
      if (block.length < BLOCK || isZero(block)) {
        if (block.length == 0 || !findBehindEnd()) {
          return Optional.empty();
        }
        continue;
      }
      TarHeader header = TarHeader.parse(block);
      if (!header.plausible()) {
        if (!findBehindEnd()) {
          return Optional.empty();
        }
        continue;
      }
      if (!header.checksum()) {
        state(TarDisagreement.CHECKSUM, header.name());
      }
      if (behindEnd) {
        state(TarDisagreement.BEHIND_THE_END, header.name());
      }
      out.budget().opcodes(1);
      long data = position + BLOCK;
      position = after(data, header.size());
      switch (header.type()) {
        case 'x', 'X' -> pax = PaxRecords.parse(text(data, header));
        case 'g' -> global = PaxRecords.parse(text(data, header)).over(global);
        case 'L' -> longName = untilNul(text(data, header));
        case 'K' -> longLink = untilNul(text(data, header));
        default -> {
          return Optional.of(member(header, data));
        }
      }
    }
  }

  private TarMember member(TarHeader header, long data) throws IOException {
    PaxRecords records = pax.over(global);
    String name =
        first(records.text("GNU.sparse.name"), records.text("path"), longName, header.name());
    String link = first(null, records.text("linkpath"), longLink, header.link());
    pax = PaxRecords.none();
    longName = null;
    longLink = null;
    char type = header.type();
    boolean hasData =
        switch (type) {
          case '1', '2', '3', '4', '5', '6' -> false;
          default -> !(type == '\0' && name.endsWith("/")); // a folder of V7
        };
    boolean isLink = type == '1' || type == '2';
    List<Bytes> contents = hasData ? contents(header, data, records) : contentsOfNone(header, data);
    return new TarMember(name, type, isLink ? link : "", contents);
  }

  private List<Bytes> contents(TarHeader header, long data, PaxRecords records) throws IOException {
    List<Bytes> contents = new ArrayList<>(1);
    long size = header.size();
    long paxSize = records.number("size");
    if (paxSize >= 0 && paxSize != size) {
      // Writers leave the header's field at zero, or at the highest number, where it does not fit.
      if (size != 0 && size < 0x1ffffffffL) {
        state(TarDisagreement.PAX_SIZE, paxSize + ", " + size);
        contents.add(slice(data, size));
      }
      size = paxSize;
      position = after(data, size);
    }
    Bytes stored = slice(data, size);
    contents.addFirst(stored);
    unchecked = size == 0 ? -1 : data + Math.min(size, Long.MAX_VALUE - data) - 1;
    sparse(header, data, records, stored, contents);
    return contents;
  }

  /** A sparse file is read with its holes, and as the stored data that a simple reader sees. */
  private void sparse(
      TarHeader header, long data, PaxRecords records, Bytes stored, List<Bytes> contents)
      throws IOException {
    String list = records.text("GNU.sparse.map");
    if (header.type() == 'S') {
      SparseMap map = SparseMap.old(header, bytes, data);
      Bytes pieces = slice(data + map.length(), header.size());
      position = after(data + map.length(), header.size());
      contents.set(
          0, SparseBytes.of(pieces, TarHeader.number(header.block(), 483, 12), map.entries()));
    } else if (list != null) {
      SparseMap map = SparseMap.of(list);
      contents.addFirst(SparseBytes.of(stored, records.number("GNU.sparse.size"), map.entries()));
    } else if (records.number("GNU.sparse.major") == 1) {
      SparseMap map = SparseMap.before(stored);
      contents.addFirst(
          SparseBytes.of(
              stored.from(map.length()), records.number("GNU.sparse.realsize"), map.entries()));
    }
  }

  /**
   * What has no content may give a size all the same: a hard link gives that of its target. Python
   * looks for the next header right behind this one, others behind the data.
   */
  private List<Bytes> contentsOfNone(TarHeader header, long data) throws IOException {
    position = data;
    if (header.size() == 0) {
      return List.of();
    }
    byte[] next = bytes.upTo(data, BLOCK);
    if (next.length < BLOCK || isZero(next) || TarHeader.parse(next).plausible()) {
      return List.of();
    }
    state(TarDisagreement.DATA_OF_A_LINK, header.name());
    position = after(data, header.size());
    return List.of(slice(data, header.size()));
  }

  /** Looks for another header behind zeros or garbage, as readers do that are told to. */
  private boolean findBehindEnd() throws IOException {
    long from = position;
    byte[] window = new byte[128 * BLOCK];
    while (position - from < MOST_SEARCHED) {
      int read = bytes.read(position, window, 0, window.length);
      for (int at = 0; at + BLOCK <= read; at += BLOCK) {
        byte[] block = Arrays.copyOfRange(window, at, at + BLOCK);
        if (!isZero(block)) {
          TarHeader header = TarHeader.parse(block);
          if (header.plausible() && header.checksum()) {
            position += at;
            behindEnd = true;
            return true;
          }
          garbage = garbage < 0 ? position + at : garbage;
        }
      }
      if (read < window.length) {
        int rest = read % BLOCK;
        if (garbage < 0 && rest > 0 && !isZero(bytes.upTo(position + read - rest, rest))) {
          garbage = position + read - rest;
        }
        return false;
      }
      position += read;
    }
    out.incomplete(from, "more bytes behind the end of the archive than are searched");
    return false;
  }

  private byte[] text(long data, TarHeader header) throws IOException {
    if (header.size() > LONGEST_TEXT) {
      out.incomplete(data, "a name or pax header is too long");
    }
    return bytes.upTo(data, (int) Math.min(header.size(), LONGEST_TEXT));
  }

  private Bytes slice(long offset, long length) {
    return bytes.slice(offset, length);
  }

  private static long after(long data, long size) {
    long blocks = Math.min(size, Long.MAX_VALUE / 2 - data);
    return data + (blocks + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static String untilNul(byte[] text) {
    String all = MemberPath.text(text);
    int end = all.indexOf('\0');
    return end < 0 ? all : all.substring(0, end);
  }

  private static String first(
      @Nullable String one, @Nullable String two, @Nullable String three, String last) {
    return one != null ? one : two != null ? two : three != null ? three : last;
  }

  private static boolean isZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private void state(TarDisagreement disagreement, String evidence) {
    if (stated.add(disagreement)) {
      out.fact(new Fact.Contradiction(position, disagreement.what(), evidence));
    }
  }
}
