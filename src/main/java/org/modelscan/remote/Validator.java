package org.modelscan.remote;

import java.util.Optional;

/**
 * What tells one state of a file from another: its length, and what the server gives to compare.
 *
 * @param size in bytes
 * @param tag the header ETag, or an empty string
 * @param modified the header Last-Modified, or an empty string
 */
record Validator(long size, String tag, String modified) {

  static Validator of(long size, Answer answer) {
    return new Validator(
        size, answer.header("ETag").orElse(""), answer.header("Last-Modified").orElse(""));
  }

  /** Whether both may be the same state: what only one of them has says nothing. */
  boolean agrees(Validator other) {
    boolean tags = !tag.isEmpty() && !other.tag.isEmpty();
    boolean times = !modified.isEmpty() && !other.modified.isEmpty();
    return size == other.size
        && (tags ? tag.equals(other.tag) : !times || modified.equals(other.modified));
  }

  /** What a condition on a range may name: RFC 9110, 13.1.5, asks for a strong tag. */
  Optional<String> strong() {
    return tag.startsWith("\"") ? Optional.of(tag) : Optional.empty();
  }
}
