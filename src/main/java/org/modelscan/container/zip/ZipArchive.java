package org.modelscan.container.zip;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;

/**
 * A ZIP archive as any reader would read it: Python's and PyTorch's, which go by the central
 * directory and differ in where they look for it, and those that go from local header to local
 * header. Only headers have been read, no data.
 *
 * @param members in the order of the central directories, then those that only local headers name
 * @param unclaimed bytes before, between and after that belong to no member and no record
 * @param contradictions the first of each {@link Disagreement}
 * @param problems what could not be read
 */
public record ZipArchive(
    List<ZipMember> members,
    List<Region> unclaimed,
    List<Fact.Contradiction> contradictions,
    List<Problem> problems) {

  /** A part that could not be read. */
  public record Problem(long offset, String reason) {}

  /** Inflated content is only searched for an archive's end where it is not longer than this. */
  private static final int MOST_INFLATED_FOR_END = 1 << 20;

  /** Bytes at the end of content that are searched for the end of an archive. */
  public static final int TAIL = EndRecord.TAIL;

  private static final int SPLIT_SIGNATURE = 0x08074b50;
  private static final int SINGLE_PART_SIGNATURE = 0x30304b50;

  /** Copies the lists. */
  public ZipArchive {
    members = List.copyOf(members);
    unclaimed = List.copyOf(unclaimed);
    contradictions = List.copyOf(contradictions);
    problems = List.copyOf(problems);
  }

  /**
   * The archive that content is: that starts with a local header or an end record, or has an end
   * record with a central directory at its end.
   */
  public static Optional<ZipArchive> find(Bytes bytes) throws IOException {
    boolean starts = startsLikeOne(bytes);
    if (!starts
        && !bytes.isRandomAccess()
        && bytes.read(MOST_INFLATED_FOR_END, new byte[1], 0, 1) > 0) {
      return Optional.empty();
    }
    long size = bytes.size();
    int tail = (int) Math.min(size, EndRecord.TAIL);
    List<Long> ends = EndRecord.positions(bytes.upTo(size - tail, tail), size - tail);
    if (!starts && ends.isEmpty()) {
      return Optional.empty();
    }
    Reconciler reconciler = new Reconciler(bytes, size);
    reconciler.readDirectories(ends);
    if (!starts && !reconciler.hasEntries()) {
      return Optional.empty();
    }
    return Optional.of(reconciler.finish());
  }

  private static boolean startsLikeOne(Bytes bytes) throws IOException {
    int first = Signatures.at(bytes, 0);
    return switch (first) {
      case LocalHeader.SIGNATURE, EndRecord.SIGNATURE -> true;
      case SPLIT_SIGNATURE, SINGLE_PART_SIGNATURE ->
          Signatures.at(bytes, 4) == LocalHeader.SIGNATURE;
      default -> false;
    };
  }
}
