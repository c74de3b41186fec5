package org.modelscan.report;

import java.util.Optional;
import org.modelscan.scan.Outcome;

/**
 * An outcome in the words of the reports for machines.
 *
 * @param id {@code scanned}, {@code incomplete} or {@code not-scanned}
 * @param reason why it is not scanned, or not all of it
 */
record Status(String id, Optional<String> reason) {
  static Status of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Complete(), Outcome.NotAModel() -> new Status("scanned", Optional.empty());
      case Outcome.Incomplete(String reason) -> new Status("incomplete", Optional.of(reason));
      case Outcome.NotScanned(String reason) -> new Status("not-scanned", Optional.of(reason));
    };
  }
}
