package org.modelscan;

/**
 * Which build this is.
 *
 * @param number the version of the release
 * @param commit the commit that was built, with {@code -dirty} behind it where the work tree had
 *     changes; {@code unknown} where the sources came without a repository
 * @param ruleSet a short hash over the rule pages and the rule data: equal when two builds judge by
 *     the same lists
 */
public record Version(String number, String commit, String ruleSet) {
  /** The running build, as the build itself wrote it down. */
  public static Version current() {
    return new Version(BuildId.VERSION, BuildId.COMMIT, BuildId.RULE_SET);
  }

  /** One line for a person, as {@code --version} prints it. */
  public String line() {
    return "modelscan " + number + " (" + commit + ", rule set " + ruleSet + ")";
  }
}
