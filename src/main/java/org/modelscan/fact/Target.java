package org.modelscan.fact;

/**
 * What an operator works on, as far as it can be known without running it.
 *
 * @param kind where it comes from
 * @param value the string itself where it stands in the file, otherwise what gives it
 */
public record Target(Kind kind, String value) {
  /** Where a target comes from. */
  public enum Kind {
    /** The file says it. */
    CONSTANT,
    /** One of the model's own files. */
    ASSET,
    /** Whoever runs the model gives it. */
    CALLER,
    /** It is computed while the model runs. */
    COMPUTED
  }

  /** For people: the string, or in angle brackets what gives it. */
  @Override
  public String toString() {
    return switch (kind) {
      case CONSTANT -> value;
      case ASSET -> "<asset " + value + ">";
      case CALLER -> "<given by the caller: " + value + ">";
      case COMPUTED -> "<computed: " + value + ">";
    };
  }
}
