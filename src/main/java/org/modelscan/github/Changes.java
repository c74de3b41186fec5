package org.modelscan.github;

import java.util.Map;
import java.util.Optional;

/**
 * What an event adds, changes, renames or removes.
 *
 * @param paths relative to the repository, each with the path that the file had before
 * @param doubt why it is not known, so that everything counts as changed; as a clause
 */
record Changes(Map<String, String> paths, Optional<String> doubt) {
  /** Copies the map. */
  Changes {
    paths = Map.copyOf(paths);
  }

  static Changes of(Map<String, String> paths) {
    return new Changes(paths, Optional.empty());
  }

  static Changes unknown(String why) {
    return new Changes(Map.of(), Optional.of(why));
  }
}
