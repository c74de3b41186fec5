package org.modelscan.report;

/**
 * How text for a person looks.
 *
 * @param colour whether ANSI colours are used
 * @param width columns of a line, at least 40; a word that is longer stays whole
 * @param detail how much is told
 */
public record Look(boolean colour, int width, Detail detail) {
  /** What a log gets: no colour, and lines that fit a browser window. */
  public static final Look PLAIN = new Look(false, 120, Detail.NORMAL);

  /** How much is told. */
  public enum Detail {
    /** The summary and the verdict. */
    BRIEF,
    /** Findings and what could not be read. */
    NORMAL,
    /** Also every model without findings, and each thing that could not be read. */
    FULL
  }

  /** Keeps the width usable. */
  public Look {
    width = Math.max(40, width);
  }
}
