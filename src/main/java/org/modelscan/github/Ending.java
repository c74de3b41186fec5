package org.modelscan.github;

import java.util.Optional;
import org.modelscan.policy.Verdict;

/**
 * How a run of the action ends.
 *
 * @param verdict of the scan; empty where there was none
 * @param hindered whether something did not work that has to, so that the run fails whatever the
 *     verdict
 */
public record Ending(Optional<Verdict> verdict, boolean hindered) {
  /** The word for the output {@code result}. */
  String result() {
    return verdict
        .map(one ->
            switch (one.status()) {
              case PASSED -> "passed";
              case INCOMPLETE -> "incomplete";
              case FINDINGS -> "findings";
            })
        .orElse(hindered ? "error" : "");
  }
}
