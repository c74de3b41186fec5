package org.modelscan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void everyFieldIsFilledInByTheBuild() {
    Version version = Version.current();

    assertThat(version.number()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    assertThat(version.commit()).matches("[0-9a-f]{12,40}(-dirty)?|unknown");
    assertThat(version.ruleSet()).matches("[0-9a-f]{12}");
  }

  @Test
  void lineNamesVersionCommitAndRuleSet() {
    assertThat(new Version("2.3.4", "0123456789ab", "ba9876543210").line())
        .isEqualTo("modelscan 2.3.4 (0123456789ab, rule set ba9876543210)");
  }
}
