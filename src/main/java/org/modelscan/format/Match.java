package org.modelscan.format;

/** How sure a format is that content is its own. */
public enum Match {
  /** Not this format. */
  NO,
  /** Reads like it, without a signature. */
  LIKELY,
  /** Has its signature or structure. */
  SURE
}
