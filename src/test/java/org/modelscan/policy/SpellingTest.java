package org.modelscan.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
  @Test
  void distanceCountsLetters() {
    assertThat(Spelling.distance("jobs", "jobs")).isZero();
    assertThat(Spelling.distance("jbos", "jobs")).isEqualTo(1);
    assertThat(Spelling.distance("job", "jobs")).isEqualTo(1);
    assertThat(Spelling.distance("jobss", "jobs")).isEqualTo(1);
    assertThat(Spelling.distance("jabs", "jobs")).isEqualTo(1);
    assertThat(Spelling.distance("", "jobs")).isEqualTo(4);
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
  }

  @Test
  void onlyWhatIsNearIsOffered() {
    List<String> known = List.of("--include", "--exclude", "--incomplete");

    assertThat(Spelling.nearest("--inclde", known)).contains("--include");
    assertThat(Spelling.nearest("--exlcude", known)).contains("--exclude");
    assertThat(Spelling.nearest("--colour", known)).isEmpty();
    assertThat(Spelling.hint("--xyzzy", known)).isEmpty();
  }
}
