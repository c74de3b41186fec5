package org.modelscan.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.format.pickle.PickleFormat;

/** All formats, in the order in which content is asked about. */
public final class Formats {
  /** The one list. */
  public static final List<Format> ALL = List.of(new PickleFormat());

  private Formats() {}

  /**
   * The formats that content is: several where it is made to be read in several ways. A format that
   * is sure leaves no room for one that is only likely.
   */
  public static List<Format> identify(Head head) throws IOException {
    List<Format> sure = new ArrayList<>(1);
    List<Format> likely = new ArrayList<>(1);
    for (Format format : ALL) {
      switch (format.probe(head)) {
        case SURE -> sure.add(format);
        case LIKELY -> likely.add(format);
        case NO -> {}
      }
    }
    return sure.isEmpty() ? likely : sure;
  }
}
