package org.modelscan.format;

/**
 * What a format is called and how it is described to users.
 *
 * @param id short name for reports, such as {@code torch-zip}
 * @param title for people, such as {@code PyTorch archive}
 * @param kind whether such content is a model by itself
 * @param recognisedBy how content shows that it is this format, one clause
 * @param checks what is checked, one clause
 * @param inspects what the inspect command shows, one clause
 */
public record Identity(
    String id, String title, Kind kind, String recognisedBy, String checks, String inspects) {

  /** Whether content of a format is a model by itself. */
  public enum Kind {
    /** It is. */
    MODEL,
    /** It holds other files, and is a model where one of them is. */
    CONTAINER
  }
}
