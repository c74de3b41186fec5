package org.modelscan.container.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;

/**
 * Puts together what end records, central directories and local headers of one archive say, and
 * states where they disagree.
 */
final class Reconciler {
  /** Unclaimed ranges that are too short for a local header and too short to matter. */
  private static final int SHORTEST_GAP = 24;

  /** Local headers that are asked for before they are read: far content needs its time. */
  private static final int AHEAD = 6;

  /** A local header and the start of its content, which is looked at soon after. */
  private static final int HEADER_AND_START = 1 << 14;

  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_UNCLAIMED = 256;
  private static final long UNKNOWN = 0xffffffffL;

  private final Bytes bytes;
  private final long size;
  private final Cursor cursor;
  private final Claims claims = new Claims();
  private final Map<String, ZipMember> byName = new HashMap<>();
  private final List<ZipMember> members = new ArrayList<>();
  private final Map<Disagreement, Fact.Contradiction> disagreements =
      new EnumMap<>(Disagreement.class);
  private final List<ZipArchive.Problem> problems = new ArrayList<>();
  private final Set<Directory.Place> directories = new HashSet<>();
  private int entries;
  private boolean full;

  Reconciler(Bytes bytes, long size) {
    this.bytes = bytes;
    this.size = size;
    this.cursor = new Cursor(bytes, 0);
  }

  /** Whether a central directory names anything: by chance, no content has that at its end. */
  boolean hasEntries() {
    return entries > 0;
  }

  private boolean hasDirectory() {
    return !directories.isEmpty();
  }

  /** Reads every central directory that a reader may come to from an end record, last first. */
  void readDirectories(List<Long> positions) throws IOException {
    for (long position : positions) {
      if (claims.cover(position)) {
        continue; // the end of an archive that is stored as a member of this one
      }
      List<EndRecord> readings = EndRecord.read(bytes, position);
      int before = directories.size();
      for (EndRecord reading : readings) {
        for (Directory.Place place : Directory.places(bytes, reading)) {
          readDirectory(reading, place);
        }
      }
      if (directories.size() > before) {
        claims.add(position, position + EndRecord.LENGTH);
        if (readings.size() > 1) {
          disagree(Disagreement.ZIP64, position, readings.size() + " readings");
        }
      }
    }
    if (directories.size() > 1) {
      disagree(Disagreement.SEVERAL_DIRECTORIES, -1, directories.size() + " central directories");
    }
  }

  private void readDirectory(EndRecord end, Directory.Place place) throws IOException {
    if (!directories.add(place)) {
      return;
    }
    Directory directory =
        Directory.read(bytes, place, end.directoryEnd(), Directory.MOST_ENTRIES - entries);
    long found = directory.entries().size();
    full |= entries + found >= Directory.MOST_ENTRIES;
    if (!directory.whole()) {
      problem(
          directory.end(),
          full ? "more members than are read" : "the central directory is cut or damaged");
    }
    // Writers without ZIP64 let the 16-bit number of entries wrap.
    boolean wrapped = end.entries() <= 0xffff && end.entries() == (found & 0xffff);
    if (end.entries() != found && !wrapped && directory.whole()) {
      disagree(Disagreement.ENTRY_COUNT, end.position(), end.entries() + " instead of " + found);
    }
    long length = directory.end() - directory.start();
    if (end.size() != length && directory.whole()) {
      disagree(Disagreement.DIRECTORY_SIZE, end.position(), end.size() + " instead of " + length);
    }
    if (end.parts()) {
      disagree(Disagreement.DISKS, end.position(), "the end record names several disks");
    }
    claims.add(directory.start(), directory.end());
    claims.add(end.directoryEnd(), end.position());
    add(directory);
  }

  private void add(Directory directory) throws IOException {
    entries += directory.entries().size();
    for (int i = 0; i < AHEAD - 1; i++) {
      expect(directory, i);
    }
    for (int i = 0; i < directory.entries().size(); i++) {
      expect(directory, i + AHEAD - 1);
      CentralHeader central = directory.entries().get(i);
      Optional<LocalHeader> local =
          LocalHeader.read(cursor, directory.base() + central.headerOffset());
      if (local.isEmpty() && directory.base() != 0) {
        local = LocalHeader.read(cursor, central.headerOffset());
      }
      if (local.isPresent()) {
        add(central, local.get());
      } else {
        disagree(Disagreement.NO_LOCAL_HEADER, central.position(), central.name().text());
        problem(central.position(), "no local header for " + central.name().text());
      }
    }
  }

  private void expect(Directory directory, int index) {
    if (index < directory.entries().size()) {
      bytes.expect(
          directory.base() + directory.entries().get(index).headerOffset(), HEADER_AND_START);
    }
  }

  private void add(CentralHeader central, LocalHeader local) throws IOException {
    String name = central.name().text();
    compare(central, local, name);
    Reading byDirectory =
        reading(local, central.compressedSize(), central.method(), central.size(), central.crc());
    List<Reading> readings = new ArrayList<>(1);
    readings.add(byDirectory);
    boolean sizesKnown = !local.sizesFollow() && local.compressedSize() != UNKNOWN;
    Reading byLocalHeader =
        sizesKnown
            ? reading(local, local.compressedSize(), local.method(), local.size(), local.crc())
            : reading(
                local, central.compressedSize(), local.method(), central.size(), central.crc());
    if (byLocalHeader.method() != byDirectory.method()
        || byLocalHeader.dataLength() != byDirectory.dataLength()) {
      readings.add(byLocalHeader);
    }
    boolean encrypted = central.encrypted() && local.encrypted();
    ZipMember member = new ZipMember(name, encrypted, central.symbolicLink(), readings);
    if (add(member, central.position())) {
      claim(local, byDirectory);
    }
  }

  /** Adds a member that is not just the same again. */
  private boolean add(ZipMember member, long position) {
    ZipMember earlier = byName.putIfAbsent(member.name(), member);
    if (earlier != null) {
      if (earlier.readings().equals(member.readings())) {
        return false;
      }
      if (!sameContent(earlier, member) && !(isEmpty(earlier) && isEmpty(member))) {
        disagree(Disagreement.DUPLICATE, position, member.name());
      }
    }
    if (member.isDirectory() && !isEmpty(member)) {
      disagree(Disagreement.DIRECTORY, position, member.name());
    }
    members.add(member);
    return true;
  }

  private static boolean sameContent(ZipMember one, ZipMember other) {
    Reading first = one.readings().getFirst();
    Reading second = other.readings().getFirst();
    return first.crc() == second.crc() && first.size() == second.size() && first.size() >= 0;
  }

  private static boolean isEmpty(ZipMember member) {
    return member.readings().stream()
        .allMatch(reading -> reading.dataLength() == 0 || reading.size() == 0);
  }

  private Reading reading(LocalHeader local, long dataLength, int method, long length, long crc) {
    long known = length == UNKNOWN ? -1 : length;
    // Python and PyTorch read as much of stored content as one or the other size says.
    long stored = method == Reading.STORED ? Math.max(dataLength, known) : dataLength;
    return new Reading(local.dataOffset(), stored, method, known, crc);
  }

  private void compare(CentralHeader central, LocalHeader local, String name) {
    long at = local.position();
    if (!central.name().same(local.name()) && !name.equals(local.name().text())) {
      disagree(Disagreement.NAMES, at, name + ", " + local.name().text());
    }
    if (central.method() != local.method()) {
      disagree(Disagreement.METHODS, at, name + ": " + central.method() + ", " + local.method());
    }
    boolean sizesFollow = local.sizesFollow() || local.compressedSize() == UNKNOWN;
    boolean sizeFollows = (local.hasDescriptor() && local.size() == 0) || local.size() == UNKNOWN;
    if (!sizesFollow
        && (local.compressedSize() != central.compressedSize()
            || (!sizeFollows && local.size() != central.size()))) {
      disagree(
          Disagreement.SIZES,
          at,
          name + ": " + central.compressedSize() + ", " + local.compressedSize());
    }
    if (central.method() == Reading.STORED
        && !central.encrypted()
        && central.compressedSize() != central.size()) {
      disagree(
          Disagreement.WRONG_SIZE,
          at,
          name + ": " + central.compressedSize() + " stored, " + central.size());
    }
    if (local.crc() != central.crc() && !(local.hasDescriptor() && local.crc() == 0)) {
      disagree(
          Disagreement.CHECKSUMS, at, "%s: %08x, %08x".formatted(name, central.crc(), local.crc()));
    }
    if (central.encrypted() != local.encrypted()) {
      disagree(Disagreement.ENCRYPTION, at, name);
    }
    if ((central.version() & 0xff) > Flags.HIGHEST_VERSION
        || (local.version() & 0xff) > Flags.HIGHEST_VERSION) {
      disagree(Disagreement.VERSION, at, name + ": " + central.version() + ", " + local.version());
    }
    if (central.disk() != 0) {
      disagree(Disagreement.DISKS, at, name + ": disk " + central.disk());
    }
    if (central.name().hasNul()) {
      disagree(Disagreement.NUL_IN_NAME, at, name);
    }
    RawName unicode = central.unicodeName();
    if (unicode != null
        && unicode.isAscii()
        && central.name().isAscii()
        && !unicode.same(central.name())) {
      disagree(Disagreement.UNICODE_NAME, at, name + ", " + unicode.text());
    }
  }

  private void claim(LocalHeader local, Reading reading) throws IOException {
    long end = reading.dataOffset() + Math.min(reading.dataLength(), Long.MAX_VALUE / 2);
    if (end > size) {
      problem(reading.dataOffset(), "the archive ends within a member");
    } else if (local.hasDescriptor()) {
      end += DataDescriptor.length(cursor, end, reading.dataLength(), reading.crc());
    }
    claims.add(local.position(), Math.min(end, size));
  }

  /** Looks at what no directory claims, and gives the result. */
  ZipArchive finish() throws IOException {
    Optional<Region> overlap = claims.overlap();
    overlap.ifPresent(shared ->
        disagree(
            Disagreement.OVERLAP,
            shared.start(),
            "%d bytes belong to two members".formatted(shared.length())));
    if (!hasDirectory()) {
      problem(size, "the archive has no end record: it is cut, or more follows it");
    }
    searchGaps();
    // Where not all members are known, it is not known either what belongs to none.
    List<Region> unclaimed = full ? List.of() : claims.gaps(size, SHORTEST_GAP);
    if (unclaimed.size() > MOST_UNCLAIMED) {
      problem(-1, "too many ranges of bytes that belong to no member");
      unclaimed = unclaimed.subList(0, MOST_UNCLAIMED);
    }
    return new ZipArchive(members, unclaimed, List.copyOf(disagreements.values()), problems);
  }

  private void searchGaps() throws IOException {
    Signatures signatures = new Signatures(bytes);
    for (Region gap : claims.gaps(size, SHORTEST_GAP)) {
      if (full) {
        return;
      }
      search(signatures, gap);
    }
    if (signatures.exhausted()) {
      problem(-1, "more bytes that belong to no member than are searched");
    }
  }

  /** Finds members that only local headers name, as a reader of streams does. */
  private void search(Signatures signatures, Region gap) throws IOException {
    long at = signatures.nextLocalHeader(gap.start(), gap.end());
    while (at >= 0) {
      Optional<LocalHeader> header = LocalHeader.read(cursor, at).filter(LocalHeader::plausible);
      long next = at + 4;
      if (header.isPresent() && header.get().dataOffset() <= gap.end()) {
        if (entries++ >= Directory.MOST_ENTRIES) {
          full = true;
          problem(at, "more members than are read");
          return;
        }
        next = addHidden(signatures, header.get(), gap.end());
      }
      at = signatures.nextLocalHeader(next, gap.end());
    }
  }

  private long addHidden(Signatures signatures, LocalHeader local, long limit) throws IOException {
    String name = local.name().text();
    long start = local.dataOffset();
    boolean sizesKnown = !local.sizesFollow() && local.compressedSize() != UNKNOWN;
    long end =
        sizesKnown
            ? start + Math.min(local.compressedSize(), limit - start)
            : signatures.endOfData(cursor, start, limit);
    if (sizesKnown && local.compressedSize() > limit - start) {
      problem(start, "the archive ends within a member");
    }
    Reading reading =
        reading(
            local,
            end - start,
            local.method(),
            sizesKnown ? local.size() : UNKNOWN,
            sizesKnown ? local.crc() : -1);
    ZipMember member = new ZipMember(name, local.encrypted(), false, List.of(reading));
    if (hasDirectory() && reading.dataLength() > 0) {
      // Empty ones are how an aligning tool fills the space between members.
      disagree(Disagreement.HIDDEN, local.position(), name);
    }
    add(member, local.position());
    if (local.hasDescriptor()) {
      end += DataDescriptor.length(cursor, end, end - start, local.crc());
    }
    claims.add(local.position(), Math.min(end, limit));
    return Math.min(end, limit);
  }

  private void disagree(Disagreement kind, long offset, String evidence) {
    disagreements.putIfAbsent(kind, new Fact.Contradiction(offset, kind.what(), evidence));
  }

  private void problem(long offset, String reason) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new ZipArchive.Problem(offset, reason));
    }
  }
}
