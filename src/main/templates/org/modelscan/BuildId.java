package org.modelscan;

/**
 * What the build knows about itself, filled in by it. Constants of a class and no resource: a
 * start-up cache that belongs to another build then shows itself in the answer to {@code
 * --version}, because a class comes from the cache and a resource from the jar.
 */
final class BuildId {
  static final String VERSION = "@VERSION@";
  static final String COMMIT = "@COMMIT@";
  static final String RULE_SET = "@RULE_SET@";

  private BuildId() {}
}
