package org.modelscan.format.config;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Head;
import org.modelscan.format.Match;
import org.modelscan.format.json.JsonNames;

/**
 * Tells JSON configurations apart by the names of their outermost object. Where the head does not
 * show all of them, the rest is only looked at for files that a loader would open by their name.
 */
final class Names {
  private Names() {}

  /** Whether one of the names is there. */
  static Match probe(Head head, Set<String> wanted, boolean isLoadedByName) throws IOException {
    if (!isLoadedByName && !mayHold(head.text().latin1(), wanted)) {
      return Match.NO;
    }
    Optional<JsonNames> names = head.json();
    if (names.isEmpty()) {
      return Match.NO;
    }
    if (names.get().names().stream().anyMatch(wanted::contains)) {
      return Match.SURE;
    }
    boolean mayCome = !names.get().complete() && !head.text().isAll();
    return mayCome && isLoadedByName ? Match.LIKELY : Match.NO;
  }

  /**
   * Whether a text can have one of the names: it stands there, or can be hidden by escapes or an
   * encoding. Asked first because it costs a tenth of reading names.
   */
  private static boolean mayHold(String start, Set<String> wanted) {
    return start.contains("\\u")
        || start.indexOf(0) >= 0
        || wanted.stream().anyMatch(start::contains);
  }

  /** Whether the content as a whole has one of the names; if not, that is said. */
  static boolean confirm(Artifact artifact, Set<String> wanted, Match probed, Facts out)
      throws IOException {
    boolean found =
        probed == Match.SURE
            || JsonNames.of(artifact.bytes())
                .filter(names -> names.names().stream().anyMatch(wanted::contains))
                .isPresent();
    if (!found) {
      out.doubtful();
    }
    return found;
  }
}
