package org.modelscan.scan;

/** How the scan of one file ended. Every file has exactly one. */
public sealed interface Outcome {
  /** All that decides was read. */
  record Complete() implements Outcome {}

  /** Something could not be read; what was found before stays. */
  record Incomplete(String reason) implements Outcome {}

  /** Nothing of it was read, for a reason that is not damage. */
  record NotScanned(String reason) implements Outcome {}

  /** No format claims it. */
  record NotAModel() implements Outcome {}
}
