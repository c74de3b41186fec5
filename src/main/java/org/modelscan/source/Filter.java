package org.modelscan.source;

import java.util.List;
import org.modelscan.policy.Glob;

/**
 * Which files a walk takes.
 *
 * @param include where there are any, a file must match one
 * @param exclude a file must match none; folders that match are not entered
 */
public record Filter(List<Glob> include, List<Glob> exclude) {
  /** Takes everything. */
  public static final Filter ALL = new Filter(List.of(), List.of());

  /** Copies the lists. */
  public Filter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Whether a file is taken, by its path as it is shown. */
  public boolean takes(String path) {
    return (include.isEmpty() || Glob.any(include, path)) && enters(path);
  }

  boolean enters(String folder) {
    return exclude.isEmpty() || !Glob.any(exclude, folder);
  }
}
