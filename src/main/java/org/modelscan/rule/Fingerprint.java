package org.modelscan.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a finding of a file is recognised by in a later scan.
 *
 * @param content what was found, without where in the file ({@link Finding#fingerprint})
 * @param number counts findings of equal content in one file, from 1 on, so that each stays itself
 */
public record Fingerprint(String content, int number) {
  /** The fingerprints of all findings of one file, in their order. */
  public static List<Fingerprint> ofFile(List<Finding> findings) {
    Map<String, Integer> seen = new HashMap<>();
    return findings.stream()
        .map(Finding::fingerprint)
        .map(content -> new Fingerprint(content, seen.merge(content, 1, Integer::sum)))
        .toList();
  }

  @Override
  public String toString() {
    return content + ":" + number;
  }
}
