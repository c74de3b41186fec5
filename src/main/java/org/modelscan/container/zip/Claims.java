package org.modelscan.container.zip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which bytes of an archive belong to a member or a record. */
final class Claims {
  private final List<Region> regions = new ArrayList<>();
  private boolean sorted = true;

  void add(long start, long end) {
    if (end > start) {
      sorted &= regions.isEmpty() || regions.getLast().start() <= start;
      regions.add(new Region(start, end));
    }
  }

  boolean cover(long position) {
    for (Region region : regions) {
      if (region.start() <= position && position < region.end()) {
        return true;
      }
    }
    return false;
  }

  /** The first bytes that two claim. */
  Optional<Region> overlap() {
    sort();
    long end = 0;
    for (Region region : regions) {
      if (region.start() < end) {
        return Optional.of(new Region(region.start(), Math.min(end, region.end())));
      }
      end = Math.max(end, region.end());
    }
    return Optional.empty();
  }

  /** Unclaimed ranges of at least {@code least} bytes, up to {@code size}. */
  List<Region> gaps(long size, int least) {
    sort();
    List<Region> gaps = new ArrayList<>();
    long end = 0;
    for (Region region : regions) {
      if (Math.min(region.start(), size) - end >= least) {
        gaps.add(new Region(end, Math.min(region.start(), size)));
      }
      end = Math.max(end, region.end());
    }
    if (size - end >= least) {
      gaps.add(new Region(end, size));
    }
    return gaps;
  }

  private void sort() {
    if (!sorted) {
      regions.sort(Comparator.comparingLong(Region::start));
      sorted = true;
    }
  }
}
