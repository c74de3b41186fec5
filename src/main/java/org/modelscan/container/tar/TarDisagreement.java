package org.modelscan.container.tar;

/** The ways in which two readers of one tar archive can see different content. */
public enum TarDisagreement {
  /** Python stops there; others go on, or do not look. */
  CHECKSUM("a tar header has a wrong checksum"),
  /** Found by readers that ignore blocks of zeros, and of archives that were joined. */
  BEHIND_THE_END("tar members stand behind the end of the archive"),
  /** Some readers pass over the data, others take it for headers. */
  DATA_OF_A_LINK("a tar member that has no content gives a size"),
  /** Readers that do not know pax headers go on elsewhere. */
  PAX_SIZE("tar header and pax header give different sizes");

  private final String what;

  TarDisagreement(String what) {
    this.what = what;
  }

  /** One clause for reports. */
  public String what() {
    return what;
  }
}
