package org.modelscan.github;

import java.util.List;
import java.util.Optional;

/**
 * A model that an event touches, for a person who cannot open it.
 *
 * @param path relative to the repository
 * @param format ids of its formats
 * @param bytes its size
 * @param inside what is in it
 * @param change against the base
 */
record ModelRow(String path, String format, long bytes, List<Brief.Clause> inside, Change change) {
  /** Copies the list. */
  ModelRow {
    inside = List.copyOf(inside);
  }

  /** What has changed against the base. */
  sealed interface Change {
    /** It was not there. */
    record Added() implements Change {}

    /** A part of it, or a file beside it, has changed; itself it is the same. */
    record Beside() implements Change {}

    /**
     * It was there.
     *
     * @param from its former path, where that was another one
     * @param bytes its former size
     * @param format its former formats, where those were others
     * @param added imports, layers and operators that are new
     * @param removed those that are gone
     */
    record Changed(
        Optional<String> from,
        long bytes,
        Optional<String> format,
        List<String> added,
        List<String> removed)
        implements Change {}

    /** The former version cannot be had. */
    record Unknown(String why) implements Change {}
  }
}
