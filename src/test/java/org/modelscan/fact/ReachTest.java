package org.modelscan.fact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachTest {
  @Test
  void plainNamesStayInside() {
    for (String path :
        new String[] {
          "", "weights.bin", "data/a..b", "...", "a/.b", "ab:c/d", "vocab 1.txt", "a./b"
        }) {
      assertThat(Reach.of(path)).as(path).isEqualTo(Reach.INSIDE);
    }
  }

  @Test
  void everyWayOutIsTold() {
    assertThat(Reach.of("/etc/passwd")).isEqualTo(Reach.ABSOLUTE);
    assertThat(Reach.of("\\windows")).isEqualTo(Reach.ABSOLUTE);
    assertThat(Reach.of("..")).isEqualTo(Reach.CLIMBS);
    assertThat(Reach.of("a/../b")).isEqualTo(Reach.CLIMBS);
    assertThat(Reach.of("a\\..\\b")).isEqualTo(Reach.CLIMBS);
    assertThat(Reach.of("a/..")).isEqualTo(Reach.CLIMBS);
    assertThat(Reach.of("C:/x")).isEqualTo(Reach.DRIVE);
    assertThat(Reach.of("c:x")).isEqualTo(Reach.DRIVE);
    assertThat(Reach.of("\\\\server\\share")).isEqualTo(Reach.DRIVE);
    assertThat(Reach.of("http://203.0.113.7/x")).isEqualTo(Reach.SCHEME);
    assertThat(Reach.of("s3+x://bucket/x")).isEqualTo(Reach.SCHEME);
    assertThat(Reach.of("a\\b")).isEqualTo(Reach.BACKSLASH);
  }
}
